import {within, type Clock} from './clock.js';
import type {KeptChange, PromptShelf, Shelf} from './shelf.js';

/** A database that does not answer is as good as none: a browser may let a request to open it hang for good. */
const ANSWERS_WITHIN_MS = 2_000;

/** Where values may be kept, the best place first. */
export interface Layers {
  /** Outlives the page. */
  readonly database: Shelf;
  /** Outlives the page too, has less room, and can be written to at once. */
  readonly prompt: PromptShelf;
  /** Forgets with the page, and never refuses. */
  readonly memory: PromptShelf;
}

/**
 * Keeps each value in the best layer that takes it just now, so that neither a full nor a refused one loses it.
 * What several layers have under one key, from better and worse days, is put together by `merge`. Never rejects.
 */
export class LayeredShelf {
  readonly #layers: Layers;
  readonly #merge: (one: unknown, other: unknown) => unknown;
  readonly #clock: Clock;

  /** `merge` gets two values under one key, neither of them `undefined`, in any order. */
  constructor(layers: Layers, clock: Clock, merge: (one: unknown, other: unknown) => unknown) {
    this.#layers = layers;
    this.#clock = clock;
    this.#merge = merge;
  }

  /** `late` is told when a layer that was silent for too long, and so left out, has answered after all. */
  async read(key: string, late?: () => void): Promise<unknown> {
    const values = await Promise.all(this.#all.map((layer) => this.#readFrom(layer, key, late)));
    return values.reduce((one, other) => this.#together(one, other));
  }

  async list(prefix: string): Promise<Map<string, unknown>> {
    const lists = await Promise.all(
      this.#all.map((layer) =>
        this.#soon(layer.list(prefix)).catch((): ReadonlyMap<string, unknown> => new Map<string, unknown>()),
      ),
    );
    const found = new Map<string, unknown>();
    for (const list of lists) {
      for (const [key, value] of list) found.set(key, this.#together(found.get(key), value));
    }
    return found;
  }

  /** Gives whether what is kept now outlives the page. */
  async change(key: string, change: KeptChange): Promise<boolean> {
    for (const layer of this.#all) {
      const others = this.#all.filter((other) => other !== layer);
      const values = await Promise.all(others.map((other) => this.#readFrom(other, key)));
      const elsewhere = values.reduce((one, other) => this.#together(one, other));
      try {
        await this.#soon(layer.change(key, (before) => change(this.#together(before, elsewhere))));
      } catch {
        continue;
      }
      // A better layer that failed may hold an older copy, which `merge` knows by itself; to clear it could take away
      // what others have put there in the meantime.
      const worse = this.#all.slice(this.#all.indexOf(layer) + 1);
      await Promise.all(worse.map((other) => this.#clear(other, key, values[others.indexOf(other)])));
      return layer !== this.#layers.memory;
    }
    return false;
  }

  /** Takes away what outlives the page, for it has become untrue and the truth could not be kept there. */
  async forget(key: string): Promise<void> {
    const {database, prompt} = this.#layers;
    const forget = (layer: Shelf): Promise<void> =>
      this.#soon(layer.change(key, () => undefined)).catch(() => undefined);
    await Promise.all([forget(database), forget(prompt)]);
  }

  /** As `change`, before the next line runs, without knowing what is in the database. */
  changeAtOnce(key: string, change: KeptChange): boolean {
    for (const layer of [this.#layers.prompt, this.#layers.memory]) {
      try {
        layer.changeAtOnce(key, change);
        return layer === this.#layers.prompt;
      } catch {
        // The next one takes it.
      }
    }
    return false;
  }

  get #all(): readonly Shelf[] {
    const {database, prompt, memory} = this.#layers;
    return [database, prompt, memory];
  }

  #together(one: unknown, other: unknown): unknown {
    if (one === undefined || other === undefined) return one ?? other;
    return this.#merge(one, other);
  }

  async #readFrom(layer: Shelf, key: string, late?: () => void): Promise<unknown> {
    const answer = layer.read(key);
    try {
      return await this.#soon(answer);
    } catch {
      if (late) answer.then(late, () => undefined);
      return undefined;
    }
  }

  /** What was taken over goes; what was written since then stays. */
  async #clear(layer: Shelf, key: string, taken: unknown): Promise<void> {
    if (taken === undefined) return;
    const text = JSON.stringify(taken);
    const clear = (now: unknown): unknown => (JSON.stringify(now) === text ? undefined : now);
    await this.#soon(layer.change(key, clear)).catch(() => undefined);
  }

  #soon<Result>(work: Promise<Result>): Promise<Result> {
    return within(this.#clock, ANSWERS_WITHIN_MS, work, () => new Error('The storage does not answer.'));
  }
}
