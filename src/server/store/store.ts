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
 * One press of a button: `key` is the reader's own, `fingerprint` a digest of what was sent with it. `charges` is taken from
 * buckets when it is carried out (`rate-limited` when one is empty), and not when it is refused or was before.
 */
export interface Idempotency {
  readonly key: string;
  readonly fingerprint: string;
  readonly charges?: readonly BucketCharge[];
}

/** One taken from a bucket. */
export interface BucketCharge {
  readonly bucket: string;
  readonly limit: RateLimit;
}

/** What a write came to. `replayed`: the same intent had been carried out before, and this is its first answer. */
export interface Written {
  readonly comment: Comment;
  readonly replayed: boolean;
}

/** A page of something, and where it goes on. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly next: Cursor | null;
}

/** What an Atom feed lists. */
export interface FeedEntry {
  readonly comment: Comment;
  readonly thread: ThreadRef;
}

/** How much may be done in how long: `count` at once, and as many again in `perSeconds`. */
export interface RateLimit {
  readonly count: number;
  readonly perSeconds: number;
}

/**
 * All that the server knows and does, over one database. Every method throws only `CommentsError`. Sites that were not
 * configured do not exist (`not-found`). Threads exist for whoever asks and are stored when first written to.
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
  /** Those of these comments that are listed; for whoever has missed too much to be told of changes. */
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

  // What depends on who asks, and what readers do. Comments come as the actor sees them.

  viewer(thread: ThreadName, actor: Actor): Promise<ViewerAnswer>;
  post(thread: ThreadRef, draft: NewComment, actor: Actor, idempotency: Idempotency): Promise<Written>;
  /** What this actor posted with this key; null for nothing. */
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
  /** Says where a thread's page is and what it is called, whatever comments say. */
  setPage(thread: ThreadRef, actor: Actor): Promise<void>;
  /** Lets the newest published comment say it again. */
  unsetPage(thread: ThreadName, actor: Actor): Promise<void>;
  block(site: string, block: NewBlock, actor: Actor): Promise<Block>;
  blocks(site: string, cursor: Cursor | null, actor: Actor): Promise<Page<Block>>;
  unblock(site: string, id: string, actor: Actor): Promise<void>;
  log(site: string, cursor: Cursor | null, actor: Actor): Promise<Page<LogEntry>>;
  setPolicy(site: string, policy: Policy & {readonly version: string}, actor: Actor): Promise<void>;
  changeSettings(site: string, change: SiteSettingsChange, actor: Actor): Promise<SiteSettings>;
  /** Everything that is kept of one person, as JSON lines can hold it (GDPR, articles 15 and 20). */
  exportPerson(site: string, person: Person, actor: Actor): Promise<readonly object[]>;
  /** Erases names, addresses and words of one person; tombstones stay where there are replies. Gives how many comments. */
  erasePerson(site: string, person: Person, actor: Actor): Promise<number>;

  /** Deletes what is kept for a time only: old intents, changes and rate limits. To be called every few minutes. */
  purgeExpired(): Promise<void>;
  /** Throws when the database does not answer; for `/readyz`. */
  ready(): Promise<void>;
  /** Finishes what runs and closes the database. */
  close(timeoutMs?: number): Promise<void>;
}
