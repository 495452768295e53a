import type {CommentId} from '../../model/comment.js';
import type {ThreadNode} from '../../model/tree.js';
import {CommentView, type DrawContext} from './comment-view.js';

/** One slice of drawing. */
export interface Slice {
  readonly context: DrawContext;
  /** For the first frame: replies that wait are not drawn yet, so that what shows comes first. */
  readonly isFirstFrame: boolean;
  /** How many comments may be drawn now, as the page must not wait; counts down. */
  room: number;
}

/**
 * Of the replies that wait in one list so many are there for the browser to find. Whoever asks for them gets all: hidden
 * comments are not free, each costs with every style sheet that comes late.
 */
const MAX_WAITING = 100;

/**
 * Keeps the items of a list in the order of a tree of comments, each with its view. A view stays the same as long as its
 * comment is there, wherever it moves, and is drawn again only when what it shows has changed: with thousands of comments
 * that, not the drawing itself, is what a change costs.
 */
export class CommentTreeRenderer {
  /** The views that there are. */
  readonly views = new Map<CommentId, CommentView>();
  /** What each branch was last drawn from, where it was drawn whole. */
  #drawn = new WeakMap<CommentView, readonly unknown[]>();

  /**
   * Draws what is not drawn yet of these branches, in reading order, into `list`, as far as there is room, and gives
   * whether that was all. All but the first `shown` nodes wait: they are there for the browser to find, and do not show.
   */
  draw(list: Element, nodes: readonly ThreadNode[], slice: Slice, shown = Infinity): boolean {
    const {context, isFirstFrame} = slice;
    let isWhole = true;
    let place = 0;
    let following = list.firstElementChild;
    for (const node of nodes) {
      const waits = place >= shown;
      if (place >= shown + MAX_WAITING) break;
      if (slice.room <= 0 || (waits && isFirstFrame)) {
        isWhole = false;
        break;
      }
      place++;
      const {id} = node.comment;
      let view = this.views.get(id);
      if (!view) this.views.set(id, (view = new CommentView(node, context)));
      const {item} = view;
      if (item !== following) list.insertBefore(item, following);
      if (!this.#drawBranch(view, node, place, waits, slice)) isWhole = false;
      following = item.nextElementSibling;
    }
    while (following) {
      const other = following as HTMLElement;
      const id = other.dataset['id'] ?? '';
      following = other.nextElementSibling;
      // It may only not be its turn yet.
      if (context.snapshot.state.comments.has(id)) continue;
      other.remove();
      this.views.delete(id);
    }
    return isWhole;
  }

  /** Has a branch drawn again with the next slice, and all that it is drawn beneath, for what is to show of it is another. */
  invalidate(view: CommentView): void {
    for (let up: CommentView | undefined = view; up; up = this.viewAround(up.item.parentElement))
      this.#drawn.delete(up);
  }

  /** The view of the comment in whose item an element is. */
  viewAround(element: Element | null): CommentView | undefined {
    const item = element?.closest<HTMLElement>('li[data-id]');
    return item ? this.views.get(item.dataset['id'] ?? '') : undefined;
  }

  /** Lets go of every view; the next thread is drawn from nothing. */
  clear(): void {
    for (const {item} of this.views.values()) item.remove();
    this.views.clear();
    this.#drawn = new WeakMap();
  }

  #drawBranch(view: CommentView, node: ThreadNode, index: number, waits: boolean, slice: Slice): boolean {
    const {context} = slice;
    // Elsewhere nobody sees the place, and one comment more must not draw all the others again.
    const place = context.snapshot.options.variant === 'classic' ? index : 0;
    const now = [node, place, waits, context];
    const before = this.#drawn.get(view);
    if (before && now.every((value, at) => value === before[at])) return true;
    slice.room--;
    view.draw(node, place, waits, context);
    const {replies} = view;
    const isWhole = !replies || this.draw(replies, node.replies, slice, view.shownReplies);
    if (isWhole) this.#drawn.set(view, now);
    else this.#drawn.delete(view);
    return isWhole;
  }
}
