import type {ClosedCount, OpenQuery, Report} from '../../model/adapter.js';
import type {Body, Comment, CommentId, Cursor, NewComment} from '../../model/comment.js';
import {CommentsError} from '../../model/errors.js';
import type {Policy} from '../../model/policy.js';
import type {ChangesAnswer, ViewerAnswer} from '../../model/protocol.js';
import type {CommentPage, ThreadPage, ThreadRef} from '../../model/thread.js';
import {DatabaseError} from '../database/database-error.js';
import type {EventConsumer} from '../events/consumer.js';
import {EventWorker} from '../events/worker.js';
import type {ChangeBus} from '../live/change-bus.js';
import type {Log} from '../log.js';
import type {Actor} from './actor.js';
import type {StoreContext} from './context.js';
import type {Block, Decision, LogEntry, NewBlock, Person, QueueEntry, QueueQuery} from './moderation.js';
import {readLog} from './moderating/audit-log.js';
import {Blocking} from './moderating/blocking.js';
import {closeThread, decide} from './moderating/deciding.js';
import {setPage, unsetPage} from './moderating/naming.js';
import {readQueue} from './moderating/queue.js';
import {changeSettings, setPolicy} from './moderating/site-changes.js';
import {PersonalData} from './people/personal-data.js';
import {readViewer} from './people/viewing.js';
import {takeFromBucket} from './rate-limits.js';
import {readChanges} from './reading/changes.js';
import {Reading} from './reading/reading.js';
import type {SiteSettings, SiteSettingsChange} from './site-settings.js';
import type {FeedEntry, Page, RateLimit, Store, Idempotency, ThreadName, Written} from './store.js';
import {threadDigest} from './thread-key.js';
import {purgeExpired} from './purge-expired.js';
import {UnavailableError} from './unavailable-error.js';
import {Changing} from './writing/changing.js';
import {Posting} from './writing/posting.js';
import {vote} from './writing/voting.js';

/** The store over a `Database`; `openStore` makes one. Each method is carried out by the module of its concept. */
export class SqlStore implements Store {
  readonly #context: StoreContext;
  readonly #bus: ChangeBus;
  readonly #reading: Reading;
  readonly #posting: Posting;
  readonly #changing: Changing;
  readonly #blocking: Blocking;
  readonly #personalData: PersonalData;
  #readiness: Promise<void> | null = null;

  constructor(context: StoreContext, bus: ChangeBus) {
    this.#context = context;
    this.#bus = bus;
    this.#reading = new Reading(context);
    this.#posting = new Posting(context);
    this.#changing = new Changing(context);
    this.#blocking = new Blocking(context);
    this.#personalData = new PersonalData(context);
  }

  version(thread: ThreadName): Promise<string> {
    return withStoreErrors(this.#reading.version(thread));
  }

  open(thread: ThreadRef, query: OpenQuery): Promise<ThreadPage> {
    return withStoreErrors(this.#reading.open(thread, query));
  }

  more(thread: ThreadName, cursor: Cursor): Promise<CommentPage> {
    return withStoreErrors(this.#reading.more(thread, cursor));
  }

  find(thread: ThreadName, ids: readonly CommentId[]): Promise<readonly Comment[]> {
    return withStoreErrors(this.#reading.find(thread, ids));
  }

  counts(site: string, pageIds: readonly string[]): Promise<ReadonlyMap<string, number | ClosedCount>> {
    return withStoreErrors(this.#reading.counts(site, pageIds));
  }

  changes(thread: ThreadName, since: Cursor | null): Promise<ChangesAnswer> {
    return withStoreErrors(readChanges(this.#context, thread, since));
  }

  follow(thread: ThreadName, onChange: () => void): () => void {
    return this.#bus.follow(threadDigest(thread), onChange);
  }

  feed(site: string, pageId: string | null, limit: number): Promise<readonly FeedEntry[]> {
    return withStoreErrors(this.#reading.feed(site, pageId, limit));
  }

  policy(site: string): Promise<Policy | null> {
    return withStoreErrors(this.#reading.policy(site));
  }

  settings(site: string): Promise<SiteSettings> {
    return withStoreErrors(this.#reading.settings(site));
  }

  viewer(thread: ThreadName, actor: Actor): Promise<ViewerAnswer> {
    return withStoreErrors(readViewer(this.#context, thread, actor));
  }

  post(thread: ThreadRef, draft: NewComment, actor: Actor, idempotency: Idempotency): Promise<Written> {
    return withStoreErrors(this.#posting.post(thread, draft, actor, idempotency));
  }

  findPosted(thread: ThreadName, key: string, actor: Actor): Promise<Comment | null> {
    return withStoreErrors(this.#posting.findPosted(thread, key, actor));
  }

  edit(
    thread: ThreadName,
    id: CommentId,
    body: Body,
    actor: Actor,
    idempotency: Idempotency,
  ): Promise<Written> {
    return withStoreErrors(this.#changing.edit(thread, id, body, actor, idempotency));
  }

  remove(thread: ThreadName, id: CommentId, actor: Actor, idempotency: Idempotency): Promise<Written> {
    return withStoreErrors(this.#changing.remove(thread, id, actor, idempotency));
  }

  vote(
    thread: ThreadName,
    id: CommentId,
    up: boolean,
    actor: Actor,
    idempotency: Idempotency,
  ): Promise<Written> {
    return withStoreErrors(vote(this.#context, thread, id, up, actor, idempotency));
  }

  report(
    thread: ThreadName,
    id: CommentId,
    report: Report,
    actor: Actor,
    idempotency: Idempotency,
  ): Promise<Written> {
    return withStoreErrors(this.#changing.report(thread, id, report, actor, idempotency));
  }

  take(bucket: string, limit: RateLimit): Promise<string | null> {
    return withStoreErrors(takeFromBucket(this.#context.database, this.#context, {bucket, limit}));
  }

  queue(site: string, query: QueueQuery, actor: Actor): Promise<Page<QueueEntry>> {
    return withStoreErrors(readQueue(this.#context, site, query, actor));
  }

  decide(site: string, id: CommentId, decision: Decision, actor: Actor): Promise<Comment> {
    return withStoreErrors(decide(this.#context, site, id, decision, actor));
  }

  closeThread(thread: ThreadRef, closed: {readonly reason?: string} | null, actor: Actor): Promise<void> {
    return withStoreErrors(closeThread(this.#context, thread, closed, actor));
  }

  setPage(thread: ThreadRef, actor: Actor): Promise<void> {
    return withStoreErrors(setPage(this.#context, thread, actor));
  }

  unsetPage(thread: ThreadName, actor: Actor): Promise<void> {
    return withStoreErrors(unsetPage(this.#context, thread, actor));
  }

  block(site: string, block: NewBlock, actor: Actor): Promise<Block> {
    return withStoreErrors(this.#blocking.block(site, block, actor));
  }

  blocks(site: string, cursor: Cursor | null, actor: Actor): Promise<Page<Block>> {
    return withStoreErrors(this.#blocking.blocks(site, cursor, actor));
  }

  unblock(site: string, id: string, actor: Actor): Promise<void> {
    return withStoreErrors(this.#blocking.unblock(site, id, actor));
  }

  log(site: string, cursor: Cursor | null, actor: Actor): Promise<Page<LogEntry>> {
    return withStoreErrors(readLog(this.#context, site, cursor, actor));
  }

  setPolicy(site: string, policy: Policy & {readonly version: string}, actor: Actor): Promise<void> {
    return withStoreErrors(setPolicy(this.#context, site, policy, actor));
  }

  changeSettings(site: string, change: SiteSettingsChange, actor: Actor): Promise<SiteSettings> {
    return withStoreErrors(changeSettings(this.#context, site, change, actor));
  }

  exportPerson(site: string, person: Person, actor: Actor): Promise<readonly object[]> {
    return withStoreErrors(this.#personalData.exportPerson(site, person, actor));
  }

  erasePerson(site: string, person: Person, actor: Actor): Promise<number> {
    return withStoreErrors(this.#personalData.erasePerson(site, person, actor));
  }

  /**
   * Hands what becomes of comments on to a consumer, until the function it gives is called, which waits for what is being
   * delivered. Several processes may do so for the same consumer. Its errors are logged.
   */
  async consumeEvents(consumer: EventConsumer, log: Log): Promise<() => Promise<void>> {
    const worker = new EventWorker(this.#context.database, consumer, log);
    await withStoreErrors(worker.start());
    return () => worker.stop();
  }

  purgeExpired(): Promise<void> {
    return withStoreErrors(purgeExpired(this.#context));
  }

  ready(): Promise<void> {
    // No rate limit applies, so simultaneous requests share one connection.
    this.#readiness ??= withStoreErrors(
      this.#context.database.query('SELECT 1').then(() => undefined),
    ).finally(() => (this.#readiness = null));
    return this.#readiness;
  }

  async close(timeoutMs?: number): Promise<void> {
    await this.#bus.stop();
    await this.#context.database.close(timeoutMs);
  }
}

/** What the store throws is `CommentsError`: whatever else went wrong is `server`, with its cause. */
function withStoreErrors<Result>(work: Promise<Result>): Promise<Result> {
  return work.catch((reason: unknown) => {
    if (reason instanceof DatabaseError && reason.unavailable) throw new UnavailableError(reason);
    throw CommentsError.from(reason);
  });
}
