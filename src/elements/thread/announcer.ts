import type {ReactiveController, ReactiveControllerHost} from 'lit';

/** Screen readers drop messages that follow closer than this. */
const APART_MS = 500;

/**
 * What the thread says to those who listen: one message at a time into one polite live region, never closer than
 * 500 ms. The host renders `text` in an element that is there, empty, from the start.
 */
export class Announcer implements ReactiveController {
  text = '';
  readonly #host: ReactiveControllerHost;
  readonly #queue: string[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  say(message: string): void {
    this.#queue.push(message);
    this.#timer ??= setTimeout(this.#next, 0);
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#queue.length = 0;
    this.text = '';
  }

  /** Empties the region after the last message, so that the same words can be said again. */
  readonly #next = (): void => {
    this.text = this.#queue.shift() ?? '';
    this.#timer = this.text ? setTimeout(this.#next, APART_MS) : undefined;
    this.#host.requestUpdate();
  };
}
