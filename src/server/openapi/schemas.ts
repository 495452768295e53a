import {COMMENTS_ERROR_CODES} from '../../model/errors.js';
import {SORTS} from '../../model/thread.js';
import {LONGEST_ID, LONGEST_PAGE_ID, LONGEST_SITE, LONGEST_TITLE, LONGEST_URL} from '../http/requests.js';
import {
  count,
  flag,
  list,
  moment,
  nullableMoment,
  nullableText,
  oneOf,
  orNull,
  record,
  ref,
  text,
  type Part,
} from './parts.js';

/** How a form treats each field of guests. */
export const guestFields = {name: ref('GuestField'), email: ref('GuestField'), url: ref('GuestField')};
const decision = record({}, {ruleId: text, reason: text});

/** What readers and everybody's pages deal with. */
export const schemas: Readonly<Record<string, Part>> = {
  Body: record({
    format: {
      ...oneOf('text', 'html', 'markdown'),
      description:
        'How the value is to be read. HTML and Markdown are as they were sent: sanitize them before they are shown.',
    },
    value: text,
  }),
  Author: record({name: text}, {id: text, url: text, avatarUrl: text, badge: text, isStaff: flag}),
  Comment: record(
    {id: text, author: ref('Author'), body: ref('Body'), createdAt: moment},
    {
      parentId: {...nullableText, description: 'null for a comment on the page itself.'},
      editedAt: nullableMoment,
      status: {...oneOf('published', 'held', 'rejected', 'removed', 'deleted'), default: 'published'},
      score: record({up: count}, {mine: flag}),
      replies: record(
        {count: {...count, description: 'Readable comments below this one, at any depth.'}},
        {next: nullableText},
      ),
      url: {...text, description: 'The permalink.'},
      lang: {...text, description: 'BCP 47 tag of the language.'},
      featured: orNull(record({}, {by: text, reason: text})),
      can: record({}, {reply: flag, edit: flag, remove: flag, vote: flag, report: flag}),
      editableUntil: nullableMoment,
      decision,
    },
    {
      description:
        'One letter from a reader. The same for every reader, unless it comes with an answer of their own.',
    },
  ),
  Policy: record(
    {},
    {
      version: text,
      text: record({format: oneOf('text', 'html'), value: text}),
      rules: list(record({id: text, text}, {severity: oneOf('nudge', 'hold', 'block')})),
      url: text,
    },
  ),
  Viewer: record({id: text, name: text}, {avatarUrl: text, role: ref('Role')}),
  Role: oneOf('reader', 'staff', 'moderator'),
  Sort: oneOf(...SORTS),
  GuestField: {
    ...oneOf('required', 'optional', 'hidden'),
    description: 'How a form treats a field of guests.',
  },
  Blocked: record(
    {until: {...nullableMoment, description: 'null for good.'}},
    {reason: {...text, description: 'In the newsroom’s words.'}},
  ),
  Facts: record(
    {},
    {
      closed: orNull(record({}, {reason: text, at: moment})),
      sorts: list(ref('Sort')),
      limits: record({}, {bodyLength: {...count, description: 'In code points.'}}),
      posting: oneOf('guest', 'signed-in'),
      guestFields: record({}, guestFields),
      bodyFormat: {...oneOf('text', 'markdown'), description: 'What readers write their letters in.'},
      policy: orNull(ref('Policy')),
      feedUrl: {...text, description: 'The Atom feed of the thread; a path below `/v1/`.'},
    },
  ),
  CommentPage: record({
    comments: {...list(ref('Comment')), description: 'Flat, in any order.'},
    next: {...nullableText, description: 'The cursor for more of the same list; null at its end.'},
  }),
  ThreadPage: record({
    comments: {...list(ref('Comment')), description: 'Roots with their first replies, flat, in any order.'},
    next: nullableText,
    total: {type: ['integer', 'null'], minimum: 0},
    live: {...nullableText, description: 'Where changes and stream go on from.'},
    facts: ref('Facts'),
  }),
  Found: record({comments: {...list(ref('Comment')), description: 'In any order; what is missing is gone.'}}),
  Change: {
    oneOf: [
      record({type: oneOf('added', 'changed'), comment: ref('Comment')}, {cursor: text}),
      record({type: {const: 'removed'}, id: text}, {cursor: text}),
    ],
  },
  Changes: {
    oneOf: [
      record({changes: {...list(ref('Change')), maxItems: 500}, live: text}),
      record({reload: {const: true}}, {}, {description: 'Too long ago: open the thread anew.'}),
    ],
  },
  Counts: record({
    counts: {type: 'object', additionalProperties: count, description: 'Published comments, by page id.'},
    closed: list({...text, description: 'The page id of a thread where nobody may write any more.'}),
  }),
  ViewerAnswer: record({
    viewer: orNull(ref('Viewer')),
    may: record({post: flag, vote: flag, report: flag, moderate: flag}),
    blocked: orNull(ref('Blocked')),
    own: {...list(ref('Comment')), description: 'Own comments that need more than the page tells.'},
    mine: list(text),
    votes: list(text),
    reports: list(text),
  }),
  ThreadRef: record({
    site: {type: 'string', minLength: 1, maxLength: LONGEST_SITE},
    pageId: {type: 'string', minLength: 1, maxLength: LONGEST_PAGE_ID},
    url: {
      type: 'string',
      maxLength: LONGEST_URL,
      description:
        'Believed, with the title, when its origin is one of the server’s and the comment is published.',
    },
    title: {type: 'string', description: `Kept up to ${String(LONGEST_TITLE)} characters.`},
  }),
  PostRequest: record(
    {
      thread: ref('ThreadRef'),
      parentId: {type: ['string', 'null'], minLength: 1, maxLength: LONGEST_ID},
      body: ref('Body'),
    },
    {
      guest: record({name: text}, {email: text, url: text}),
      policyVersion: {type: 'string', maxLength: LONGEST_ID},
    },
  ),
  EditRequest: record({body: ref('Body')}),
  ReportRequest: record({ruleId: {type: 'string', minLength: 1, maxLength: LONGEST_ID}}, {text}),
  Status: record({status: oneOf('ok', 'ready')}),
  Problem: record(
    {
      type: {type: 'string', format: 'uri', pattern: '^urn:parley:problem:'},
      title: text,
      status: {type: 'integer', minimum: 400, maximum: 599},
      code: oneOf(...COMMENTS_ERROR_CODES),
    },
    {
      detail: {...text, description: 'In plain words, for a developer.'},
      fields: {
        ...record({}, {body: text, name: text, email: text, url: text}),
        description: 'With validation: what is wrong with which field, in words for the reader.',
      },
      retryAt: {...moment, description: 'With rate-limited: the moment that Retry-After tells.'},
      existingId: {...text, description: 'With duplicate: the comment that is already there.'},
      policy: {...ref('Policy'), description: 'With conflict: the policy that has to be accepted first.'},
      blocked: {...ref('Blocked'), description: 'With forbidden: that whoever asks is blocked.'},
    },
    {description: 'RFC 9457.'},
  ),
};
