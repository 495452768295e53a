import type {BodyFormat, Comment, CommentId, Cursor} from './comment.js';
import type {Policy} from './policy.js';

/** Which discussion: `site` and `pageId` identify it, `url` and `title` describe the page to the backend. */
export interface ThreadRef {
  readonly site: string;
  readonly pageId: string;
  readonly url: string;
  readonly title: string;
}

export const SORTS = ['newest', 'oldest', 'top'] as const;

/** `top` puts the most recommended first. */
export type Sort = (typeof SORTS)[number];

/** Who reads and writes. */
export interface Viewer {
  readonly id: string;
  readonly name: string;
  readonly avatarUrl?: string;
  readonly role?: 'reader' | 'staff' | 'moderator';
}

/** That a newsroom lets somebody not write: why, in its own words, and until when (UTC ISO 8601; `null` for good). */
export interface Blocked {
  readonly reason?: string;
  readonly until: string | null;
}

export type GuestField = 'name' | 'email' | 'url';

/** How a form treats a guest's field. */
export type FieldRule = 'required' | 'optional' | 'hidden';

/** What a backend says about a thread. Everything may be absent; `DEFAULT_FACTS` fills the gaps. */
export interface ThreadFacts {
  /** `null` or absent while open. `at` is UTC ISO 8601. */
  readonly closed?: {readonly reason?: string; readonly at?: string} | null;
  /** The sorts that the backend can do. */
  readonly sorts?: readonly Sort[];
  /** `bodyLength` is counted in code points. */
  readonly limits?: {readonly bodyLength?: number};
  /** Who may post. */
  readonly posting?: 'guest' | 'signed-in';
  readonly guestFields?: Readonly<Partial<Record<GuestField, FieldRule>>>;
  /** What readers write their letters in; `text` if absent. Of `html` the backend keeps the line breaks, too. */
  readonly bodyFormat?: BodyFormat;
  readonly viewer?: Viewer | null;
  /** Set while the newsroom has blocked the viewer. */
  readonly blocked?: Blocked | null;
  readonly policy?: Policy | null;
  /** Where the newest comments can be followed, as RSS or Atom; checked before it becomes a link. */
  readonly feedUrl?: string;
  /** Said once to the reader, such as that this device forgets comments when the window closes. */
  readonly notice?: 'not-kept';
}

/** A stretch of a thread: comments flat, in any order, and where it goes on. */
export interface CommentPage {
  readonly comments: readonly Comment[];
  readonly next: Cursor | null;
}

export interface ThreadPage extends CommentPage {
  /** Published comments in the whole thread; `null` when the backend cannot tell. */
  readonly total: number | null;
  /** Where `watch` starts from. */
  readonly live: Cursor | null;
  readonly facts: ThreadFacts;
}

/** What happened in a thread while it was open. `cursor` is where a later `watch` resumes after it. */
export type Change =
  | {readonly type: 'added' | 'changed'; readonly comment: Comment; readonly cursor?: Cursor}
  | {readonly type: 'removed'; readonly id: CommentId; readonly cursor?: Cursor};

/** One string for one thread, for maps and storage keys; no two threads share it. */
export function threadKey(thread: Pick<ThreadRef, 'site' | 'pageId'>): string {
  return JSON.stringify([thread.site, thread.pageId]);
}
