/** Makes of what is kept under a key what is to be kept there next; `undefined` is nothing. Pure: it may be called again. */
export type KeptChange = (before: unknown) => unknown;

/**
 * One place on the device where plain values (what JSON can say) are kept by key. Every method may reject: a browser
 * refuses storage, runs out of room, or has it cleared while a page is open.
 */
export interface Shelf {
  read(key: string): Promise<unknown>;
  /** All values whose key begins with `prefix`. */
  list(prefix: string): Promise<ReadonlyMap<string, unknown>>;
  /** Reads and writes in one step, which no other tab comes between. */
  change(key: string, change: KeptChange): Promise<void>;
}

/** A shelf that can also write before the next line runs, for a page that is about to go. */
export interface PromptShelf extends Shelf {
  /** As `change`; throws where that rejects. */
  changeAtOnce(key: string, change: KeptChange): void;
}
