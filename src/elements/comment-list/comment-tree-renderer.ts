import type {CommentId} from '../../model/comment.js';
import type {ThreadNode} from '../../model/tree.js';
import {CommentView, type DrawContext} from './comment-view.js';

/** One slice of rendering. */
export interface Slice {
  readonly context: DrawContext;
  /** Whether this is the first frame, in which hidden replies are not rendered, so that visible ones come first. */
  readonly isFirstFrame: boolean;
  /** The number of comments that have been rendered in this slice. */
  drawn: number;
  /** Whether the others have to wait for the next slice. */
  isOver(drawn: number): boolean;
}

/**
 * The number of hidden replies per list that the browser's find-in-page can find. The others are rendered when the
 * reader requests them: hidden comments still cost time with every style change.
 */
const MAX_WAITING = 100;

/**
 * Keeps the items of a list in the order of the comment tree, each with its view. A view exists as long as its comment,
 * also when it moves, and is updated only if what it shows has changed: with thousands of comments updates cost more
 * than the first rendering.
 */
export class CommentTreeRenderer {
  /** All views. */
  readonly views = new Map<CommentId, CommentView>();
  /** The input of each completely rendered branch. */
  #drawn = new WeakMap<CommentView, readonly unknown[]>();

  /**
   * Renders what is missing of these branches into `list`, in reading order, within the limit of the slice. Returns
   * whether everything is rendered. All nodes after the first `shown` ones are hidden, but can be found by the browser.
   */
  draw(list: Element, nodes: readonly ThreadNode[], slice: Slice, shown = Infinity): boolean {
    const {context, isFirstFrame} = slice;
    let isWhole = true;
    let place = 0;
    let following = list.firstElementChild;
    for (const node of nodes) {
      const waits = place >= shown;
      if (place >= shown + MAX_WAITING) break;
      if (slice.isOver(slice.drawn) || (waits && isFirstFrame)) {
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
      const other = following;
      const id = other.getAttribute('data-id') ?? '';
      following = other.nextElementSibling;
      // It may be part of a later slice.
      if (context.snapshot.state.comments.has(id)) continue;
      other.remove();
      this.views.delete(id);
    }
    return isWhole;
  }

  /** Marks a branch and its ancestors for rendering in the next slice. */
  invalidate(view: CommentView): void {
    for (let up: CommentView | undefined = view; up; up = this.viewAround(up.item.parentElement))
      this.#drawn.delete(up);
  }

  /** The view of the comment in whose item an element is. */
  viewAround(element: Element | null): CommentView | undefined {
    const item = element?.closest<HTMLElement>('li[data-id]');
    return item ? this.views.get(item.dataset['id'] ?? '') : undefined;
  }

  /** Drops every view, for another thread. */
  clear(): void {
    for (const {item} of this.views.values()) item.remove();
    this.views.clear();
    this.#drawn = new WeakMap();
  }

  #drawBranch(view: CommentView, node: ThreadNode, index: number, waits: boolean, slice: Slice): boolean {
    const {context} = slice;
    // Positions are shown only there; elsewhere a new comment must not update all the others.
    const place = context.snapshot.options.variant === 'classic' ? index : 0;
    const now = [node, place, waits, context];
    const before = this.#drawn.get(view);
    if (before && now.every((value, at) => value === before[at])) return true;
    slice.drawn++;
    view.draw(node, place, waits, context);
    const {replies} = view;
    const isWhole = !replies || this.draw(replies, node.replies, slice, view.shownReplies);
    if (isWhole) this.#drawn.set(view, now);
    else this.#drawn.delete(view);
    return isWhole;
  }
}
