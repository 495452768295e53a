import type {BodyFormat, Comment, CommentId, Cursor} from './comment.js';
import type {Policy} from './policy.js';

/** Identifies a thread by `site` and `pageId`; `url` and `title` describe its page to the backend. */
export interface ThreadRef {
  readonly site: string;
  readonly pageId: string;
  readonly url: string;
  readonly title: string;
}

export const SORTS = ['newest', 'oldest', 'top'] as const;

/** A sort order; `top` lists the most recommended first. */
export type Sort = (typeof SORTS)[number];

/** The signed-in reader. */
export interface Viewer {
  readonly id: string;
  readonly name: string;
  readonly avatarUrl?: string;
  readonly role?: 'reader' | 'staff' | 'moderator';
}

/** A newsroom's block of a reader: its reason, and its end (UTC ISO 8601; `null` for no end). */
export interface Blocked {
  readonly reason?: string;
  readonly until: string | null;
}

export type GuestField = 'name' | 'email' | 'url';

/** Whether a guest field is required, optional or hidden in the form. */
export type FieldRule = 'required' | 'optional' | 'hidden';

/** The fields for guests, where a backend does not say. */
export const DEFAULT_GUEST_FIELDS = {name: 'required', email: 'optional', url: 'hidden'} as const;

/** A thread's settings and viewer, as the backend sends them. Every field is optional. */
export interface ThreadFacts {
  /** Why and since when (UTC ISO 8601) the thread is closed; `null` or absent if it is open. */
  readonly closed?: {readonly reason?: string; readonly at?: string} | null;
  /** The sort orders that the backend supports. */
  readonly sorts?: readonly Sort[];
  /** `bodyLength`: the most code points in a body. */
  readonly limits?: {readonly bodyLength?: number};
  /** Who may post. */
  readonly posting?: 'guest' | 'signed-in';
  readonly guestFields?: Readonly<Partial<Record<GuestField, FieldRule>>>;
  /** The format of new comments; `text` if absent. With `html` the backend also keeps line breaks. */
  readonly bodyFormat?: BodyFormat;
  readonly viewer?: Viewer | null;
  /** Set while the newsroom has blocked the viewer. */
  readonly blocked?: Blocked | null;
  readonly policy?: Policy | null;
  /** The address of an RSS or Atom feed; checked before it becomes a link. */
  readonly feedUrl?: string;
  /** A notice for the reader; `not-kept`: comments are lost when the page is closed. */
  readonly notice?: 'not-kept';
}

/** A page of a thread: a flat list of comments in any order, and the cursor of the next page. */
export interface CommentPage {
  readonly comments: readonly Comment[];
  readonly next: Cursor | null;
}

export interface ThreadPage extends CommentPage {
  /** The number of published comments in the thread; `null` if unknown. */
  readonly total: number | null;
  /** The cursor with which `watch` starts. */
  readonly live: Cursor | null;
  readonly facts: ThreadFacts;
}

/** A change of a thread. `cursor` is where a later `watch` resumes after it. */
export type Change =
  | {readonly type: 'added' | 'changed'; readonly comment: Comment; readonly cursor?: Cursor}
  | {readonly type: 'removed'; readonly id: CommentId; readonly cursor?: Cursor};

/** A unique string for a thread, for maps and storage keys. */
export function threadKey(thread: Pick<ThreadRef, 'site' | 'pageId'>): string {
  return JSON.stringify([thread.site, thread.pageId]);
}
