import type {ReactiveController, ReactiveControllerHost} from 'lit';

/** Screen readers drop messages that follow closer than this. */
const INTERVAL_MS = 500;

/**
 * What the thread announces to screen-reader users: one message at a time into its one polite live region, never closer than
 * 500 ms. The region is there, empty, from the start, or it would not be listened to.
 */
export class Announcer implements ReactiveController {
  readonly #host: ReactiveControllerHost & {readonly renderRoot: ParentNode};
  readonly #queue: string[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ReactiveControllerHost & {readonly renderRoot: ParentNode}) {
    this.#host = host;
    host.addController(this);
  }

  announce(message: string): void {
    this.#queue.push(message);
    this.#timer ??= setTimeout(this.#next, 0);
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#queue.length = 0;
  }

  /** Empties the region after the last message, so that the same words can be said again. */
  readonly #next = (): void => {
    const message = this.#queue.shift() ?? '';
    this.#host.renderRoot.querySelector('[role=status]')?.replaceChildren(message);
    this.#timer = message ? setTimeout(this.#next, INTERVAL_MS) : undefined;
  };
}
