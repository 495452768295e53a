import type {ClosedCount} from '../../model/adapter.js';
import type {BodyFormat} from '../../model/comment.js';
import type {Policy} from '../../model/policy.js';
import {SORTS, type Sort, type ThreadFacts, type Viewer} from '../../model/thread.js';

/** The rules of a thread for adapters that are their own backend, all optional. */
export interface ThreadRules {
  /** The signed-in reader. Default: none, the reader is a guest. */
  readonly viewer?: Viewer | null;
  /** The discussion policy. Default: none, so that the notice shows the built-in one. */
  readonly policy?: Policy | null;
  /** Whether the thread is closed, why, and since when (UTC ISO 8601). Default: open. */
  readonly closed?: boolean | {readonly reason?: string; readonly at?: string} | null;
  /** The available sort orders; any other request is answered with the first. Default: all. */
  readonly sorts?: readonly Sort[];
  /** `bodyLength`: the most code points in a body. Default: 10,000. */
  readonly limits?: {readonly bodyLength?: number};
  /** Who may post and vote: anyone (`guest`, the default) or only a `viewer` (`signed-in`). */
  readonly posting?: 'guest' | 'signed-in';
  /** Which guest fields are required, optional or hidden. Default: all optional. */
  readonly guestFields?: NonNullable<ThreadFacts['guestFields']>;
  /** The format of new comments. Default: `text`. */
  readonly bodyFormat?: BodyFormat;
  /** The address of the thread's RSS or Atom feed. Default: none. */
  readonly feedUrl?: string;
  /** How long authors may edit and remove their comments, in milliseconds. Default: five minutes. */
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

/** Fills in the defaults of omitted rules. */
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

/** The rules as thread info. */
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

/** The sort order with which a request for `sort` is answered. */
export function effectiveSort({sorts}: ResolvedRules, sort: Sort): Sort {
  return sorts.includes(sort) ? sort : (sorts[0] ?? sort);
}

/** A comment count as `CommentsAdapter.counts` returns it. */
export function toCount({closed}: ResolvedRules, count: number): number | ClosedCount {
  return closed ? {count, closed: true} : count;
}
