import {withTimeLimit, type Clock} from './clock.js';
import type {Change, KeyValueStore, SyncStore} from './key-value-store.js';

/** A database that does not respond counts as missing: a browser may let a request to open it hang forever. */
const TIME_LIMIT_MS = 2_000;

/** The storages of values, the best one first. */
export interface Layers {
  /** Outlives the page. */
  readonly database: KeyValueStore;
  /** Outlives the page, has less space, and can be written synchronously. */
  readonly sync: SyncStore;
  /** Lost with the page; never fails. */
  readonly memory: SyncStore;
}

/** How a layered store treats its values. */
export interface LayeredValues {
  /** Merges two values of one key from different layers, in any order; neither is `undefined`. */
  readonly merge: (one: unknown, other: unknown) => unknown;
  /** The mark in the synchronous layer for a value that the database has; `undefined` for none. */
  readonly mark?: (value: unknown) => unknown;
}

/**
 * Stores each value in the best layer that accepts it, so that a full or denied storage loses nothing. Never rejects.
 */
export class LayeredStore {
  readonly #layers: Layers;
  readonly #merge: LayeredValues['merge'];
  readonly #mark: LayeredValues['mark'];
  readonly #clock: Clock;

  constructor(layers: Layers, clock: Clock, {merge, mark}: LayeredValues) {
    this.#layers = layers;
    this.#clock = clock;
    this.#merge = merge;
    this.#mark = mark;
  }

  /** Calls `onLateAnswer` if a layer that exceeded the time limit, and was left out, responds afterwards. */
  async read(key: string, onLateAnswer?: () => void): Promise<unknown> {
    const values = await Promise.all(this.#all.map((layer) => this.#readFrom(layer, key, onLateAnswer)));
    return values.reduce((one, other) => this.#mergeDefined(one, other));
  }

  /** All values whose key begins with `prefix`; `onLateAnswer` as for `read`. */
  async list(prefix: string, onLateAnswer?: () => void): Promise<Map<string, unknown>> {
    const nothing: ReadonlyMap<string, unknown> = new Map<string, unknown>();
    const lists = await Promise.all(
      this.#all.map((layer) => this.#withFallback(layer.list(prefix), nothing, onLateAnswer)),
    );
    const found = new Map<string, unknown>();
    for (const list of lists) {
      for (const [key, value] of list) {
        const together = this.#mergeDefined(found.get(key), this.#withoutMark(value));
        if (together !== undefined) found.set(key, together);
      }
    }
    return found;
  }

  /** Resolves with whether the stored value outlives the page. */
  async change(key: string, change: Change): Promise<boolean> {
    for (const layer of this.#all) {
      const others = this.#all.filter((other) => other !== layer);
      const values = await Promise.all(others.map((other) => this.#readFrom(other, key)));
      const mergedOthers = values.reduce((one, other) => this.#mergeDefined(one, other));
      let next: unknown;
      try {
        const write = layer.change(key, (before) => {
          next = change(this.#mergeDefined(this.#withoutMark(before), mergedOthers));
          return next;
        });
        await this.#withTimeLimit(write);
      } catch {
        continue;
      }
      // A better layer that failed may hold an older copy, which `merge` knows by itself; to clear it could take away
      // what others have put there in the meantime.
      const worse = this.#all.slice(this.#all.indexOf(layer) + 1);
      await Promise.all(worse.map((other) => this.#clear(other, key, values[others.indexOf(other)], next)));
      return layer !== this.#layers.memory;
    }
    return false;
  }

  /** Removes the persistent copies, which are wrong and could not be updated. */
  async remove(key: string): Promise<void> {
    const {database, sync} = this.#layers;
    const remove = (layer: KeyValueStore): Promise<void> =>
      this.#withFallback(
        layer.change(key, () => undefined),
        undefined,
      );
    await Promise.all([remove(database), remove(sync)]);
  }

  /** As `change`, synchronously, without knowing what is in the database. */
  changeSync(key: string, change: Change): boolean {
    for (const layer of [this.#layers.sync, this.#layers.memory]) {
      try {
        layer.changeSync(key, (before) => change(this.#withoutMark(before)));
        return layer === this.#layers.sync;
      } catch {
        // Try the next layer.
      }
    }
    return false;
  }

  get #all(): readonly KeyValueStore[] {
    const {database, sync, memory} = this.#layers;
    return [database, sync, memory];
  }

  #mergeDefined(one: unknown, other: unknown): unknown {
    if (one === undefined || other === undefined) return one ?? other;
    return this.#merge(one, other);
  }

  /** `undefined` for a mark. */
  #withoutMark(value: unknown): unknown {
    return typeof value === 'object' && value !== null ? value : undefined;
  }

  async #readFrom(layer: KeyValueStore, key: string, onLateAnswer?: () => void): Promise<unknown> {
    return this.#withoutMark(await this.#withFallback(layer.read(key), undefined, onLateAnswer));
  }

  /** Removes a value that was merged into a better layer, or leaves a mark; a later value stays. */
  async #clear(layer: KeyValueStore, key: string, taken: unknown, stored: unknown): Promise<void> {
    const mark = layer === this.#layers.sync && stored !== undefined ? this.#mark?.(stored) : undefined;
    const isMarked = layer === this.#layers.sync && this.#mark !== undefined;
    if (taken === undefined && !isMarked) return;
    const text = JSON.stringify(taken);
    const clear = (now: unknown): unknown => {
      const real = this.#withoutMark(now);
      return real === undefined || JSON.stringify(real) === text ? mark : now;
    };
    await this.#withFallback(layer.change(key, clear), undefined);
  }

  /** What `work` gives in time, else `none`. */
  async #withFallback<Result>(
    work: Promise<Result>,
    none: Result,
    onLateAnswer?: () => void,
  ): Promise<Result> {
    try {
      return await this.#withTimeLimit(work);
    } catch {
      if (onLateAnswer) work.then(onLateAnswer, () => undefined);
      return none;
    }
  }

  #withTimeLimit<Result>(work: Promise<Result>): Promise<Result> {
    return withTimeLimit(this.#clock, TIME_LIMIT_MS, work, () => new Error('The storage does not answer.'));
  }
}
