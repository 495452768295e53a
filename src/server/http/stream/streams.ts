import type {Cursor} from '../../../model/comment.js';
import type {Log} from '../../log.js';
import type {Store, ThreadName} from '../../store/store.js';
import {HttpError} from '../http-error.js';
import {EventStream} from './event-stream.js';
import {ThreadStreams, type Subscription} from './thread-streams.js';

/** How many streams one process serves, and one address may hold. */
export interface StreamLimits {
  readonly total: number;
  readonly perAddress: number;
}

/** All streams of this process. */
export class Streams {
  readonly #threads: ThreadStreams;
  readonly #limits: StreamLimits;
  readonly #heartbeatMs: number;
  readonly #open = new Set<EventStream>();
  readonly #byAddress = new Map<string, number>();
  #heartbeatTimer: ReturnType<typeof setInterval> | null = null;

  constructor(store: Pick<Store, 'changes' | 'follow'>, log: Log, limits: StreamLimits, heartbeatMs: number) {
    this.#threads = new ThreadStreams(store, log);
    this.#limits = limits;
    this.#heartbeatMs = heartbeatMs;
  }

  get size(): number {
    return this.#open.size;
  }

  /**
   * A stream of what happens in the thread after `since`, or from now on. `disconnect` ends a connection whose client
   * does not read. Throws 503 when there are too many streams.
   */
  open(
    thread: ThreadName,
    since: Cursor | null,
    address: string,
    disconnect?: () => void,
  ): ReadableStream<Uint8Array> {
    const held = this.#byAddress.get(address) ?? 0;
    if (this.#open.size >= this.#limits.total || held >= this.#limits.perAddress) {
      throw new HttpError(503, 'server', 'There are too many streams: ask for changes instead.', {
        headers: {'retry-after': '60'},
      });
    }
    let membership: Subscription | null = null;
    const stream = new EventStream({
      drained: () => {
        membership?.resume();
      },
      ended: () => {
        this.#release(stream, address);
        membership?.unsubscribe();
      },
      disconnect,
    });
    this.#open.add(stream);
    this.#byAddress.set(address, held + 1);
    this.#heartbeatTimer ??= setInterval(() => {
      for (const one of this.#open) one.sendHeartbeat();
    }, this.#heartbeatMs);
    membership = this.#threads.join(thread, since, stream);
    return stream.body;
  }

  /** Ends all streams. */
  close(): void {
    this.#threads.close();
    for (const stream of [...this.#open]) stream.end();
  }

  #release(stream: EventStream, address: string): void {
    this.#open.delete(stream);
    const held = (this.#byAddress.get(address) ?? 1) - 1;
    if (held > 0) this.#byAddress.set(address, held);
    else this.#byAddress.delete(address);
    if (this.#open.size === 0 && this.#heartbeatTimer !== null) {
      clearInterval(this.#heartbeatTimer);
      this.#heartbeatTimer = null;
    }
  }
}
