const CHANNEL = 'parley';

/** What tabs of this device tell each other. A tab does not hear itself. */
export interface TabNews {
  /** `message` is plain data. */
  tell(message: unknown): void;
  /** Calls `hear` with every message of other tabs; calling what it gives ends that. */
  listen(hear: (message: unknown) => void): () => void;
}

/** By `BroadcastChannel`, as long as somebody listens; a page that lies in the back/forward cache hears nothing. */
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
    if (!this.#channel) {
      this.#channel = open();
      if (this.#channel) this.#channel.onmessage = this.#hear;
    }
    return () => {
      this.#listeners.delete(hear);
      if (this.#listeners.size > 0) return;
      this.#channel?.close();
      this.#channel = undefined;
    };
  }

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
