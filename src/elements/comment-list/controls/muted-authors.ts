import type {Author} from '../../../model/comment.js';
import {MUTED_AUTHORS} from '../../../storage/families.js';
import {readStored} from '../../../storage/stored-value.js';
import {storeValue} from '../../../storage/store-value.js';

/** Longer lists are somebody's script. */
const MOST = 500;

/**
 * Whom a reader does not want to read, on this device and this site alone; nobody else learns of it. By the author's id
 * where the backend gives one, else by the name. Where storage refuses, for as long as the page is open.
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
    // Where storage refuses, it holds until the page is left.
    storeValue(MUTED_AUTHORS, this.#site, keys.length > 0 ? JSON.stringify([...this.#muted]) : null);
  }
}

function keyOf({id, name}: Author): string {
  return id === undefined ? `name:${name}` : `id:${id}`;
}
