import {createHash} from 'node:crypto';
import {threadKey} from '../../model/thread.js';
import type {ThreadName} from './store.js';

/** One short text for one thread, however long its page id: 32 hexadecimal digits of SHA-256. */
export function threadDigest(thread: ThreadName): string {
  return createHash('sha256').update(threadKey(thread)).digest('hex').slice(0, 32);
}
