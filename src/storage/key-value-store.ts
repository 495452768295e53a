/** Makes the next value under a key from the present one; `undefined` is none. Pure: it may be called again. */
export type Change = (before: unknown) => unknown;

/**
 * One place on the device where plain values (what JSON can say) are stored by key. Every method may reject: a browser
 * refuses storage, runs out of room, or has it cleared while a page is open. Reading creates nothing.
 */
export interface KeyValueStore {
  read(key: string): Promise<unknown>;
  /** All values whose key begins with `prefix`. */
  list(prefix: string): Promise<ReadonlyMap<string, unknown>>;
  /** Reads and writes in one step, which no other tab comes between. */
  change(key: string, change: Change): Promise<void>;
}

/** A store that can also write synchronously, for a page that is about to go. */
export interface SyncStore extends KeyValueStore {
  /** As `change`; throws where that rejects. */
  changeSync(key: string, change: Change): void;
}

/** The storages of a device, the best one first. */
export interface Layers {
  /** Outlives the page. */
  readonly database: KeyValueStore;
  /** Outlives the page, has less space, and can be written synchronously. */
  readonly sync: SyncStore;
  /** Lost with the page; never fails. */
  readonly memory: SyncStore;
}
