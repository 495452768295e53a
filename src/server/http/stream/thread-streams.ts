import type {Cursor} from '../../../model/comment.js';
import type {Change} from '../../../model/thread.js';
import {describeError, type Log} from '../../log.js';
import type {Store, ThreadName} from '../../store/store.js';
import {UnavailableError} from '../../store/unavailable-error.js';
import {threadKey} from '../../../model/thread.js';

/** Who is told of a thread's changes. */
export interface Listener {
  /** Whether it can take more. While it cannot, it is told nothing, and misses nothing. */
  readonly ready: boolean;
  /** What happened, in order, each change once; `live` is the cursor after them. */
  changed(changes: readonly Change[], live: Cursor): void;
  /** Where the listener begins, when it did not say; or that it has missed what can no longer be told. */
  began(live: Cursor): void;
  reload(live: Cursor): void;
  /** The server can tell no more. */
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

/** Tells listeners of changes, with one read of the store for all listeners of a thread that are equally far. */
export class ThreadStreams {
  readonly #store: Reading;
  readonly #log: Log;
  readonly #threads = new Map<string, SharedThread>();
  readonly #readLimit = new ConcurrencyLimit(MAX_CONCURRENT_READS);

  constructor(store: Reading, log: Log) {
    this.#store = store;
    this.#log = log;
  }

  /** Tells `listener` of what happened after `since`, or from now on, until it leaves. */
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

/** One thread with whoever listens to it, each as far as its cursor. */
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

  /** `onEmpty` is called once, when nobody listens any more. */
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

  /** Reads on for everybody who is ready, until there is no more. */
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

  /** One page for everybody who is ready. Says whether there may be more. */
  async #readOnce(): Promise<boolean> {
    const cursors = new Set<Cursor | null>();
    for (const [listener, cursor] of this.#cursors) if (listener.ready) cursors.add(cursor);
    const more = await Promise.all([...cursors].map((cursor) => this.#readFrom(cursor)));
    return more.includes(true);
  }

  #failed(error: unknown): void {
    if (!(error instanceof UnavailableError)) {
      this.#log.error({error: describeError(error)}, 'A stream could not be read on.');
      // Their browsers come back with the last cursor, and miss nothing.
      this.end();
      return;
    }
    this.#log.debug({error: describeError(error)}, 'A stream waits for the database.');
    // Nobody has to come back: everybody keeps the cursor from which reading goes on.
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
      if ('reload' in now) throw new TypeError('The store cannot say where its changes begin.');
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
    // What came between the start of a newcomer and the others is read in the next round.
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

/** Lets so many pieces of work run at once, in the order in which they came. */
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
