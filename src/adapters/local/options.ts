import type {Comment} from '../../model/comment.js';
import {threadKey, type ThreadRef} from '../../model/thread.js';
import type {ThreadRules} from '../shared/thread-rules.js';

/** What a `LocalAdapter` is made of. Everything has a default. */
export interface LocalAdapterOptions extends ThreadRules {
  /** Keeps the threads of one site apart from another's. Default: the site of the thread. */
  readonly site?: string;
  /** What a thread begins with on this device, put there when it is first opened. Default: nothing. */
  readonly seed?: readonly Comment[] | ((thread: ThreadRef) => readonly Comment[]);
  /** The IndexedDB database. Default: `parley-comments`. */
  readonly databaseName?: string;
}

/** The database that these options name. */
export function databaseNameOf({databaseName = 'parley-comments'}: LocalAdapterOptions): string {
  return databaseName;
}

/** The name of a thread in it. */
export function threadNameOf(options: LocalAdapterOptions, {site, pageId}: ThreadRef): string {
  return threadKey({site: options.site ?? site, pageId});
}
