import type {CommentId} from '../../model/comment.js';
import type {ThreadTree} from '../../model/tree.js';
import type {ParleyElement} from '../base/parley-element.js';
import type {ThreadSnapshot} from '../context.js';
import type {CommentTreeRenderer} from './comment-tree-renderer.js';
import type {CommentUiStates} from './comment-ui.js';
import type {CommentView} from './comment-view.js';

/** The interface of `<parley-comment-list>` for late code. */
export interface ListHost extends ParleyElement {
  readonly snapshot: ThreadSnapshot | undefined;
  readonly tree: ThreadTree;
  readonly ui: CommentUiStates;
  readonly renderer: CommentTreeRenderer;
  /** The number of rendered top-level comments. */
  mostRoots: number;
  /** The view of a comment, if it is rendered. */
  viewOf(id: CommentId | null | undefined): CommentView | undefined;
  /** Renders a slice of the missing comments. Returns whether everything is rendered. */
  draw(): boolean;
}
