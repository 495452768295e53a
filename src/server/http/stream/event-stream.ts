import type {Cursor} from '../../../model/comment.js';
import type {Change} from '../../../model/thread.js';
import type {Listener} from './thread-streams.js';

/** How much may wait for a client, in bytes, before it is taken for one that does not read. */
const MOST_WAITING = 256 * 1024;

/** After how many milliseconds a browser that was cut off comes back (HTML Standard, server-sent events). */
const RETRY_MS = 3000;

const encoder = new TextEncoder();
const HEARTBEAT = encoder.encode(':\n\n');

/** The events of a list of changes, encoded once for all who are told of it. */
const encoded = new WeakMap<readonly Change[], Uint8Array>();

/** One client's `text/event-stream`. A client that does not read is cut off; what waits for it never grows. */
export class EventStream implements Listener {
  readonly body: ReadableStream<Uint8Array>;
  readonly #ended: () => void;
  #controller: ReadableStreamDefaultController<Uint8Array> | null = null;

  /** `ended` is called once, when the client has gone or was cut off. */
  constructor(ended: () => void) {
    this.#ended = ended;
    this.body = new ReadableStream<Uint8Array>(
      {
        start: (controller) => {
          this.#controller = controller;
        },
        cancel: () => {
          this.#finish();
        },
      },
      new ByteLengthQueuingStrategy({highWaterMark: MOST_WAITING}),
    );
    this.#write(encoder.encode(`retry: ${String(RETRY_MS)}\n\n`));
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
  beat(): void {
    this.#write(HEARTBEAT);
  }

  end(): void {
    const controller = this.#finish();
    controller?.close();
  }

  #write(bytes: Uint8Array): void {
    const controller = this.#controller;
    if (controller === null) return;
    controller.enqueue(bytes);
    if ((controller.desiredSize ?? 0) > 0) return;
    // An error drops what waits; closing would keep it for as long as the connection lasts.
    this.#finish();
    controller.error(new Error('The client does not read its stream.'));
  }

  #finish(): ReadableStreamDefaultController<Uint8Array> | null {
    const controller = this.#controller;
    this.#controller = null;
    if (controller !== null) this.#ended();
    return controller;
  }
}

function eventOf(change: Change, live: Cursor | null): string {
  const data = change.type === 'removed' ? {id: change.id} : change.comment;
  const cursor = change.cursor ?? live;
  return `${cursor === null ? '' : `id: ${cursor}\n`}event: ${change.type}\ndata: ${JSON.stringify(data)}\n\n`;
}
