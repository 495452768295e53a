import type {CommentsAdapter} from '../model/adapter.js';
import type {CommentPage, ThreadPage} from '../model/thread.js';
import type {reduce} from './reduce.js';
import type {Action, ReadingAction, ThreadState} from './state.js';

/** What code that is loaded late needs of a store: its state, and the way to change it. */
export interface OpenStore {
  readonly adapter: CommentsAdapter;
  readonly state: ThreadState;
  /** Aborts when the current opening ends. */
  readonly signal: AbortSignal;
  /**
   * Applies an action, and calls the listener if the state has changed. Callers with other actions than those of opening pass
   * `reduce`, so that reading loads only its part.
   */
  dispatch(action: ReadingAction): void;
  dispatch(action: Action, reducer: typeof reduce): void;
  /** Resolves when what a page needs is loaded or, with one warning, has failed to load. Never rejects. */
  prepare(page: CommentPage & Partial<ThreadPage>): Promise<void>;
}
