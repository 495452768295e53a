/** Parley as a package: register the elements, choose a backend, say the rules, listen. */
import 'parley-comments/define.js';
import {MemoryAdapter} from 'parley-comments/adapters/memory.js';

const thread = document.querySelector('parley-thread');

thread.adapter = new MemoryAdapter({
  delay: 350,
  comments: [
    {
      id: 'compositor-1',
      parentId: null,
      author: {name: 'The compositor', isStaff: true, badge: 'The Packet'},
      createdAt: '2026-11-05T06:30:00.000Z',
      body: {
        format: 'text',
        value: `Set this line yourself: answer below, and watch the wire.

Left-handed quotes “like these”, right-handed ones "like these" and a were\\are all come out as they went in.`,
      },
    },
  ],
});

thread.policy = {
  version: '2026-10',
  text: {
    format: 'text',
    value: 'Comments are welcome, and you answer for them. Mind the type: it is hot.',
  },
  url: '/policy.html',
};

const WIRED = [
  'parley-ready',
  'parley-before-post',
  'parley-post-request',
  'parley-posted',
  'parley-held',
  'parley-failed',
  'parley-vote-request',
  'parley-voted',
  'parley-sort-request',
  'parley-more-request',
  'parley-reload-request',
  'parley-count-changed',
];

const wire = document.querySelector('#events');
for (const type of WIRED) thread.addEventListener(type, print);

function print(event) {
  const name = document.createElement('b');
  name.textContent = event.type;
  const line = document.createElement('li');
  line.append(name, fieldsOf(event));
  wire.prepend(line);
}

/** One line for each field that Parley's own event classes add to an Event; of a thread its page id will do. */
function fieldsOf(event) {
  return Object.entries(event)
    .filter(([key]) => key !== 'isTrusted')
    .map(([key, value]) => `${key}: ${JSON.stringify(key === 'thread' ? value.pageId : value)}`)
    .join('\n');
}
