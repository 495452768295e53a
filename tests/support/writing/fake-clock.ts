import type {Clock} from '../../../src/storage/clock.js';

/** Time that passes only when a test says so, and a device's clock that can be wrong. */
export class FakeClock {
  #real = Date.UTC(2026, 2, 1, 8);
  #skew = 0;
  #timers = new Map<number, {at: number; work: () => void}>();
  #count = 0;

  /** As it is on the server. */
  get real(): number {
    return this.#real;
  }

  /** What the device's clock says. */
  now(): number {
    return this.#real + this.#skew;
  }

  after(ms: number, work: () => void): () => void {
    const id = ++this.#count;
    this.#timers.set(id, {at: this.#real + ms, work});
    return () => this.#timers.delete(id);
  }

  /** Lets time pass, timer by timer; `settle` runs after each. */
  async advance(ms: number, settle: () => Promise<void> = () => Promise.resolve()): Promise<void> {
    const end = this.#real + ms;
    for (;;) {
      const next = [...this.#timers].filter(([, {at}]) => at <= end).sort(([, a], [, b]) => a.at - b.at)[0];
      if (!next) break;
      const [id, {at, work}] = next;
      this.#timers.delete(id);
      this.#real = Math.max(this.#real, at);
      work();
      await settle();
    }
    this.#real = Math.max(this.#real, end);
  }

  /** The device's clock is set otherwise, so many milliseconds from right; no time passes. */
  jump(ms: number): void {
    this.#skew = ms;
  }
}

/** The same time for one tab, whose timers end with it and rest while it is frozen. */
export function clockOf(clock: FakeClock, untilThawed: () => Promise<void>): Clock {
  return {
    now: () => clock.now(),
    after: (ms, work) => {
      let isCancelled = false;
      const cancel = clock.after(ms, () => {
        void untilThawed().then(() => {
          if (!isCancelled) work();
        });
      });
      return () => {
        isCancelled = true;
        cancel();
      };
    },
  };
}
