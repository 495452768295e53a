import type {Database, Queries} from '../database/database.js';
import {DatabaseError} from '../database/database-error.js';

/** Tells that a thread changed: the payload is its key, a colon and its revision. */
export const CHANGES_CHANNEL = 'parley_changes';

/**
 * How often the revisions of the threads that are followed are looked up, in milliseconds: so late a change is heard of at
 * most whose process died between its commit and telling others.
 */
export const CATCH_UP_MS = 5_000;

/** How long a stop waits for what is still to be told: whoever follows it finds it all the same. */
const STOP_MS = 500;

/** A key that a changed thread goes by, and its revision after the change. */
export interface ChangedThread {
  readonly followed_key: string;
  readonly revision: string;
}

/**
 * SQL for the rows of `thread`, which has a thread's `id`, `key` and `revision`, once for every key that it goes by, as
 * `followed_key`: whoever follows one by the id of a page that was moved hears of it too.
 */
export const THREAD_KEYS = `(
  SELECT thread.*, thread.key AS followed_key FROM thread
  UNION ALL
  SELECT thread.*, moved.key FROM thread JOIN moved_pages AS moved ON moved.thread_id = thread.id
) AS thread_keys`;

/** What transactions have changed that are to be told of when they are committed: revisions by key. */
const changedBy = new WeakMap<Queries, Map<string, string>>();

/**
 * Tells every process of changed threads once the transaction is committed. In one that no bus watches over (of a command
 * that imports or moves) the database tells of it as it commits; NOTIFY within a transaction takes a lock of the whole
 * server for that, so that commits wait for one another.
 */
export async function publishChanges(queries: Queries, threads: readonly ChangedThread[]): Promise<void> {
  const changed = changedBy.get(queries);
  if (changed) for (const {followed_key: key, revision} of threads) changed.set(key, revision);
  else await notify(queries, threads.map(payloadOf));
}

/**
 * One LISTEN for all threads, told on to whoever follows one of them in this process; and what this process has changed,
 * told to all, many changes by one statement.
 */
export class ChangeBus {
  readonly #database: Database;
  readonly #followers = new Map<string, Set<() => void>>();
  /** The last revision that was heard of, of threads that are followed. */
  readonly #revisions = new Map<string, string>();
  /** What is still to be told. */
  readonly #unpublished = new Map<string, string>();
  #publishing: Promise<void> | null = null;
  #unlisten: (() => Promise<void>) | null = null;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Begins to listen. Throws `DatabaseError`. */
  async start(): Promise<void> {
    this.#unlisten = await this.#database.listen(
      CHANGES_CHANNEL,
      (payload) => {
        const [key = '', revision = ''] = payload.split(':');
        if (this.#followers.has(key)) this.#revisions.set(key, revision);
        this.#notifyFollowers(key);
      },
      () => {
        for (const key of [...this.#followers.keys()]) this.#notifyFollowers(key);
      },
    );
    this.#timer = setInterval(() => {
      // While the database is away, the next look has to do.
      this.#catchUp().catch(() => undefined);
    }, CATCH_UP_MS);
    this.#timer.unref();
  }

  /** The database, whose transactions tell of what they have changed (`publishChanges`) after they are committed. */
  publishingDatabase(): Database {
    const database = this.#database;
    return {
      query: (statement, parameters) => database.query(statement, parameters),
      listen: (channel, onNotify, onGap) => database.listen(channel, onNotify, onGap),
      close: (timeoutMs) => database.close(timeoutMs),
      transaction: async (work, options) => {
        let changed = new Map<string, string>();
        try {
          return await database.transaction((queries) => {
            // Of one that is repeated the last attempt counts.
            changed = new Map();
            changedBy.set(queries, changed);
            return work(queries);
          }, options);
        } catch (reason) {
          // Of one whose connection was lost nobody knows whether it was committed.
          if (!(reason instanceof DatabaseError) || !reason.unavailable) changed.clear();
          throw reason;
        } finally {
          this.#publish(changed);
        }
      },
    };
  }

  /** Calls `onChange` whenever the thread of this key may have changed, until the function it gives back is called. */
  follow(key: string, onChange: () => void): () => void {
    const followers = this.#followers.get(key) ?? new Set();
    this.#followers.set(key, followers);
    // The same function may follow twice, and each is to end alone.
    const follower = (): void => onChange();
    followers.add(follower);
    return () => {
      followers.delete(follower);
      if (followers.size > 0 || this.#followers.get(key) !== followers) return;
      this.#followers.delete(key);
      this.#revisions.delete(key);
    };
  }

  /** Tells what is still to be told, as far as the database takes it at once, and ends. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    this.#followers.clear();
    let late: ReturnType<typeof setTimeout> | undefined;
    const patience = new Promise<void>((resolve) => (late = setTimeout(resolve, STOP_MS)));
    await Promise.race([this.#publishing, patience]);
    clearTimeout(late);
    await this.#unlisten?.();
    this.#unlisten = null;
  }

  #publish(changed: ReadonlyMap<string, string>): void {
    for (const [key, revision] of changed) this.#unpublished.set(key, revision);
    if (this.#unpublished.size > 0)
      this.#publishing ??= this.#publishAll().finally(() => (this.#publishing = null));
  }

  /** While one statement is on its way, what comes is gathered for the next. */
  async #publishAll(): Promise<void> {
    while (this.#unpublished.size > 0) {
      const payloads = [...this.#unpublished].map(([key, revision]) =>
        payloadOf({followed_key: key, revision}),
      );
      this.#unpublished.clear();
      // What could not be told is found by whoever follows it when they look.
      await notify(this.#database, payloads).catch(() => undefined);
    }
  }

  /** Tells of the threads whose revision is not the one that was last heard of. */
  async #catchUp(): Promise<void> {
    const keys = [...this.#followers.keys()];
    if (keys.length === 0) return;
    const rows = await this.#database.query<ChangedThread>(
      `SELECT key AS followed_key, revision FROM threads WHERE key = ANY ($1::text[])
       UNION ALL
       SELECT moved.key, revision FROM moved_pages AS moved JOIN threads ON threads.id = moved.thread_id
       WHERE moved.key = ANY ($1::text[])`,
      [keys],
    );
    for (const {followed_key: key, revision} of rows) {
      if (this.#revisions.get(key) === revision || !this.#followers.has(key)) continue;
      this.#revisions.set(key, revision);
      this.#notifyFollowers(key);
    }
  }

  #notifyFollowers(key: string): void {
    for (const follower of [...(this.#followers.get(key) ?? [])]) follower();
  }
}

async function notify(queries: Queries, payloads: readonly string[]): Promise<void> {
  if (payloads.length === 0) return;
  await queries.query(`SELECT pg_notify('${CHANGES_CHANNEL}', payload) FROM unnest($1::text[]) AS payload`, [
    payloads,
  ]);
}

function payloadOf({followed_key: key, revision}: ChangedThread): string {
  return `${key}:${revision}`;
}
