const CHANNEL = 'parley';

/** What tabs of this device tell each other. A tab does not hear itself. */
export interface TabNews {
  /** `message` is plain data. */
  tell(message: unknown): void;
  /** Calls `hear` with every message of other tabs; calling what it gives ends that. */
  listen(hear: (message: unknown) => void): () => void;
}

/**
 * By `BroadcastChannel`, as long as somebody listens. A page that goes into the back/forward cache hangs up: a message to
 * it there would make the browser throw it away. Whoever listens has to look for themselves when the page is back.
 */
export class ChannelNews implements TabNews {
  readonly #listeners = new Set<(message: unknown) => void>();
  #channel: BroadcastChannel | undefined;

  tell(message: unknown): void {
    const channel = this.#channel ?? open();
    channel?.postMessage(message);
    if (channel !== this.#channel) channel?.close();
  }

  listen(hear: (message: unknown) => void): () => void {
    this.#listeners.add(hear);
    if (this.#listeners.size === 1) {
      this.#pickUp();
      globalThis.addEventListener('pagehide', this.#hangUp);
      globalThis.addEventListener('pageshow', this.#pickUp);
    }
    return () => {
      if (!this.#listeners.delete(hear) || this.#listeners.size > 0) return;
      globalThis.removeEventListener('pagehide', this.#hangUp);
      globalThis.removeEventListener('pageshow', this.#pickUp);
      this.#hangUp();
    };
  }

  readonly #pickUp = (): void => {
    this.#channel ??= open();
    if (this.#channel) this.#channel.onmessage = this.#hear;
  };

  readonly #hangUp = (): void => {
    this.#channel?.close();
    this.#channel = undefined;
  };

  readonly #hear = ({data}: MessageEvent): void => {
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
