import type {Clock} from '../../storage/clock.js';

/** The delay of saving after the last key press, and after the first one where the reader makes no pause. */
const DELAY_MS = 500;
const MAX_DELAY_MS = 5_000;

/** Says when text that changes is to be saved: when the reader pauses, and now and then. */
export class SaveTimer {
  readonly #clock: Clock;
  readonly #save: () => void;
  #cancelDelay: (() => void) | undefined;
  #cancelMaximum: (() => void) | undefined;

  constructor(clock: Clock, save: () => void) {
    this.#clock = clock;
    this.#save = save;
  }

  /** The text has changed. */
  restart(): void {
    this.#cancelDelay?.();
    this.#cancelDelay = this.#clock.after(DELAY_MS, this.#save);
    this.#cancelMaximum ??= this.#clock.after(MAX_DELAY_MS, this.#save);
  }

  /** The text is saved, or is to be saved no more. */
  stop(): void {
    this.#cancelDelay?.();
    this.#cancelMaximum?.();
    this.#cancelMaximum = undefined;
  }
}
