import {MemoryAdapter} from '../../../src/adapters/memory.js';
import '../../../src/define.js';
import {makeComment} from '../comments.js';

// A page over a backend that has many comments, of which it gives a few at a time.
const options = new URLSearchParams(location.search);
const comments = Array.from({length: 90}, (_, index) =>
  makeComment(String(index + 1), {
    createdAt: new Date(Date.UTC(2026, 0, 1, 0, index)).toISOString(),
    body: {
      format: 'text',
      value: 'Words of a comment. '.repeat(options.has('short') ? 1 : 1 + ((index * 7) % 40)),
    },
  }),
);
const [thread] = document.getElementsByTagName('parley-thread');
if (thread) {
  thread.pageSize = Number(options.get('size') ?? 90);
  thread.adapter = new MemoryAdapter({comments, delay: 30});
}
