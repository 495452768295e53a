import type {NewComment} from '../../model/comment.js';
import {CommentsError, type DraftField} from '../../model/errors.js';
import type {Policy} from '../../model/policy.js';
import {SORTS, type Sort, type ThreadFacts, type Viewer} from '../../model/thread.js';

/** How a thread is run by an adapter that is its own backend. Everything has a default. */
export interface ThreadRules {
  /** Who is signed in. Default: nobody, the reader is a guest. */
  readonly viewer?: Viewer | null;
  /** Shown above the form. Default: none, and the notice shows the built-in one. */
  readonly policy?: Policy | null;
  /** Whether, why and since when (UTC ISO 8601) nobody may post any more. Default: open. */
  readonly closed?: boolean | {readonly reason?: string; readonly at?: string} | null;
  /** The orders that readers may choose from; another one asked for gives the first. Default: all. */
  readonly sorts?: readonly Sort[];
  /** `bodyLength`: code points in a comment, at most. Default: 10,000. */
  readonly limits?: {readonly bodyLength?: number};
  /** Who may post and vote: anyone (`guest`, the default) or only a `viewer` (`signed-in`). */
  readonly posting?: 'guest' | 'signed-in';
  /** Which fields a guest fills in. Default: none has to be. */
  readonly guestFields?: NonNullable<ThreadFacts['guestFields']>;
  /** For how many milliseconds authors may edit and remove what they wrote. Default: five minutes. */
  readonly editWindow?: number;
  /** The clock, in milliseconds since 1970. Default: `Date.now`. */
  readonly now?: () => number;
}

const EDIT_WINDOW_MS = 5 * 60_000;
const BODY_LENGTH = 10_000;

/** The rules with every default filled in. */
export type CompleteRules = Required<ThreadRules> & {
  readonly limits: {readonly bodyLength: number};
  readonly closed: NonNullable<ThreadFacts['closed']> | null;
};

/** Fills in the defaults. */
export function completeRules({
  viewer = null,
  policy = null,
  closed = null,
  sorts = SORTS,
  limits = {},
  posting = 'guest',
  guestFields = {},
  editWindow = EDIT_WINDOW_MS,
  now = Date.now,
}: ThreadRules): CompleteRules {
  return {
    viewer,
    policy,
    closed: closed === true ? {} : closed || null,
    sorts: sorts.length > 0 ? sorts : SORTS,
    limits: {bodyLength: limits.bodyLength ?? BODY_LENGTH},
    posting,
    guestFields,
    editWindow,
    now,
  };
}

/** What the rules tell a page. */
export function factsOf({
  viewer,
  policy,
  closed,
  sorts,
  limits,
  posting,
  guestFields,
}: CompleteRules): ThreadFacts {
  return {viewer, policy, closed, sorts, limits, posting, guestFields};
}

/** Whether this viewer may post at all. */
export function mayPost({closed, posting, viewer}: CompleteRules): boolean {
  return !closed && (posting === 'guest' || viewer !== null);
}

/** Throws `closed`, `login-required` or `validation` when the rules do not take the draft. */
export function checkDraft(draft: NewComment, rules: CompleteRules): void {
  if (rules.closed) throw new CommentsError('closed', 'The thread is closed.');
  checkSignedIn(rules);
  checkFields({...bodyFault(draft, rules), ...(!rules.viewer && guestFaults(draft, rules))});
}

/** Throws `login-required` where only signed-in readers may act and nobody is signed in. */
export function checkSignedIn({posting, viewer}: CompleteRules): void {
  if (posting === 'signed-in' && !viewer) throw new CommentsError('login-required', 'Nobody is signed in.');
}

/** Throws `validation` when an edited body is empty or too long. */
export function checkBody(draft: Pick<NewComment, 'body'>, rules: CompleteRules): void {
  checkFields(bodyFault(draft, rules));
}

type Faults = Partial<Record<DraftField, string>>;

function checkFields(fields: Faults): void {
  const names = Object.keys(fields);
  if (names.length > 0) throw new CommentsError('validation', `Not valid: ${names.join(', ')}.`, {fields});
}

function bodyFault({body}: Pick<NewComment, 'body'>, {limits: {bodyLength}}: CompleteRules): Faults {
  if (!body.value.trim()) return {body: 'Please write something.'};
  // A string has at most as many code points as code units: most need no counting.
  const tooLong = body.value.length > bodyLength && Array.from(body.value).length > bodyLength;
  return tooLong ? {body: `Please use at most ${String(bodyLength)} characters.`} : {};
}

const REQUIRED = {
  name: 'Please enter your name.',
  email: 'Please enter your e-mail address.',
  url: 'Please enter the address of your website.',
};

function guestFaults({guest}: NewComment, {guestFields}: CompleteRules): Faults {
  const faults: Faults = {};
  for (const field of ['name', 'email', 'url'] as const) {
    const rule = guestFields[field];
    const value = guest?.[field]?.trim();
    if (!value) {
      if (rule === 'required') faults[field] = REQUIRED[field];
    } else if (rule === 'hidden') continue;
    else if (field === 'email' && !/^[^\s@]+@[^\s@]+$/.test(value)) {
      faults.email = 'Please enter a full e-mail address, such as name@example.com.';
    } else if (field === 'url' && !/^https?:$/.test(protocolOf(value))) {
      faults.url = 'Please enter a full address, such as https://example.com.';
    }
  }
  return faults;
}

function protocolOf(address: string): string {
  try {
    return new URL(address).protocol;
  } catch {
    return '';
  }
}
