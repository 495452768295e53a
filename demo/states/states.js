import {AWKWARD, DEEP, DISCUSSION, letter, LONG, OLD, TONGUES, WIDE} from './letters.js';

/**
 * Every state that a thread can be in, reached through the memory adapter and by what a reader does.
 *
 * @typedef {object} State
 * @property {string} name for addresses and tests
 * @property {string} title what it is, for people
 * @property {object} adapter what its `MemoryAdapter` is made of
 * @property {object} [settings] properties of its `<parley-thread>`
 * @property {(reader: import('./reader.js').Reader) => Promise<unknown>} [reach] what a reader does to get there
 */

const VIEWER = {id: 'hester', name: 'Hester Vane'};
const mine = (id, value, more) =>
  letter(id, VIEWER.name, value, {author: {id: VIEWER.id, name: VIEWER.name}, ...more});

/** The words of the reader who writes in the gallery. */
const WORDS = 'I should like to say a word for the fog bell.';

/** With every mark that a letter may have. */
const MARKED = `A **word** for the *fog bell*, and ~~none~~ one for the [harbour clock](https://quillmere.example/clock).
It struck \`thirteen\`.

> The timetable says “on the hour”.

- The bell is heard as far as the stair.
- The clock is not.`;

/**
 * @param {typeof import('../../dist/index.js').CommentsError} CommentsError the class of errors, from wherever Parley is
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
      title: 'It could not be loaded',
      adapter: {fail: ({name}) => name === 'open' && 'server'},
    },
    {
      name: 'partial',
      title: 'The rest could not be loaded',
      adapter: {comments: DISCUSSION, fail: ({name}) => name === 'more' && 'server'},
      settings: {pageSize: 1},
      reach: async (reader) => {
        await reader.press('.more');
        await reader.sees('[part=error]');
      },
    },
    {
      name: 'reload-failed',
      title: 'It could not be loaded again',
      adapter: {comments: DISCUSSION, fail: ({name, attempt}) => name === 'open' && attempt > 1 && 'timeout'},
      reach: async (reader) => {
        await reader.ready();
        await reader.thread.reload();
      },
    },
    {name: 'more', title: 'There are more', adapter: {comments: DISCUSSION}, settings: {pageSize: 1}},
    {
      name: 'orphan',
      title: 'A reply without its comment',
      adapter: {
        comments: DISCUSSION.map((one) => ({...one, parentId: one.parentId && `old-${one.parentId}`})),
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
      title: 'Without any way to write',
      adapter: {comments: DISCUSSION},
      settings: {readonly: true},
    },
    {
      name: 'signed-out',
      title: 'Only for those who sign in',
      adapter: {comments: DISCUSSION, posting: 'signed-in'},
    },
    {name: 'signed-in', title: 'Signed in', adapter: {comments: DISCUSSION, viewer: VIEWER}},
    {
      name: 'held',
      title: 'Waiting for review',
      adapter: {viewer: VIEWER, comments: [...DISCUSSION, mine('held', WORDS, {hours: 6, status: 'held'})]},
    },
    {
      name: 'rejected',
      title: 'Not published',
      settings: {policy: {rules: [{id: 'no-attacks', text: 'Argue with the letter, not with its author.'}]}},
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
        comments: DISCUSSION.map((one) =>
          one.id === 'boat'
            ? {
                ...one,
                status: 'removed',
                decision: {ruleId: 'no-attacks', reason: 'It named a neighbour and his dog.'},
              }
            : one.id === 'harbour'
              ? {...one, status: 'deleted'}
              : one,
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
          new CommentsError('rate-limited', 'too fast', {retryAt: '2026-11-05T14:07:00.000Z'}),
      },
      reach: (reader) => reader.posts(WORDS),
    },
    {
      name: 'not-sent',
      title: 'A letter that was not sent',
      adapter: {comments: DISCUSSION, fail: ({name}) => name === 'post' && 'server'},
      reach: (reader) => reader.posts(WORDS),
    },
    {
      name: 'sending',
      title: 'A letter on its way',
      adapter: {comments: DISCUSSION, delay: ({name}) => (name === 'post' ? 1e9 : 0)},
      reach: (reader) => reader.posts(WORDS),
    },
    {
      name: 'invalid',
      title: 'A form that was not filled in',
      adapter: {guestFields: {name: 'required', email: 'required', url: 'optional'}},
      reach: (reader) => reader.posts(''),
    },
    {
      name: 'too-long',
      title: 'A letter that is too long',
      adapter: {limits: {bodyLength: 40}},
      reach: (reader) => reader.writes(WORDS),
    },
    {
      name: 'counter',
      title: 'A letter for which there is little room left',
      adapter: {limits: {bodyLength: WORDS.length + 9}},
      reach: (reader) => reader.writes(WORDS),
    },
    {
      name: 'preview',
      title: 'A letter as it will look',
      adapter: {bodyFormat: 'markdown'},
      reach: async (reader) => {
        await reader.writes(MARKED);
        await reader.pressesInForm('[aria-pressed]');
        await reader.seesInForm('.preview li');
      },
    },
    {
      name: 'restored',
      title: 'A draft that was restored',
      adapter: {},
      reach: (reader) => reader.returnsTo(WORDS),
    },
    {
      name: 'formatting',
      title: 'The help with the marks of Markdown',
      adapter: {bodyFormat: 'markdown'},
      reach: async (reader) => {
        await reader.ready();
        await reader.pressesInForm('summary');
      },
    },
    {
      name: 'formatting-html',
      title: 'The help with the tags of HTML',
      adapter: {bodyFormat: 'html'},
      reach: async (reader) => {
        await reader.ready();
        await reader.pressesInForm('summary');
      },
    },
    {
      name: 'markdown',
      title: 'A letter in Markdown',
      adapter: {comments: [letter('marked', 'Ida Marl', '', {body: {format: 'markdown', value: MARKED}})]},
    },
    ...['nudge', 'hold', 'block'].map((severity) => ({
      name: `asked-${severity}`,
      title: `Before a letter is posted: a rule with severity ${severity}`,
      adapter: {},
      settings: {policy: {rules: [{id: 'shouting', text: 'Please do not write in capitals.', severity}]}},
      reach: async (reader) => {
        await reader.posts('WILL NOBODY RING THE BELL TONIGHT?');
        await reader.seesInForm('#before-you-post');
      },
    })),
    {
      name: 'unacknowledged',
      title: 'A policy that has to be confirmed first',
      adapter: {},
      settings: {policy: {version: '1', acknowledge: true, rules: [{id: 'kind', text: 'Be kind.'}]}},
      reach: async (reader) => {
        await reader.posts(WORDS);
        await reader.seesInForm('#policy-read-problem');
      },
    },
    {
      name: 'closed-refusal',
      title: 'A letter to a discussion that has closed meanwhile',
      adapter: {fail: ({name}) => name === 'post' && 'closed'},
      reach: (reader) => reader.posts(WORDS),
    },
    {
      name: 'unopened-draft',
      title: 'A letter begun, and the discussion cannot be loaded',
      adapter: {fail: ({name}) => name === 'open' && 'server'},
      reach: (reader) => reader.writes(WORDS),
    },
    {
      name: 'kept-words',
      title: 'A letter begun, and the discussion has closed',
      adapter: {comments: DISCUSSION},
      reach: async (reader) => {
        await reader.writes(WORDS);
        reader.thread.closed = true;
        await reader.seesAbove('#kept-words');
      },
    },
    {
      name: 'reply',
      title: 'Replying',
      adapter: {comments: DISCUSSION},
      reach: async (reader) => {
        await reader.press('[data-comment-id=boat] [data-action=reply]');
        await reader.sees('parley-comment-form');
      },
    },
    {
      name: 'arrivals',
      title: 'New comments are waiting',
      adapter: {comments: DISCUSSION},
      settings: {live: 'push'},
      reach: async (reader) => {
        await reader.ready();
        reader.arrives(letter('new-1', 'Tom Quay', 'Hear, hear.', {hours: 7}));
        reader.arrives(letter('new-2', 'Ida Marl', 'There, there.', {hours: 8}));
        await reader.sees('[part=pill]');
      },
    },
    {
      name: 'missing',
      title: 'A link to a comment that is gone',
      adapter: {comments: DISCUSSION},
      reach: async (reader) => {
        await reader.ready();
        reader.thread.missing = true;
      },
    },
    {name: 'deep', title: 'Seven levels of replies', adapter: {comments: DEEP}},
    {name: 'wide', title: 'Seven replies to one comment, of which four wait', adapter: {comments: WIDE}},
    {
      name: 'wide-open',
      title: 'All seven of them',
      adapter: {comments: WIDE},
      reach: async (reader) => {
        await reader.press('[data-list=wide]');
        await reader.sees('.replies:not(:has([hidden]))');
      },
    },
    {
      name: 'folded',
      title: 'Replies that the reader has folded away',
      adapter: {comments: DISCUSSION},
      reach: async (reader) => {
        await reader.comesTo('boat');
        await reader.press('[data-comment-id=boat] [data-action=fold]');
        await reader.sees('.replies[hidden]');
      },
    },
    {
      name: 'muted',
      title: 'An author whom the reader has muted',
      adapter: {comments: DISCUSSION},
      // What a device keeps of this site is of no matter to the other threads.
      settings: {site: 'muted.quillmere.example'},
      reach: async (reader) => {
        await reader.comesTo('gulls');
        if (!reader.list.renderRoot.querySelector('.folded')) await reader.chooses('gulls', 'mute');
        await reader.sees('[data-comment-id=gulls].folded');
      },
    },
    {
      name: 'long',
      title: 'A long letter',
      adapter: {comments: LONG},
      reach: async (reader) => {
        await reader.comesTo('long');
        await reader.sees('[data-action=read]');
      },
    },
    {
      name: 'long-open',
      title: 'A long letter, read to its end',
      adapter: {comments: LONG},
      reach: async (reader) => {
        await reader.comesTo('long');
        await reader.press('[data-action=read]');
        await reader.sees('.open');
      },
    },
    {name: 'awkward', title: 'What widens pages', adapter: {comments: AWKWARD}},
    {name: 'tongues', title: 'Five languages', adapter: {comments: TONGUES}},
  ];
}
