import type {OpenQuery, Report} from '../../model/adapter.js';
import type {Body, Comment, CommentId, Cursor, NewComment} from '../../model/comment.js';
import {CommentsError} from '../../model/errors.js';
import type {Policy} from '../../model/policy.js';
import type {ChangesAnswer, ViewerAnswer} from '../../model/protocol.js';
import type {CommentPage, ThreadPage, ThreadRef} from '../../model/thread.js';
import type {Hub} from '../live/hub.js';
import type {Actor} from './actor.js';
import type {StoreContext} from './context.js';
import type {Block, Decision, LogEntry, NewBlock, Person, QueueEntry, QueueQuery} from './moderation.js';
import {readViewer} from './people/viewing.js';
import {takeFromBucket} from './rate-limits.js';
import {readChanges} from './reading/changes.js';
import {Reading} from './reading/reading.js';
import type {SiteSettings, SiteSettingsChange} from './site-settings.js';
import type {FeedEntry, Page, RateLimit, Store, StoreIntent, ThreadName, Written} from './store.js';
import {threadDigest} from './thread-key.js';
import {Posting} from './writing/posting.js';

/** The store over a `Database`; `openStore` makes one. Each method is carried out by the module of its concept. */
export class SqlStore implements Store {
  readonly #context: StoreContext;
  readonly #hub: Hub;
  readonly #reading: Reading;
  readonly #posting: Posting;

  constructor(context: StoreContext, hub: Hub) {
    this.#context = context;
    this.#hub = hub;
    this.#reading = new Reading(context);
    this.#posting = new Posting(context);
  }

  version(thread: ThreadName): Promise<string> {
    return guarded(this.#reading.version(thread));
  }

  open(thread: ThreadRef, query: OpenQuery): Promise<ThreadPage> {
    return guarded(this.#reading.open(thread, query));
  }

  more(thread: ThreadName, cursor: Cursor): Promise<CommentPage> {
    return guarded(this.#reading.more(thread, cursor));
  }

  counts(site: string, pageIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
    return guarded(this.#reading.counts(site, pageIds));
  }

  changes(thread: ThreadName, since: Cursor | null): Promise<ChangesAnswer> {
    return guarded(readChanges(this.#context, thread, since));
  }

  follow(thread: ThreadName, touched: () => void): () => void {
    return this.#hub.follow(threadDigest(thread), touched);
  }

  feed(site: string, pageId: string | null, limit: number): Promise<readonly FeedEntry[]> {
    return guarded(this.#reading.feed(site, pageId, limit));
  }

  policy(site: string): Promise<Policy | null> {
    return guarded(this.#reading.policy(site));
  }

  settings(site: string): Promise<SiteSettings> {
    return guarded(this.#reading.settings(site));
  }

  viewer(thread: ThreadName, actor: Actor): Promise<ViewerAnswer> {
    return guarded(readViewer(this.#context, thread, actor));
  }

  post(thread: ThreadRef, draft: NewComment, actor: Actor, intent: StoreIntent): Promise<Written> {
    return guarded(this.#posting.post(thread, draft, actor, intent));
  }

  findPosted(thread: ThreadName, key: string, actor: Actor): Promise<Comment | null> {
    return guarded(this.#posting.findPosted(thread, key, actor));
  }

  edit(
    _thread: ThreadName,
    _id: CommentId,
    _body: Body,
    _actor: Actor,
    _intent: StoreIntent,
  ): Promise<Written> {
    return unsupported();
  }

  remove(_thread: ThreadName, _id: CommentId, _actor: Actor, _intent: StoreIntent): Promise<Written> {
    return unsupported();
  }

  vote(
    _thread: ThreadName,
    _id: CommentId,
    _up: boolean,
    _actor: Actor,
    _intent: StoreIntent,
  ): Promise<Written> {
    return unsupported();
  }

  report(
    _thread: ThreadName,
    _id: CommentId,
    _report: Report,
    _actor: Actor,
    _intent: StoreIntent,
  ): Promise<Written> {
    return unsupported();
  }

  take(bucket: string, limit: RateLimit): Promise<string | null> {
    return guarded(takeFromBucket(this.#context, bucket, limit));
  }

  queue(_site: string, _query: QueueQuery, _actor: Actor): Promise<Page<QueueEntry>> {
    return unsupported();
  }

  decide(_site: string, _id: CommentId, _decision: Decision, _actor: Actor): Promise<Comment> {
    return unsupported();
  }

  closeThread(_thread: ThreadRef, _closed: {readonly reason?: string} | null, _actor: Actor): Promise<void> {
    return unsupported();
  }

  block(_site: string, _block: NewBlock, _actor: Actor): Promise<Block> {
    return unsupported();
  }

  blocks(_site: string, _cursor: Cursor | null, _actor: Actor): Promise<Page<Block>> {
    return unsupported();
  }

  unblock(_site: string, _id: string, _actor: Actor): Promise<void> {
    return unsupported();
  }

  log(_site: string, _cursor: Cursor | null, _actor: Actor): Promise<Page<LogEntry>> {
    return unsupported();
  }

  setPolicy(_site: string, _policy: Policy & {readonly version: string}, _actor: Actor): Promise<void> {
    return unsupported();
  }

  changeSettings(_site: string, _change: SiteSettingsChange, _actor: Actor): Promise<SiteSettings> {
    return unsupported();
  }

  exportPerson(_site: string, _person: Person, _actor: Actor): Promise<readonly object[]> {
    return unsupported();
  }

  erasePerson(_site: string, _person: Person, _actor: Actor): Promise<number> {
    return unsupported();
  }

  tidy(): Promise<void> {
    return unsupported();
  }

  ready(): Promise<void> {
    return guarded(this.#context.database.query('SELECT 1').then(() => undefined));
  }

  async close(): Promise<void> {
    await this.#hub.stop();
    await this.#context.database.close();
  }
}

/** What the store throws is `CommentsError`: whatever else went wrong is `server`, with its cause. */
function guarded<Result>(work: Promise<Result>): Promise<Result> {
  return work.catch((reason: unknown) => {
    throw CommentsError.from(reason);
  });
}

function unsupported(): Promise<never> {
  return Promise.reject(new CommentsError('unsupported', 'The store cannot do this yet.'));
}
