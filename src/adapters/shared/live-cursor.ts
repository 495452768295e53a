import type {Cursor} from '../../model/comment.js';

/** The cursor of a thread's revision, after which `watch` continues. */
export function liveCursor(thread: string, revision: number): Cursor {
  return JSON.stringify([thread, revision]);
}
