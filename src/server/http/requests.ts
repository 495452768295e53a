import type {Report} from '../../model/adapter.js';
import type {Body, Guest} from '../../model/comment.js';
import {cutText} from '../../model/cut-text.js';
import type {Policy} from '../../model/policy.js';
import type {PostRequest} from '../../model/protocol.js';
import {SORTS, type ThreadRef} from '../../model/thread.js';
import type {BlockSubject, Decision, NewBlock, Person} from '../store/moderation.js';
import type {HoldRules, SiteSettings, SiteSettingsChange} from '../store/site-settings.js';
import {malformed} from './http-error.js';
import {
  boolean,
  exactObject,
  exactPartial,
  fieldsOf,
  integer,
  listOf,
  moment,
  object,
  oneOf,
  orNull,
  partial,
  text,
  typed,
  type Shape,
} from './shape.js';

// What the bodies of requests must look like. What is too much for a site to take (a comment that is too long, a
// guest without a name) is for the store to say, in words for the reader.

/** The longest text that names a page, in UTF-16 code units. */
export const LONGEST_PAGE_ID = 2000;
/** The longest text that names a site. */
export const LONGEST_SITE = 200;
/** The longest id of anything. */
export const LONGEST_ID = 200;
/** Of a longer title the beginning is kept, in code points. */
export const LONGEST_TITLE = 500;
/** The longest address of a page. */
export const LONGEST_URL = 2000;
const LONGEST_REASON = 2000;

const id = text(LONGEST_ID, 1);
const reason = text(LONGEST_REASON);

/** A page's title may be as long as an editor likes: of too long a one the beginning is kept. */
const title: Shape<string> = (value, path) => {
  const whole = text(Number.MAX_SAFE_INTEGER)(value, path);
  return cutText(whole, LONGEST_TITLE);
};

export const threadShape: Shape<ThreadRef> = object<ThreadRef>({
  site: text(LONGEST_SITE, 1),
  pageId: text(LONGEST_PAGE_ID, 1),
  url: text(LONGEST_URL),
  title,
});

const body: Shape<Body> = object<Body>({
  format: oneOf('text', 'html', 'markdown'),
  value: typed('body'),
});

const guest: Shape<Guest> = object<Pick<Guest, 'name'>, Required<Omit<Guest, 'name'>>>(
  {name: typed('name')},
  {email: typed('email'), url: typed('url')},
);

export const postShape: Shape<PostRequest> = object<
  Pick<PostRequest, 'thread' | 'parentId' | 'body'>,
  Required<Pick<PostRequest, 'guest' | 'policyVersion'>>
>({thread: threadShape, parentId: orNull(id), body}, {guest, policyVersion: text(LONGEST_ID)});

export const editShape: Shape<{readonly body: Body}> = object({body});

export const reportShape: Shape<Report> = object<Pick<Report, 'ruleId'>, Required<Pick<Report, 'text'>>>(
  {ruleId: id},
  {text: reason},
);

export const closeShape: Shape<{readonly thread: ThreadRef; readonly reason?: string}> = object<
  {readonly thread: ThreadRef},
  {readonly reason: string}
>({thread: threadShape}, {reason});

export const pageShape: Shape<{readonly thread: ThreadRef}> = object({thread: threadShape});

export const decisionShape: Shape<Decision> = (value, path) => {
  const {action} = object({
    action: oneOf('approve', 'reject', 'remove', 'feature', 'unfeature', 'dismiss-reports'),
  })(value, path);
  const {editedAt} = partial<{editedAt: string | null}>({editedAt: orNull(moment)})(value, path);
  const read = editedAt === undefined ? {} : {editedAt};
  if (action === 'reject' || action === 'remove') return {action, ...read, ...verdict(value, path)};
  if (action === 'feature') return {action, ...read, ...praise(value, path)};
  return {action, ...read};
};

const verdict = object<object, {readonly ruleId: string; readonly reason: string}>({}, {ruleId: id, reason});
const praise = object<object, {readonly by: string; readonly reason: string}>(
  {},
  {by: text(LONGEST_ID), reason},
);

/** Somebody by what is known of them. */
const knownShape: Shape<{readonly userId: string} | {readonly email: string}> = (value, path) => {
  const given = fieldsOf(value, path);
  if (Object.hasOwn(given, 'userId')) return object({userId: text(255, 1)})(value, path);
  if (Object.hasOwn(given, 'email')) return object({email: text(320, 1)})(value, path);
  throw malformed(`${path} must have userId, email or commentId.`);
};

const subject: Shape<BlockSubject> = (value, path) => {
  const given = fieldsOf(value, path);
  if (Object.hasOwn(given, 'commentId')) {
    return object({commentId: id, by: oneOf('person', 'address')})(value, path);
  }
  return knownShape(value, path);
};

export const blockShape: Shape<NewBlock> = object<NewBlock>({subject, reason, until: orNull(moment)});

export const personShape: Shape<Person> = (value, path) =>
  Object.hasOwn(fieldsOf(value, path), 'commentId')
    ? object({commentId: id, by: oneOf('comment', 'person')})(value, path)
    : knownShape(value, path);

/** A policy that can be referred to: with a version. */
export const policyShape: Shape<Policy & {readonly version: string}> = exactObject<
  {readonly version: string},
  Required<Pick<Policy, 'text' | 'rules' | 'url'>>
>(
  {version: id},
  {
    text: exactObject<NonNullable<Policy['text']>>({format: oneOf('text', 'html'), value: text(100_000)}),
    rules: listOf(
      exactObject<
        {readonly id: string; readonly text: string},
        {readonly severity: 'nudge' | 'hold' | 'block'}
      >({id, text: text(LONGEST_REASON)}, {severity: oneOf('nudge', 'hold', 'block')}),
      100,
    ),
    url: text(LONGEST_URL),
  },
);

const fieldRule = oneOf('required', 'optional', 'hidden');
const words = listOf(text(LONGEST_ID, 1), 10_000);

const sorts: Shape<SiteSettings['sorts']> = (value, path) => {
  const given = listOf(oneOf(...SORTS), SORTS.length)(value, path);
  if (given.length === 0) throw malformed(`${path} must not be empty.`);
  return [...new Set(given)];
};

export const settingsShape: Shape<SiteSettingsChange> = exactPartial<Required<SiteSettingsChange>>({
  title: text(LONGEST_ID),
  posting: oneOf('guest', 'signed-in'),
  guestFields: exactPartial<SiteSettings['guestFields']>({name: fieldRule, email: fieldRule, url: fieldRule}),
  sorts,
  bodyFormat: oneOf('text', 'markdown'),
  bodyLength: integer(1, 100_000),
  editWindow: integer(0, 31_536_000),
  hold: exactPartial<HoldRules>({
    all: boolean,
    first: boolean,
    links: orNull(integer(0, 1000)),
    findings: boolean,
    reports: orNull(integer(1, 1_000_000)),
    guestReports: orNull(integer(1, 1_000_000)),
  }),
  knownAfter: integer(0, 31_536_000),
  policyRequired: boolean,
  words: exactPartial<SiteSettings['words']>({hold: words, block: words}),
});
