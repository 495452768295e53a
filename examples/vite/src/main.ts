import 'parley-comments/define/thread.js';
import {RestAdapter} from 'parley-comments/adapters/rest.js';

const thread = document.querySelector('parley-thread');
const status = document.querySelector('[role=status]');
if (thread && status) {
  thread.strings = {heading: (count) => `Letters: ${count}`};
  thread.addEventListener('parley-posted', ({comment}) => {
    status.textContent = `Thank you, ${comment.author.name}.`;
  });
  thread.adapter = new RestAdapter({
    endpoint: import.meta.env['PARLEY_ENDPOINT'] ?? 'http://127.0.0.1:8640',
    site: 'packet',
  });
}
