import type {CommentView} from './comment-view.js';

/** How far from the middle of a thread line a press still means it, in CSS pixels: the line can be hit over 12 of them. */
const REACH = 6;

/**
 * A press on a thread line folds the replies that it holds together: a short cut for pointers to what the fold control does.
 * `target` is what was pressed, `x` where, from the left of the window.
 */
export function foldAtLine(view: CommentView, target: Element, x: number): void {
  if (target !== view.replies) return;
  const {left, right} = target.getBoundingClientRect();
  const {direction, borderInlineStartWidth} = getComputedStyle(target);
  const half = parseFloat(borderInlineStartWidth) / 2;
  const line = direction === 'rtl' ? right - half : left + half;
  if (half > 0 && Math.abs(x - line) <= REACH) fold(view);
}

/** Folds a branch by the control at its end, which goes with it: the focus goes to the control of the comment itself. */
export function foldFromEnd(view: CommentView): void {
  fold(view);
  view.action('fold')?.focus();
}

/** Whoever folded a branch far below its beginning finds that again. */
function fold(view: CommentView): void {
  view.set({repliesFolded: true});
  view.article.scrollIntoView({block: 'nearest'});
}
