import type {ReactiveElement} from 'lit';
import type {CommentId} from '../../model/comment.js';
import type {ThreadTree} from '../../model/tree.js';
import type {ThreadSnapshot} from '../context.js';
import type {CommentTreeRenderer} from './comment-tree-renderer.js';
import type {CommentUiStates} from './comment-ui.js';
import type {CommentView} from './comment-view.js';

/** What late code may use of a `<parley-comment-list>`. */
export interface ListHost extends ReactiveElement {
  readonly snapshot: ThreadSnapshot | undefined;
  readonly tree: ThreadTree;
  readonly ui: CommentUiStates;
  readonly renderer: CommentTreeRenderer;
  /** How many roots are drawn. */
  mostRoots: number;
  /** The view of a comment, if it is drawn. */
  viewOf(id: CommentId | null | undefined): CommentView | undefined;
  /** Draws a slice of what is not drawn yet. Gives whether that was all. */
  draw(): boolean;
}
