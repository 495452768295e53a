import type {Comment} from '../../model/comment.js';
import {threadKey, type ThreadRef} from '../../model/thread.js';
import type {ThreadRules} from '../shared/thread-rules.js';

/** The options of a `LocalAdapter`, all optional. */
export interface LocalAdapterOptions extends ThreadRules {
  /** Separates the threads of one site from those of another. Default: the thread's own `site`. */
  readonly site?: string;
  /** Comments that a thread has when this device first opens it. Default: none. */
  readonly seed?: readonly Comment[] | ((thread: ThreadRef) => readonly Comment[]);
  /** The name of the IndexedDB database. Default: `parley-comments`. */
  readonly databaseName?: string;
}

/** The name of the database. */
export function databaseNameOf({databaseName = 'parley-comments'}: LocalAdapterOptions): string {
  return databaseName;
}

/** The name of a thread in the database. */
export function threadNameOf(options: LocalAdapterOptions, {site, pageId}: ThreadRef): string {
  return threadKey({site: options.site ?? site, pageId});
}
