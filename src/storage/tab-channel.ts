const CHANNEL = 'parley';

/** Messages between the tabs of a device. A tab does not receive its own. */
export interface TabChannel {
  /** `message` is plain data. */
  post(message: unknown): void;
  /** Calls `listener` with every message of other tabs; calling what it returns ends that. */
  listen(listener: (message: unknown) => void): () => void;
}

/**
 * A `BroadcastChannel` that is open while it has listeners. A page that goes into the back/forward cache closes it: a message to
 * it there would make the browser throw it away. Whoever listens has to look for themselves when the page is back.
 */
export class BroadcastTabChannel implements TabChannel {
  readonly #listeners = new Set<(message: unknown) => void>();
  #channel: BroadcastChannel | undefined;

  post(message: unknown): void {
    const channel = this.#channel ?? open();
    channel?.postMessage(message);
    if (channel !== this.#channel) channel?.close();
  }

  listen(listener: (message: unknown) => void): () => void {
    this.#listeners.add(listener);
    if (this.#listeners.size === 1) {
      this.#open();
      globalThis.addEventListener('pagehide', this.#close);
      globalThis.addEventListener('pageshow', this.#open);
    }
    return () => {
      if (!this.#listeners.delete(listener) || this.#listeners.size > 0) return;
      globalThis.removeEventListener('pagehide', this.#close);
      globalThis.removeEventListener('pageshow', this.#open);
      this.#close();
    };
  }

  readonly #open = (): void => {
    this.#channel ??= open();
    if (this.#channel) this.#channel.onmessage = this.#receive;
  };

  readonly #close = (): void => {
    this.#channel?.close();
    this.#channel = undefined;
  };

  readonly #receive = ({data}: MessageEvent): void => {
    for (const listener of [...this.#listeners]) listener(data);
  };
}

/** A page in an opaque origin may have the constructor and be refused all the same. */
function open(): BroadcastChannel | undefined {
  try {
    return new BroadcastChannel(CHANNEL);
  } catch {
    return undefined;
  }
}
