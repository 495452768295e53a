import {comment, DEEP, DISCUSSION, LANGUAGES, LONG, OLD, WIDE, WIDE_WORDS} from './comments.js';

/**
 * Every state of a thread, reached with options of the memory adapter and actions of a simulated reader.
 *
 * @typedef {object} State
 * @property {string} name in the query string and in tests
 * @property {string} title shown as its heading
 * @property {object} adapter options of its `MemoryAdapter`
 * @property {object} [settings] properties of its `<parley-thread>`
 * @property {boolean} [changesAddress] whether reaching it changes the address of the page, which all threads share
 * @property {(reader: import('./simulated-reader.js').SimulatedReader) => Promise<unknown>} [reach] what the reader
 *   does to reach the state
 */

const VIEWER = {id: 'hester', name: 'Hester Vane'};
const mine = (id, value, more) =>
  comment(id, VIEWER.name, value, {author: {id: VIEWER.id, name: VIEWER.name}, ...more});

/** The text that the simulated reader types. */
const TEXT = 'I should like to say a word for the fog bell.';

/** Every kind of formatting that a comment can have. */
const FORMATTED = `A **word** for the *fog bell*, and ~~none~~ one for the [harbour clock](https://quillmere.example/clock).
It struck \`thirteen\`.

> The timetable says “on the hour”.

- The bell is heard as far as the stair.
- The clock is not.`;

/**
 * @param {typeof import('../../dist/index.js').CommentsError} CommentsError the error class of the build that is shown
 * @returns {State[]}
 */
export function statesOf(CommentsError) {
  return [
    {name: 'discussion', title: 'A discussion', adapter: {comments: DISCUSSION}},
    {
      name: 'classic',
      title: 'The classic variant',
      adapter: {comments: OLD},
      settings: {variant: 'classic', publisher: 'The Quillmere Packet'},
    },
    {name: 'loading', title: 'Loading', adapter: {delay: 1e9}},
    {name: 'empty', title: 'No comments yet', adapter: {}},
    {
      name: 'error',
      title: 'Loading failed',
      adapter: {fail: ({name}) => name === 'open' && 'server'},
    },
    {
      name: 'partial',
      title: 'Loading more comments failed',
      adapter: {comments: DISCUSSION, fail: ({name}) => name === 'more' && 'server'},
      settings: {pageSize: 1},
      reach: async (reader) => {
        await reader.clickInList('.more');
        await reader.waitInList('[part=error]');
      },
    },
    {
      name: 'reload-failed',
      title: 'Reloading failed',
      adapter: {comments: DISCUSSION, fail: ({name, attempt}) => name === 'open' && attempt > 1 && 'timeout'},
      reach: async (reader) => {
        await reader.ready();
        await reader.thread.reload();
      },
    },
    {name: 'more', title: 'More comments to load', adapter: {comments: DISCUSSION}, settings: {pageSize: 1}},
    {
      name: 'orphan',
      title: 'A reply whose parent is missing',
      adapter: {
        comments: DISCUSSION.map((comment) => ({
          ...comment,
          parentId: comment.parentId && `old-${comment.parentId}`,
        })),
      },
    },
    {
      name: 'closed',
      title: 'Closed',
      adapter: {
        comments: DISCUSSION,
        closed: {reason: 'After two hundred letters.', at: '2026-11-02T12:00:00.000Z'},
      },
    },
    {name: 'closed-empty', title: 'Closed, with no comments', adapter: {closed: true}},
    {
      name: 'readonly',
      title: 'Read-only',
      adapter: {comments: DISCUSSION},
      settings: {readonly: true},
    },
    {
      name: 'signed-out',
      title: 'Only signed-in readers may post',
      adapter: {comments: DISCUSSION, posting: 'signed-in'},
    },
    {name: 'signed-in', title: 'Signed in', adapter: {comments: DISCUSSION, viewer: VIEWER}},
    {
      name: 'held',
      title: 'A held comment',
      adapter: {viewer: VIEWER, comments: [...DISCUSSION, mine('held', TEXT, {hours: 6, status: 'held'})]},
    },
    {
      name: 'rejected',
      title: 'A rejected comment',
      settings: {policy: {rules: [{id: 'no-attacks', text: 'Argue with the comment, not with its author.'}]}},
      adapter: {
        viewer: VIEWER,
        comments: [
          ...DISCUSSION,
          mine('rejected', 'The council are a shower of barnacles.', {
            hours: 6,
            status: 'rejected',
            decision: {
              ruleId: 'no-attacks',
              reason: 'Personal attacks are not permitted, barnacles included.',
            },
          }),
        ],
      },
    },
    {
      name: 'tombstones',
      title: 'Removed by a moderator, deleted by its author',
      adapter: {
        comments: DISCUSSION.map((comment) =>
          comment.id === 'boat'
            ? {
                ...comment,
                status: 'removed',
                decision: {ruleId: 'no-attacks', reason: 'It named a neighbour and his dog.'},
              }
            : comment.id === 'harbour'
              ? {...comment, status: 'deleted'}
              : comment,
        ),
      },
    },
    {
      name: 'offline',
      title: 'Offline',
      adapter: {comments: DISCUSSION},
      reach: async (reader) => {
        await reader.ready();
        reader.thread.store.dispatch({type: 'connectivity', offline: true});
      },
    },
    {
      name: 'rate-limited',
      title: 'Posting too fast',
      adapter: {
        comments: DISCUSSION,
        fail: ({name}) =>
          name === 'post' &&
          new CommentsError('rate-limited', 'too fast', {retryAt: '2126-11-05T14:07:00.000Z'}),
      },
      reach: (reader) => reader.submit(TEXT),
    },
    {
      name: 'not-sent',
      title: 'A comment that could not be sent',
      adapter: {comments: DISCUSSION, fail: ({name}) => name === 'post' && 'server'},
      reach: (reader) => reader.submit(TEXT),
    },
    {
      name: 'sending',
      title: 'A comment that is being sent',
      adapter: {comments: DISCUSSION, delay: ({name}) => (name === 'post' ? 1e9 : 0)},
      reach: (reader) => reader.submit(TEXT),
    },
    {
      name: 'invalid',
      title: 'A form with required fields missing',
      adapter: {guestFields: {name: 'required', email: 'required', url: 'optional'}},
      reach: (reader) => reader.submit(''),
    },
    {
      name: 'too-long',
      title: 'A comment that is too long',
      adapter: {limits: {bodyLength: 40}},
      reach: (reader) => reader.type(TEXT),
    },
    {
      name: 'counter',
      title: 'A comment close to the maximum length',
      adapter: {limits: {bodyLength: TEXT.length + 9}},
      reach: (reader) => reader.type(TEXT),
    },
    {
      name: 'preview',
      title: 'Preview',
      adapter: {bodyFormat: 'markdown'},
      reach: async (reader) => {
        await reader.type(FORMATTED);
        await reader.clickInForm('.switch');
        await reader.waitInForm('.preview li');
      },
    },
    {
      name: 'restored',
      title: 'A draft that was restored',
      adapter: {},
      reach: (reader) => reader.typeAndReturn(TEXT),
    },
    {
      name: 'formatting',
      title: 'Help with Markdown',
      adapter: {bodyFormat: 'markdown'},
      reach: async (reader) => {
        await reader.ready();
        await reader.clickInForm('summary');
      },
    },
    {
      name: 'formatting-html',
      title: 'Help with HTML',
      adapter: {bodyFormat: 'html'},
      reach: async (reader) => {
        await reader.ready();
        await reader.clickInForm('summary');
      },
    },
    {
      name: 'markdown',
      title: 'A comment in Markdown',
      adapter: {
        comments: [comment('formatted', 'Ida Marl', '', {body: {format: 'markdown', value: FORMATTED}})],
      },
    },
    ...['nudge', 'hold', 'block'].map((severity) => ({
      name: `rule-${severity}`,
      title: `Before posting: a rule with severity ${severity}`,
      adapter: {},
      settings: {policy: {rules: [{id: 'shouting', text: 'Please do not write in capitals.', severity}]}},
      reach: async (reader) => {
        await reader.submit('WILL NOBODY RING THE BELL TONIGHT?');
        await reader.waitInForm('#before-you-post');
      },
    })),
    {
      name: 'unacknowledged',
      title: 'A policy that must be confirmed before posting',
      adapter: {},
      settings: {policy: {version: '1', acknowledge: true, rules: [{id: 'kind', text: 'Be kind.'}]}},
      reach: async (reader) => {
        await reader.submit(TEXT);
        await reader.waitInForm('#policy-read-problem');
      },
    },
    {
      name: 'closed-refusal',
      title: 'A comment that arrived after the discussion was closed',
      adapter: {fail: ({name}) => name === 'post' && 'closed'},
      reach: (reader) => reader.submit(TEXT),
    },
    {
      name: 'unopened-draft',
      title: 'A draft in a discussion that cannot be loaded',
      adapter: {fail: ({name}) => name === 'open' && 'server'},
      reach: (reader) => reader.type(TEXT),
    },
    {
      name: 'unsent-text',
      title: 'A draft in a discussion that has closed',
      adapter: {comments: DISCUSSION},
      reach: async (reader) => {
        await reader.type(TEXT);
        reader.thread.closed = true;
        await reader.waitInThread('#unsent-text');
      },
    },
    {
      name: 'reply',
      title: 'Replying',
      adapter: {comments: DISCUSSION},
      reach: async (reader) => {
        await reader.clickInList('[data-comment-id=boat] [data-action=reply]');
        await reader.waitInList('parley-comment-form');
      },
    },
    {
      name: 'arrivals',
      title: 'New comments have arrived',
      adapter: {comments: DISCUSSION},
      settings: {live: true},
      reach: async (reader) => {
        await reader.ready();
        reader.postAsOther(comment('new-1', 'Tom Quay', 'Hear, hear.', {hours: 7}));
        reader.postAsOther(comment('new-2', 'Ida Marl', 'There, there.', {hours: 8}));
        await reader.waitInList('[part=pill]');
      },
    },
    {
      name: 'missing',
      title: 'A link to a comment that does not exist',
      adapter: {comments: DISCUSSION},
      changesAddress: true,
      reach: async (reader) => {
        await reader.ready();
        // Without an event, for other threads of the gallery would hear it, too.
        history.replaceState(null, '', '#comment-gone');
        await reader.thread.load();
        await reader.thread.reload();
        await reader.waitInThread('.missing');
        history.replaceState(null, '', location.pathname + location.search);
      },
    },
    {name: 'deep', title: 'Seven levels of replies', adapter: {comments: DEEP}},
    {name: 'wide', title: 'Seven replies to one comment, four of them hidden', adapter: {comments: WIDE}},
    {
      name: 'wide-open',
      title: 'All seven replies',
      adapter: {comments: WIDE},
      reach: async (reader) => {
        await reader.clickInList('[data-list=wide]');
        await reader.waitInList('.replies:not(:has([hidden]))');
      },
    },
    {
      name: 'folded',
      title: 'Hidden replies',
      adapter: {comments: DISCUSSION},
      reach: async (reader) => {
        await reader.hover('boat');
        await reader.clickInList('[data-comment-id=boat] [data-action=fold]');
        await reader.waitInList('.replies[hidden]');
      },
    },
    {
      name: 'muted',
      title: 'A muted author',
      adapter: {comments: DISCUSSION},
      reach: async (reader) => {
        await reader.hover('gulls');
        if (!reader.list.renderRoot.querySelector('.folded')) await reader.chooseMenuItem('gulls', 'mute');
        await reader.waitInList('[data-comment-id=gulls].folded');
      },
    },
    {
      name: 'long',
      title: 'A long comment',
      adapter: {comments: LONG},
      reach: async (reader) => {
        await reader.hover('long');
        await reader.waitInList('[data-action=read]');
      },
    },
    {
      name: 'long-open',
      title: 'A long comment, expanded',
      adapter: {comments: LONG},
      reach: async (reader) => {
        await reader.hover('long');
        await reader.clickInList('[data-action=read]');
        await reader.waitInList('.open');
      },
    },
    {name: 'wide-words', title: 'Long words and URLs', adapter: {comments: WIDE_WORDS}},
    {name: 'languages', title: 'Five languages', adapter: {comments: LANGUAGES}},
    {
      name: 'avatars',
      title: 'Initials of authors',
      adapter: {comments: [...LANGUAGES, ...DISCUSSION]},
      settings: {avatars: true},
    },
  ];
}
