import type {Cursor} from '../../../model/comment.js';
import type {Change} from '../../../model/thread.js';
import {describeError, type Log} from '../../log.js';
import type {Store, ThreadName} from '../../store/store.js';
import {UnavailableError} from '../../store/store-errors.js';
import {threadKey} from '../../../model/thread.js';

/** Receives the changes of a thread. */
export interface Listener {
  /** Whether it can receive more. Until it can, changes are withheld, and none is missed. */
  readonly ready: boolean;
  /** What happened, in order, each change once; `live` is the cursor after them. */
  changed(changes: readonly Change[], live: Cursor): void;
  /** The cursor of a listener that gave none. */
  began(live: Cursor): void;
  reload(live: Cursor): void;
  /** There will be no more changes. */
  end(): void;
}

/** One listener's part in the listening. */
export interface Subscription {
  /** The listener has become ready. */
  resume(): void;
  unsubscribe(): void;
}

type Reading = Pick<Store, 'changes' | 'follow'>;

/** How many threads are read at once: after a gap all of them have to be, and readers' requests need the database too. */
const MAX_CONCURRENT_READS = 4;

/** How long a thread waits that could not be read because the database was away: twice as long each time. */
const MIN_RETRY_MS = 250;
const MAX_RETRY_MS = 5_000;

/** Sends changes to listeners, with one read of the store for all listeners of a thread that have the same cursor. */
export class ThreadStreams {
  readonly #store: Reading;
  readonly #log: Log;
  readonly #threads = new Map<string, SharedThread>();
  readonly #readLimit = new ConcurrencyLimit(MAX_CONCURRENT_READS);

  constructor(store: Reading, log: Log) {
    this.#store = store;
    this.#log = log;
  }

  /** Sends `listener` the changes after `since`, or from now on, until it unsubscribes. */
  join(thread: ThreadName, since: Cursor | null, listener: Listener): Subscription {
    const key = threadKey(thread);
    const shared = this.#threads.get(key) ?? this.#share(thread, key);
    shared.add(listener, since);
    return {
      resume: () => {
        shared.read();
      },
      unsubscribe: () => {
        shared.remove(listener);
      },
    };
  }

  /** Ends every listener. */
  close(): void {
    for (const shared of [...this.#threads.values()]) shared.end();
  }

  #share(thread: ThreadName, key: string): SharedThread {
    const shared = new SharedThread(this.#store, thread, this.#readLimit, this.#log, () =>
      this.#threads.delete(key),
    );
    this.#threads.set(key, shared);
    return shared;
  }
}

/** One thread with its listeners, each with a cursor. */
class SharedThread {
  readonly #store: Reading;
  readonly #thread: ThreadName;
  readonly #readLimit: ConcurrencyLimit;
  readonly #log: Log;
  readonly #cursors = new Map<Listener, Cursor | null>();
  readonly #unfollow: () => void;
  readonly #onEmpty: () => void;
  #reading = false;
  #isChanged = false;
  #wait = MIN_RETRY_MS;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** `onEmpty` is called once, when there is no listener left. */
  constructor(
    store: Reading,
    thread: ThreadName,
    readLimit: ConcurrencyLimit,
    log: Log,
    onEmpty: () => void,
  ) {
    this.#store = store;
    this.#thread = thread;
    this.#readLimit = readLimit;
    this.#log = log;
    this.#onEmpty = onEmpty;
    this.#unfollow = store.follow(thread, () => {
      this.read();
    });
  }

  add(listener: Listener, since: Cursor | null): void {
    this.#cursors.set(listener, since);
    this.read();
  }

  remove(listener: Listener): void {
    if (!this.#cursors.delete(listener) || this.#cursors.size > 0) return;
    clearTimeout(this.#timer);
    this.#unfollow();
    this.#onEmpty();
  }

  end(): void {
    for (const listener of [...this.#cursors.keys()]) {
      this.remove(listener);
      listener.end();
    }
  }

  /** Reads for all listeners that are ready, until there is no more. */
  read(): void {
    this.#isChanged = true;
    if (!this.#reading) void this.#readPending();
  }

  async #readPending(): Promise<void> {
    this.#reading = true;
    try {
      while (this.#isChanged) {
        this.#isChanged = false;
        if (await this.#readLimit.run(() => this.#readOnce())) this.#isChanged = true;
        this.#wait = MIN_RETRY_MS;
      }
    } catch (error) {
      this.#failed(error);
    } finally {
      this.#reading = false;
    }
  }

  /** Reads one page for all listeners that are ready. Returns whether there may be more. */
  async #readOnce(): Promise<boolean> {
    const cursors = new Set<Cursor | null>();
    for (const [listener, cursor] of this.#cursors) if (listener.ready) cursors.add(cursor);
    const more = await Promise.all([...cursors].map((cursor) => this.#readFrom(cursor)));
    return more.includes(true);
  }

  #failed(error: unknown): void {
    if (!(error instanceof UnavailableError)) {
      this.#log.error({error: describeError(error)}, 'A stream failed and was closed.');
      // Their browsers reconnect with the last cursor, and miss nothing.
      this.end();
      return;
    }
    this.#log.debug({error: describeError(error)}, 'A stream is waiting for the database.');
    // Clients stay connected: each listener keeps its cursor, from which reading continues.
    clearTimeout(this.#timer);
    if (this.#cursors.size > 0) {
      this.#timer = setTimeout(() => {
        this.read();
      }, this.#wait);
    }
    this.#wait = Math.min(2 * this.#wait, MAX_RETRY_MS);
  }

  /** Says whether there may be more. */
  async #readFrom(cursor: Cursor | null): Promise<boolean> {
    const answer = await this.#store.changes(this.#thread, cursor);
    if ('reload' in answer) {
      const now = await this.#store.changes(this.#thread, null);
      if ('reload' in now) throw new TypeError('The store gave no cursor for the present.');
      this.#deliver(cursor, now.live, (listener) => {
        listener.reload(now.live);
      });
      return true;
    }
    const {changes, live} = answer;
    this.#deliver(cursor, live, (listener) => {
      if (cursor === null) listener.began(live);
      else if (changes.length > 0) listener.changed(changes, live);
    });
    // Changes between the start of a new client and the others are read in the next round.
    return changes.length > 0 || cursor === null;
  }

  #deliver(cursor: Cursor | null, live: Cursor, deliver: (listener: Listener) => void): void {
    for (const [listener, reached] of [...this.#cursors]) {
      if (reached !== cursor || !listener.ready) continue;
      this.#cursors.set(listener, live);
      deliver(listener);
    }
  }
}

/** Lets so many pieces of work run at once, first come, first served. */
class ConcurrencyLimit {
  readonly #waiting: (() => void)[] = [];
  #free: number;

  constructor(maxConcurrent: number) {
    this.#free = maxConcurrent;
  }

  async run<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.#free > 0) this.#free--;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#free++;
    }
  }
}
