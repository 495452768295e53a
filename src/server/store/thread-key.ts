import {createHash} from 'node:crypto';
import {normaliseAddress} from '../../model/address.js';
import {threadKey} from '../../model/thread.js';
import type {ThreadName} from './store.js';

/** One short text for one thread, however its page's address is written: 32 hexadecimal digits of SHA-256. */
export function threadDigest({site, pageId}: ThreadName): string {
  return digestOf({site, pageId: storedPageId(pageId)});
}

/**
 * The keys that cursors of a thread may contain, for requests by `thread`: its own, those from before its page was
 * moved, and that of the unchanged page id, which was used before version 6 of the schema.
 */
export function cursorKeys(
  thread: ThreadName,
  kept: {readonly key: string; readonly earlier: readonly string[]} | undefined,
): readonly string[] {
  return [...(kept ? [kept.key, ...kept.earlier] : []), threadDigest(thread), digestOf(thread)];
}

/** SQL for the `earlier` of `cursorKeys`, of a row of `threads`. */
export const EARLIER_KEYS =
  'ARRAY(SELECT moved.key FROM moved_pages AS moved WHERE moved.thread_id = threads.id)';

function digestOf(thread: ThreadName): string {
  return createHash('sha256').update(threadKey(thread)).digest('hex').slice(0, 32);
}

/** The normalised page id: for a web address the spelling that the elements use; any other id is unchanged. */
export function storedPageId(pageId: string): string {
  if (!/^https?:/i.test(pageId)) return pageId;
  try {
    return normaliseAddress(new URL(pageId).href);
  } catch {
    // As `pageIdentity` does: an address that cannot be parsed stays as it is.
    return pageId;
  }
}

/**
 * SQL for the id of the thread whose digest is `parameter` (`$1`): that of the page, or the one that a moved page's
 * comments are in now; null if there is none.
 */
export function threadByKey(parameter: string): string {
  return `coalesce((SELECT id FROM threads WHERE key = ${parameter}),
                   (SELECT thread_id FROM moved_pages WHERE key = ${parameter}))`;
}
