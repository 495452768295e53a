import type {ReactiveController, ReactiveControllerHost} from 'lit';

/** Screen readers drop messages closer together than this. */
const INTERVAL_MS = 500;

/**
 * Announces messages to screen-reader users: one at a time in one polite live region, at least 500 ms apart. The region
 * exists, empty, from the start, otherwise screen readers would ignore it.
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

  /** Empties the region after the last message, so that the same message can be announced again. */
  readonly #next = (): void => {
    const message = this.#queue.shift() ?? '';
    this.#host.renderRoot.querySelector('[role=status]')?.replaceChildren(message);
    this.#timer = message ? setTimeout(this.#next, INTERVAL_MS) : undefined;
  };
}
