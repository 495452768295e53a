import type {Cursor} from '../../model/comment.js';

/** The cursor for a revision of the thread of this name, from which `watch` goes on. */
export function liveCursor(thread: string, revision: number): Cursor {
  return JSON.stringify([thread, revision]);
}
