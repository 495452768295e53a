import type {ClosedCount, OpenQuery, Report} from '../../model/adapter.js';
import type {Body, Comment, CommentId, Cursor, NewComment} from '../../model/comment.js';
import type {Policy} from '../../model/policy.js';
import type {ChangesAnswer, ViewerAnswer} from '../../model/protocol.js';
import type {CommentPage, ThreadPage, ThreadRef} from '../../model/thread.js';
import type {Actor} from './actor.js';
import type {SiteSettings, SiteSettingsChange} from './site-settings.js';
import type {Block, Decision, LogEntry, NewBlock, Person, QueueEntry, QueueQuery} from './moderation.js';

/** What identifies a thread. */
export type ThreadName = Pick<ThreadRef, 'site' | 'pageId'>;

/**
 * The idempotency key of a request, with a digest of its content. `charges` are taken from rate limits when it is executed
 * (`rate-limited` if one is exhausted), and not when it is rejected or replayed.
 */
export interface Idempotency {
  readonly key: string;
  readonly fingerprint: string;
  readonly charges?: readonly BucketCharge[];
}

/** One request counted against a rate limit. */
export interface BucketCharge {
  readonly bucket: string;
  readonly limit: RateLimit;
}

/** The result of a write. `replayed`: the request was executed before, and this is its first response. */
export interface Written {
  readonly comment: Comment;
  readonly replayed: boolean;
}

/** A page of a list, and the cursor of the next. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly next: Cursor | null;
}

/** What an Atom feed lists. */
export interface FeedEntry {
  readonly comment: Comment;
  readonly thread: ThreadRef;
}

/** A rate limit: `count` requests at once, and as many again per `perSeconds`. */
export interface RateLimit {
  readonly count: number;
  readonly perSeconds: number;
}

/**
 * The data of the server, in one database. Every method throws only `CommentsError`. Sites that were not
 * configured do not exist (`not-found`). Every thread exists, and is stored when it is first written to.
 */
export interface Store {
  // Reading: the same answer for every reader. Comments carry no rights.

  /**
   * A short text that changes whenever anything does that `open`, `more` or `changes` would give of this thread; it
   * costs one look-up of the thread and none of comments.
   */
  version(thread: ThreadName): Promise<string>;
  /** `viewer` is absent from the facts, and `can`, `score.mine` and `editableUntil` from comments. */
  open(thread: ThreadRef, query: OpenQuery): Promise<ThreadPage>;
  /** Throws `malformed` for a cursor that is not of this thread. */
  more(thread: ThreadName, cursor: Cursor): Promise<CommentPage>;
  /** Those of these comments that are listed; for clients that have missed too many changes. */
  find(thread: ThreadName, ids: readonly CommentId[]): Promise<readonly Comment[]>;
  counts(site: string, pageIds: readonly string[]): Promise<ReadonlyMap<string, number | ClosedCount>>;
  /** At most 500 changes after `since`, in their order; `since` null gives none, and where to start. */
  changes(thread: ThreadName, since: Cursor | null): Promise<ChangesAnswer>;
  /** Calls `onChange` whenever there may be changes, from whichever process, until the function it gives is called. */
  follow(thread: ThreadName, onChange: () => void): () => void;
  /** Newest published comments of a site, or of one thread. */
  feed(site: string, pageId: string | null, limit: number): Promise<readonly FeedEntry[]>;
  policy(site: string): Promise<Policy | null>;
  settings(site: string): Promise<SiteSettings>;

  // What depends on the reader, and readers' actions. Comments are returned as the actor sees them.

  viewer(thread: ThreadName, actor: Actor): Promise<ViewerAnswer>;
  post(thread: ThreadRef, draft: NewComment, actor: Actor, idempotency: Idempotency): Promise<Written>;
  /** The comment that this actor posted with this key; `null` if there is none. */
  findPosted(thread: ThreadName, key: string, actor: Actor): Promise<Comment | null>;
  edit(
    thread: ThreadName,
    id: CommentId,
    body: Body,
    actor: Actor,
    idempotency: Idempotency,
  ): Promise<Written>;
  remove(thread: ThreadName, id: CommentId, actor: Actor, idempotency: Idempotency): Promise<Written>;
  vote(
    thread: ThreadName,
    id: CommentId,
    up: boolean,
    actor: Actor,
    idempotency: Idempotency,
  ): Promise<Written>;
  report(
    thread: ThreadName,
    id: CommentId,
    report: Report,
    actor: Actor,
    idempotency: Idempotency,
  ): Promise<Written>;
  /** Takes one from a bucket; when it is empty, gives the moment (UTC ISO 8601) at which there is one again. */
  take(bucket: string, limit: RateLimit): Promise<string | null>;

  // What moderators do. Throws `forbidden` when the actor is none.

  queue(site: string, query: QueueQuery, actor: Actor): Promise<Page<QueueEntry>>;
  decide(site: string, id: CommentId, decision: Decision, actor: Actor): Promise<Comment>;
  /** `null` opens it again. */
  closeThread(thread: ThreadRef, closed: {readonly reason?: string} | null, actor: Actor): Promise<void>;
  /** Sets the address and title of a thread's page; they take precedence over those of comments. */
  setPage(thread: ThreadRef, actor: Actor): Promise<void>;
  /** Lets the newest published comment set them again. */
  unsetPage(thread: ThreadName, actor: Actor): Promise<void>;
  block(site: string, block: NewBlock, actor: Actor): Promise<Block>;
  blocks(site: string, cursor: Cursor | null, actor: Actor): Promise<Page<Block>>;
  unblock(site: string, id: string, actor: Actor): Promise<void>;
  log(site: string, cursor: Cursor | null, actor: Actor): Promise<Page<LogEntry>>;
  setPolicy(site: string, policy: Policy & {readonly version: string}, actor: Actor): Promise<void>;
  changeSettings(site: string, change: SiteSettingsChange, actor: Actor): Promise<SiteSettings>;
  /** All data of one person, as JSON (GDPR, articles 15 and 20). */
  exportPerson(site: string, person: Person, actor: Actor): Promise<readonly object[]>;
  /** Erases names, addresses and texts of one person; tombstones stay where there are replies. Returns the number of comments. */
  erasePerson(site: string, person: Person, actor: Actor): Promise<number>;

  /** Deletes expired rows: idempotency keys, changes, rate limits. Call it every few minutes. */
  purgeExpired(): Promise<void>;
  /** Throws when the database does not answer; for `/readyz`. */
  ready(): Promise<void>;
  /** Finishes what runs and closes the database. */
  close(timeoutMs?: number): Promise<void>;
}
