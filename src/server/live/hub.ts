import type {Database} from '../database/database.js';

/** Tells that a thread changed: the payload is its key, a colon and its revision. */
export const CHANGES_CHANNEL = 'parley_changes';

/**
 * SQL that tells of threads when their transaction is kept, to be selected from `TOLD_THREADS`: whoever follows one by the
 * id of a page that was moved hears of it too.
 */
export const TELL = `pg_notify('${CHANGES_CHANNEL}', told || ':' || revision)`;

/** SQL for the rows of `thread`, which has a thread's `id`, `key` and `revision`, once for every key that it goes by. */
export const TOLD_THREADS = `(
  SELECT thread.*, thread.key AS told FROM thread
  UNION ALL
  SELECT thread.*, moved.key FROM thread JOIN moved_pages AS moved ON moved.thread_id = thread.id
) AS told_threads`;

/** One LISTEN for all threads, told on to whoever follows one of them in this process. */
export class Hub {
  readonly #followers = new Map<string, Set<() => void>>();
  #stop: (() => Promise<void>) | null = null;

  /** Begins to listen. Throws `DatabaseError`. */
  async start(database: Database): Promise<void> {
    this.#stop = await database.listen(
      CHANGES_CHANNEL,
      (payload) => this.#tell(payload.split(':', 1)[0] ?? ''),
      () => {
        for (const key of [...this.#followers.keys()]) this.#tell(key);
      },
    );
  }

  /** Calls `touched` whenever the thread of this key may have changed, until the function it gives back is called. */
  follow(key: string, touched: () => void): () => void {
    const followers = this.#followers.get(key) ?? new Set();
    this.#followers.set(key, followers);
    // The same function may follow twice, and each is to end alone.
    const follower = (): void => touched();
    followers.add(follower);
    return () => {
      followers.delete(follower);
      if (followers.size === 0 && this.#followers.get(key) === followers) this.#followers.delete(key);
    };
  }

  async stop(): Promise<void> {
    this.#followers.clear();
    await this.#stop?.();
    this.#stop = null;
  }

  #tell(key: string): void {
    for (const follower of [...(this.#followers.get(key) ?? [])]) follower();
  }
}
