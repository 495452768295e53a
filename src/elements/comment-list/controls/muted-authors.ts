import type {Author} from '../../../model/comment.js';
import {MUTED_AUTHORS} from '../../../storage/families.js';
import {readStored} from '../../../storage/stored-value.js';
import {storeValue} from '../../../storage/store-value.js';

/** The maximum length of the list; longer ones come from scripts. */
const MOST = 500;

/**
 * The authors that a reader has muted, on this device and site only; nobody else can see this. Identified by the
 * author's id if the backend provides one, else by name. Without storage it lasts until the page is closed.
 */
export class MutedAuthors {
  readonly #site: string;
  #muted: ReadonlySet<string>;

  constructor(site: string) {
    this.#site = site;
    this.#muted = new Set(this.#read());
  }

  has(author: Author): boolean {
    return this.#muted.has(keyOf(author));
  }

  mute(author: Author): void {
    this.#keep([...this.#muted, keyOf(author)]);
  }

  unmute(author: Author): void {
    this.#keep([...this.#muted].filter((key) => key !== keyOf(author)));
  }

  #read(): readonly string[] {
    try {
      const kept: unknown = JSON.parse(readStored(MUTED_AUTHORS, this.#site) ?? '[]');
      return Array.isArray(kept) ? kept.filter((key): key is string => typeof key === 'string') : [];
    } catch {
      return [];
    }
  }

  #keep(keys: readonly string[]): void {
    this.#muted = new Set(keys.slice(-MOST));
    // Without storage it lasts until the page is closed.
    storeValue(MUTED_AUTHORS, this.#site, keys.length > 0 ? JSON.stringify([...this.#muted]) : null);
  }
}

function keyOf({id, name}: Author): string {
  return id === undefined ? `name:${name}` : `id:${id}`;
}
