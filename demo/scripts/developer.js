/** Parley as a package: register the elements, set an adapter and a policy, listen to events. */
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
        value: `Set this line yourself: reply below, and watch the log.

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

const EVENT_TYPES = [
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

const log = document.querySelector('#events');
for (const type of EVENT_TYPES) thread.addEventListener(type, print);

function print(event) {
  const name = document.createElement('b');
  name.textContent = event.type;
  const line = document.createElement('li');
  line.append(name, fieldsOf(event));
  log.prepend(line);
}

/** One line for each field that Parley's event classes add to `Event`; for a thread its page id. */
function fieldsOf(event) {
  return Object.entries(event)
    .filter(([key]) => key !== 'isTrusted')
    .map(([key, value]) => `${key}: ${JSON.stringify(key === 'thread' ? value.pageId : value)}`)
    .join('\n');
}
