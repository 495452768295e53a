import type {CommentView} from './comment-view.js';

/** The tolerance around a thread line, in CSS pixels: it can be pressed over a width of 12. */
const REACH = 6;

/**
 * Folds the replies of a thread line that was pressed: a shortcut for pointer users for the fold control. `target` is
 * the pressed element, `x` the horizontal position in the window.
 */
export function foldAtLine(view: CommentView, target: Element, x: number): void {
  if (target !== view.replies) return;
  const {left, right} = target.getBoundingClientRect();
  const {direction, borderInlineStartWidth} = getComputedStyle(target);
  const half = parseFloat(borderInlineStartWidth) / 2;
  const line = direction === 'rtl' ? right - half : left + half;
  if (half > 0 && Math.abs(x - line) <= REACH) fold(view);
}

/** Folds a branch by the control at its end. That control disappears, so focus moves to the comment's own control. */
export function foldFromEnd(view: CommentView): void {
  fold(view);
  view.action('fold')?.focus();
}

/** Scrolls to the beginning of a branch that was folded far below it. */
function fold(view: CommentView): void {
  view.set({repliesFolded: true});
  view.article.scrollIntoView({block: 'nearest'});
}
