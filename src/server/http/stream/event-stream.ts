import type {Cursor} from '../../../model/comment.js';
import type {Change} from '../../../model/thread.js';
import type {Listener} from './thread-streams.js';

/** With so many bytes buffered, a client gets no more until it has read some. */
const HIGH_WATER_MARK = 64 * 1024;

/** A client that has read nothing for so many heartbeats although data is waiting is disconnected. */
const MAX_MISSED_HEARTBEATS = 2;

/** After how many milliseconds a disconnected browser reconnects (HTML Standard, server-sent events). */
const RETRY_MS = 3000;

const encoder = new TextEncoder();
const HEARTBEAT = encoder.encode(':\n\n');

/** The encoded events of a list of changes, shared by all streams. */
const encoded = new WeakMap<readonly Change[], Uint8Array>();

/** Callbacks of a stream. */
export interface EventStreamEvents {
  /** It is ready again. */
  readonly drained: () => void;
  /** Called once: the client has disconnected, or was disconnected. */
  readonly ended: () => void;
  /** Cuts the connection off, where the platform can; else the body fails. */
  readonly disconnect: (() => void) | undefined;
}

/**
 * One client's `text/event-stream`. What waits for a client that reads slowly never grows beyond one page of changes; one
 * that does not read at all is cut off.
 */
export class EventStream implements Listener {
  readonly body: ReadableStream<Uint8Array>;
  readonly #events: EventStreamEvents;
  #controller: ReadableStreamDefaultController<Uint8Array> | null = null;
  #missedHeartbeats = 0;

  constructor(events: EventStreamEvents) {
    this.#events = events;
    this.body = new ReadableStream<Uint8Array>(
      {
        start: (controller) => {
          this.#controller = controller;
        },
        pull: () => {
          this.#missedHeartbeats = 0;
          this.#events.drained();
        },
        cancel: () => {
          this.#finish();
        },
      },
      new ByteLengthQueuingStrategy({highWaterMark: HIGH_WATER_MARK}),
    );
    this.#write(encoder.encode(`retry: ${String(RETRY_MS)}\n\n`));
  }

  get ready(): boolean {
    return (this.#controller?.desiredSize ?? 0) > 0;
  }

  began(live: Cursor): void {
    this.#write(encoder.encode(`id: ${live}\n\n`));
  }

  changed(changes: readonly Change[], live: Cursor): void {
    let bytes = encoded.get(changes);
    if (bytes === undefined) {
      bytes = encoder.encode(
        changes.map((change, index) => eventOf(change, changes[index + 1] ? null : live)).join(''),
      );
      encoded.set(changes, bytes);
    }
    this.#write(bytes);
  }

  reload(live: Cursor): void {
    this.#write(encoder.encode(`id: ${live}\nevent: reload\ndata: {}\n\n`));
  }

  /** Keeps proxies from taking the connection for dead. */
  sendHeartbeat(): void {
    if (this.ready) this.#write(HEARTBEAT);
    else if (++this.#missedHeartbeats > MAX_MISSED_HEARTBEATS) this.#disconnect();
  }

  #disconnect(): void {
    const controller = this.#finish();
    if (this.#events.disconnect) this.#events.disconnect();
    // Drops waiting data; closing would keep it until the connection ends.
    else controller?.error(new Error('The client does not read its stream.'));
  }

  end(): void {
    this.#finish()?.close();
  }

  #write(bytes: Uint8Array): void {
    this.#controller?.enqueue(bytes);
  }

  #finish(): ReadableStreamDefaultController<Uint8Array> | null {
    const controller = this.#controller;
    this.#controller = null;
    if (controller !== null) this.#events.ended();
    return controller;
  }
}

function eventOf(change: Change, live: Cursor | null): string {
  const data = change.type === 'removed' ? {id: change.id} : change.comment;
  const cursor = change.cursor ?? live;
  return `${cursor === null ? '' : `id: ${cursor}\n`}event: ${change.type}\ndata: ${JSON.stringify(data)}\n\n`;
}
