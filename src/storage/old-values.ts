import {hasSubmissionsOfOlderVersion, OLD_DATABASE} from './has-stored-submission.js';
import {IndexedDbStore} from './indexed-db-store.js';
import {WebStorageStore} from './web-storage-store.js';

/** How the keys of versions before December 2026 begin. This file may go on 2027-12-01. */
const OLD_PREFIXES = ['draft:', 'intent:'] as const;

/** Drafts and submissions of versions before: all of them, and how to remove them. Reading creates nothing. */
export const oldValues = {
  /** Never rejects. */
  async read(): Promise<ReadonlyMap<string, unknown>> {
    const stores = [new WebStorageStore(() => localStorage)];
    const found = new Map<string, unknown>();
    const lists = [
      ...stores,
      ...((await hasSubmissionsOfOlderVersion()) ? [new IndexedDbStore(OLD_DATABASE)] : []),
    ];
    for (const store of lists) {
      for (const prefix of OLD_PREFIXES) {
        const list = await store.list(prefix).catch(() => new Map<string, unknown>());
        // A key in both was written last to localStorage, when a page went.
        for (const [key, value] of list) if (!found.has(key)) found.set(key, value);
      }
    }
    return found;
  },

  /** Never rejects. */
  async remove(): Promise<void> {
    try {
      for (const key of Object.keys(localStorage))
        if (OLD_PREFIXES.some((prefix) => key.startsWith(`parley:${prefix}`))) localStorage.removeItem(key);
      if (await hasSubmissionsOfOlderVersion()) indexedDB.deleteDatabase(OLD_DATABASE);
    } catch {
      // They are converted again by the next page.
    }
  },
};
