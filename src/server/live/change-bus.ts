import type {Database, Queries} from '../database/database.js';
import {DatabaseError} from '../database/database-error.js';

/** The channel of changed threads: the payload is a key, a colon and the revision. */
export const CHANGES_CHANNEL = 'parley_changes';

/**
 * How often the revisions of the threads that are followed are looked up, in milliseconds: so late a change is heard of at
 * most whose process died between its commit and telling others.
 */
export const CATCH_UP_MS = 5_000;

/** How long a stop waits for unpublished changes: followers find them by polling. */
const STOP_MS = 500;

/** A key of a changed thread, and its revision after the change. */
export interface ChangedThread {
  readonly followed_key: string;
  readonly revision: string;
}

/**
 * SQL for the rows of `thread`, which has a thread's `id`, `key` and `revision`, once for every key of the thread, as
 * `followed_key`: followers of a moved page's old id are notified, too.
 */
export const THREAD_KEYS = `(
  SELECT thread.*, thread.key AS followed_key FROM thread
  UNION ALL
  SELECT thread.*, moved.key FROM thread JOIN moved_pages AS moved ON moved.thread_id = thread.id
) AS thread_keys`;

/** Changes that are published when the transaction is committed: revisions by key. */
const changedBy = new WeakMap<Queries, Map<string, string>>();

/**
 * Notifies all processes of changed threads once the transaction is committed. In a transaction without a bus (of the commands
 * import and move) NOTIFY is part of the transaction. That takes a lock of the whole
 * server for that, so that commits wait for one another.
 */
export async function publishChanges(queries: Queries, threads: readonly ChangedThread[]): Promise<void> {
  const changed = changedBy.get(queries);
  if (changed) for (const {followed_key: key, revision} of threads) changed.set(key, revision);
  else await notify(queries, threads.map(payloadOf));
}

/**
 * One LISTEN for all threads, which notifies the followers in this process; and NOTIFY for the changes of this process, many in
 * one statement.
 */
export class ChangeBus {
  readonly #database: Database;
  readonly #followers = new Map<string, Set<() => void>>();
  /** The last known revision of each followed thread. */
  readonly #revisions = new Map<string, string>();
  /** Changes that are not published yet. */
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

  /** The database, whose transactions publish their changes (`publishChanges`) after the commit. */
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
          // A transaction whose connection was lost may have been committed.
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

  /** Publishes the remaining changes, if the database responds in time, and ends. */
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

  /** While one statement is running, changes are collected for the next. */
  async #publishAll(): Promise<void> {
    while (this.#unpublished.size > 0) {
      const payloads = [...this.#unpublished].map(([key, revision]) =>
        payloadOf({followed_key: key, revision}),
      );
      this.#unpublished.clear();
      // Followers find what could not be published by polling.
      await notify(this.#database, payloads).catch(() => undefined);
    }
  }

  /** Notifies the followers of threads with a new revision. */
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
