import {CommentsError} from '../../model/errors.js';
import {DatabaseError} from '../database/database-error.js';
import type {EventConsumer} from '../events/consumer.js';
import {EventWorker} from '../events/worker.js';
import type {ChangeBus} from '../live/change-bus.js';
import type {Log} from '../log.js';
import type {StoreContext} from './context.js';
import {readLog} from './moderating/audit-log.js';
import {Blocking} from './moderating/blocking.js';
import {closeThread, decide} from './moderating/deciding.js';
import {setPage, unsetPage} from './moderating/naming.js';
import {readQueue} from './moderating/queue.js';
import {changeSettings, setPolicy} from './moderating/site-changes.js';
import {PersonalData} from './people/personal-data.js';
import {readViewer} from './people/viewing.js';
import {purgeExpired} from './purge-expired.js';
import {takeFromBucket} from './rate-limits.js';
import {readChanges} from './reading/changes.js';
import {Reading} from './reading/reading.js';
import type {Store} from './store.js';
import {UnavailableError} from './store-errors.js';
import {threadDigest} from './thread-key.js';
import {Changing} from './writing/changing.js';
import {Posting} from './writing/posting.js';
import {vote} from './writing/voting.js';

export interface SqlStore extends Store {
  /**
   * Delivers events about comments to a consumer, until the returned function is called, which waits for running
   * deliveries. Several processes may do so for the same consumer. Its errors are logged.
   */
  consumeEvents(consumer: EventConsumer, log: Log): Promise<() => Promise<void>>;
}

/** The store over a `Database`; `openStore` makes one. Each method is carried out by the module of its concept. */
export function createSqlStore(context: StoreContext, bus: ChangeBus): SqlStore {
  const {database} = context;
  const reading = new Reading(context);
  const posting = new Posting(context);
  const changing = new Changing(context);
  const blocking = new Blocking(context);
  const personalData = new PersonalData(context);
  let readiness: Promise<void> | null = null;
  return {
    version: (thread) => withStoreErrors(reading.version(thread)),
    open: (thread, query) => withStoreErrors(reading.open(thread, query)),
    more: (thread, cursor) => withStoreErrors(reading.more(thread, cursor)),
    find: (thread, ids) => withStoreErrors(reading.find(thread, ids)),
    counts: (site, pageIds) => withStoreErrors(reading.counts(site, pageIds)),
    changes: (thread, since) => withStoreErrors(readChanges(context, thread, since)),
    follow: (thread, onChange) => bus.follow(threadDigest(thread), onChange),
    feed: (site, pageId, limit) => withStoreErrors(reading.feed(site, pageId, limit)),
    policy: (site) => withStoreErrors(reading.policy(site)),
    settings: (site) => withStoreErrors(reading.settings(site)),
    viewer: (thread, actor) => withStoreErrors(readViewer(context, thread, actor)),
    post: (...given) => withStoreErrors(posting.post(...given)),
    findPosted: (...given) => withStoreErrors(posting.findPosted(...given)),
    edit: (...given) => withStoreErrors(changing.edit(...given)),
    remove: (...given) => withStoreErrors(changing.remove(...given)),
    vote: (...given) => withStoreErrors(vote(context, ...given)),
    report: (...given) => withStoreErrors(changing.report(...given)),
    take: (bucket, limit) => withStoreErrors(takeFromBucket(database, context, {bucket, limit})),
    queue: (...given) => withStoreErrors(readQueue(context, ...given)),
    decide: (...given) => withStoreErrors(decide(context, ...given)),
    closeThread: (...given) => withStoreErrors(closeThread(context, ...given)),
    setPage: (...given) => withStoreErrors(setPage(context, ...given)),
    unsetPage: (...given) => withStoreErrors(unsetPage(context, ...given)),
    block: (...given) => withStoreErrors(blocking.block(...given)),
    blocks: (...given) => withStoreErrors(blocking.blocks(...given)),
    unblock: (...given) => withStoreErrors(blocking.unblock(...given)),
    log: (...given) => withStoreErrors(readLog(context, ...given)),
    setPolicy: (...given) => withStoreErrors(setPolicy(context, ...given)),
    changeSettings: (...given) => withStoreErrors(changeSettings(context, ...given)),
    exportPerson: (...given) => withStoreErrors(personalData.exportPerson(...given)),
    erasePerson: (...given) => withStoreErrors(personalData.erasePerson(...given)),
    async consumeEvents(consumer, log) {
      const worker = new EventWorker(database, consumer, log);
      await withStoreErrors(worker.start());
      return () => worker.stop();
    },
    purgeExpired: () => withStoreErrors(purgeExpired(context)),
    ready() {
      // No rate limit applies, so simultaneous requests share one connection.
      readiness ??= withStoreErrors(database.query('SELECT 1').then(() => undefined)).finally(
        () => (readiness = null),
      );
      return readiness;
    },
    async close(timeoutMs) {
      await bus.stop();
      await database.close(timeoutMs);
    },
  };
}

/** Turns whatever the work throws into a `CommentsError`: other errors become `server`, with their cause. */
function withStoreErrors<Result>(work: Promise<Result>): Promise<Result> {
  return work.catch((reason: unknown) => {
    if (reason instanceof DatabaseError && reason.unavailable) throw new UnavailableError(reason);
    throw CommentsError.from(reason);
  });
}
