import type {Cursor} from '../../../model/comment.js';
import type {Change, ThreadRef} from '../../../model/thread.js';
import type {Connection} from '../connection.js';
import type {ThreadView} from '../thread-view.js';

/** What the sources of one thread's changes share. */
export interface WatchContext {
  readonly connection: Connection;
  readonly view: ThreadView;
  readonly thread: ThreadRef;
  /** The cursor of the last known change; `null` for changes from now on. */
  readonly since: Cursor | null;
  readonly signal: AbortSignal;
}

/** Passes changes to `emit` until the signal aborts. Throws only `CommentsError`. */
export type ChangeSource = (watch: WatchContext, emit: (changes: readonly Change[]) => void) => Promise<void>;
