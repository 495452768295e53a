import type {ClosedCount} from '../../model/adapter.js';
import type {BodyFormat} from '../../model/comment.js';
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
  /** What readers write their letters in. Default: plain text. */
  readonly bodyFormat?: BodyFormat;
  /** Where the thread can be followed, as RSS or Atom. Default: nowhere. */
  readonly feedUrl?: string;
  /** For how many milliseconds authors may edit and remove what they wrote. Default: five minutes. */
  readonly editWindow?: number;
  /** The clock, in milliseconds since 1970. Default: `Date.now`. */
  readonly now?: () => number;
}

const DEFAULT_EDIT_WINDOW_MS = 5 * 60_000;
const DEFAULT_BODY_LENGTH = 10_000;

/** The rules with every default filled in. */
export type ResolvedRules = Required<Omit<ThreadRules, 'feedUrl'>> & {
  readonly feedUrl: string | undefined;
  readonly limits: {readonly bodyLength: number};
  readonly closed: NonNullable<ThreadFacts['closed']> | null;
};

/** Fills in the defaults. */
export function resolveRules({
  viewer = null,
  policy = null,
  closed = null,
  sorts = SORTS,
  limits = {},
  posting = 'guest',
  guestFields = {},
  bodyFormat = 'text',
  feedUrl,
  editWindow = DEFAULT_EDIT_WINDOW_MS,
  now = Date.now,
}: ThreadRules): ResolvedRules {
  return {
    viewer,
    policy,
    closed: closed === true ? {} : closed || null,
    sorts: sorts.length > 0 ? sorts : SORTS,
    limits: {bodyLength: limits.bodyLength ?? DEFAULT_BODY_LENGTH},
    posting,
    guestFields,
    bodyFormat,
    feedUrl,
    editWindow,
    now,
  };
}

/** What the rules tell a page. */
export function threadInfoOf({
  viewer,
  policy,
  closed,
  sorts,
  limits,
  posting,
  guestFields,
  bodyFormat,
  feedUrl,
}: ResolvedRules): ThreadFacts {
  const facts = {viewer, policy, closed, sorts, limits, posting, guestFields, bodyFormat};
  return feedUrl === undefined ? facts : {...facts, feedUrl};
}

/** The order that is given where this one is asked for. */
export function effectiveSort({sorts}: ResolvedRules, sort: Sort): Sort {
  return sorts.includes(sort) ? sort : (sorts[0] ?? sort);
}

/** How many comments a page has, as `CommentsAdapter.counts` tells it. */
export function toCount({closed}: ResolvedRules, count: number): number | ClosedCount {
  return closed ? {count, closed: true} : count;
}

/** Whether this viewer may post at all. */
export function canPost({closed, posting, viewer}: ResolvedRules): boolean {
  return !closed && (posting === 'guest' || viewer !== null);
}
