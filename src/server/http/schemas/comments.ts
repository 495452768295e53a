import {SORTS} from '../../../model/thread.js';
import {MAX_ID, MAX_PAGE_ID, MAX_REASON, MAX_SITE, MAX_TITLE, MAX_URL} from '../bounds.js';
import {
  anyOf,
  anyText,
  constant,
  flag,
  integer,
  list,
  mapOf,
  named,
  nullable,
  omittable,
  oneOf,
  optional,
  record,
  text,
  time,
  type TSchema,
} from '../schema.js';

// What readers send and receive.

const FORMATS = ['text', 'html', 'markdown'] as const;
const FORMAT_DESCRIPTION =
  'How the value is to be read. HTML and Markdown are as they were sent: sanitize them before they are shown.';
const decision = record({ruleId: optional(anyText()), reason: optional(anyText())});

export const id = text(MAX_ID, 1);
export const reason = text(MAX_REASON);
export const count = (description?: string) => integer(0, undefined, description ? {description} : {});

export const Sort = named('Sort', oneOf(SORTS));
export const Role = named('Role', oneOf(['reader', 'staff', 'moderator']));
export const GuestField = named(
  'GuestField',
  oneOf(['required', 'optional', 'hidden'], {description: 'How a form treats a field of guests.'}),
);

export const Body = named(
  'Body',
  record({format: oneOf(FORMATS, {description: FORMAT_DESCRIPTION}), value: text()}),
);

export const ThreadRef = named(
  'ThreadRef',
  record({
    site: text(MAX_SITE, 1),
    pageId: text(MAX_PAGE_ID, 1),
    url: text(MAX_URL, 0, {
      description:
        'Believed, with the title, when its origin is one of the server’s and the comment is published.',
    }),
    title: text(undefined, 0, {description: `Stored up to ${String(MAX_TITLE)} characters.`}),
  }),
);

export const PostRequest = named(
  'PostRequest',
  record({
    thread: ThreadRef,
    parentId: nullable(id),
    body: Body,
    guest: omittable(record({name: text(), email: omittable(text()), url: omittable(text())})),
    policyVersion: omittable(text(MAX_ID)),
  }),
);

export const EditRequest = named('EditRequest', record({body: Body}));

export const ReportRequest = named('ReportRequest', record({ruleId: id, text: omittable(reason)}));

export const Author: TSchema = named(
  'Author',
  record({
    name: anyText(),
    id: optional(anyText()),
    url: optional(anyText()),
    avatarUrl: optional(anyText()),
    badge: optional(anyText()),
    isStaff: optional(flag()),
  }),
);

export const Comment: TSchema = named(
  'Comment',
  record(
    {
      id: anyText(),
      author: Author,
      body: Body,
      createdAt: time(),
      parentId: optional(nullable(anyText(), {description: 'null for a comment on the page itself.'})),
      editedAt: optional(nullable(time())),
      status: optional(oneOf(['published', 'held', 'rejected', 'removed', 'deleted'])),
      score: optional(record({up: count(), mine: optional(flag())})),
      replies: optional(
        record({
          count: count('Readable comments below this one, at any depth.'),
          next: optional(nullable(anyText())),
        }),
      ),
      url: optional(anyText({description: 'The permalink.'})),
      lang: optional(anyText({description: 'BCP 47 tag of the language.'})),
      featured: optional(nullable(record({by: optional(anyText()), reason: optional(anyText())}))),
      can: optional(
        record({
          reply: optional(flag()),
          edit: optional(flag()),
          remove: optional(flag()),
          vote: optional(flag()),
          report: optional(flag()),
        }),
      ),
      editableUntil: optional(nullable(time())),
      decision: optional(decision),
    },
    {description: 'A comment. The same for every reader, unless the answer depends on who asks.'},
  ),
);

export const Policy: TSchema = named(
  'Policy',
  record({
    version: optional(anyText()),
    text: optional(record({format: oneOf(['text', 'html']), value: anyText()})),
    rules: optional(
      list(
        record({
          id: anyText(),
          text: anyText(),
          severity: optional(oneOf(['nudge', 'hold', 'block'])),
        }),
      ),
    ),
    url: optional(anyText()),
  }),
);

export const Viewer: TSchema = named(
  'Viewer',
  record({id: anyText(), name: anyText(), avatarUrl: optional(anyText()), role: optional(Role)}),
);

export const Blocked: TSchema = named(
  'Blocked',
  record({
    until: nullable(time(), {description: 'null for good.'}),
    reason: optional(anyText({description: 'The reason that the moderator gave.'})),
  }),
);

const ThreadInfo = named(
  'Facts',
  record({
    closed: optional(nullable(record({reason: optional(anyText()), at: optional(time())}))),
    sorts: optional(list(Sort)),
    limits: optional(record({bodyLength: optional(count('In code points.'))})),
    posting: optional(oneOf(['guest', 'signed-in'])),
    guestFields: optional(
      record({name: optional(GuestField), email: optional(GuestField), url: optional(GuestField)}),
    ),
    bodyFormat: optional(oneOf(['text', 'markdown'], {description: 'The format of new comments.'})),
    policy: optional(nullable(Policy)),
    feedUrl: optional(anyText({description: 'The Atom feed of the thread; a path below `/v1/`.'})),
  }),
);

const comments = list(Comment, {description: 'Flat, in any order.'});

export const CommentPage: TSchema = named(
  'CommentPage',
  record({
    comments,
    next: nullable(anyText(), {description: 'The cursor for more of the same list; null at its end.'}),
  }),
);

export const ThreadPage: TSchema = named(
  'ThreadPage',
  record({
    comments: list(Comment, {
      description: 'Top-level comments with their first replies, flat, in any order.',
    }),
    next: nullable(anyText()),
    total: nullable(count()),
    live: nullable(anyText(), {description: 'Where changes and stream go on from.'}),
    facts: ThreadInfo,
  }),
);

export const Found: TSchema = named(
  'Found',
  record({comments: list(Comment, {description: 'In any order; what is missing is no longer listed.'})}),
);

const Change = named(
  'Change',
  anyOf(
    record({type: oneOf(['added', 'changed']), comment: Comment, cursor: optional(anyText())}),
    record({type: constant('removed'), id: anyText(), cursor: optional(anyText())}),
  ),
);

export const Changes: TSchema = named(
  'Changes',
  anyOf(
    record({changes: list(Change, {maxItems: 500}), live: anyText()}),
    record({reload: constant(true)}, {description: 'Too long ago: open the thread anew.'}),
  ),
);

export const Counts: TSchema = named(
  'Counts',
  record({
    counts: mapOf(count(), {description: 'Published comments, by page id.'}),
    closed: list(anyText(), {description: 'The page ids of closed threads.'}),
  }),
);

export const ViewerAnswer: TSchema = named(
  'ViewerAnswer',
  record({
    viewer: nullable(Viewer),
    may: record({post: flag(), vote: flag(), report: flag(), moderate: flag()}),
    blocked: nullable(Blocked),
    own: list(Comment, {description: 'Own comments that need more than the page tells.'}),
    mine: list(anyText()),
    votes: list(anyText()),
    reports: list(anyText()),
  }),
);

export const Status: TSchema = named('Status', record({status: oneOf(['ok', 'ready'])}));
