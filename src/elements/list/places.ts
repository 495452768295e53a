import type {CommentId} from '../../model/comment.js';
import type {CommentListElement} from '../comment-list.js';
import {timeLabel} from './comment-template.js';

/** Puts the keyboard and the eye on a comment. False when it is not in the list. */
export async function focusComment(list: CommentListElement, id: CommentId): Promise<boolean> {
  await list.drawAll();
  const article = list.itemOf(id)?.querySelector('article');
  article?.focus();
  return !!article;
}

/** Puts the keyboard on whichever of these comments comes first on the page. */
export async function focusFirst(list: CommentListElement, ids: ReadonlySet<CommentId>): Promise<void> {
  await list.drawAll();
  articlesOf(list)
    .find(({dataset}) => ids.has(dataset['commentId'] ?? ''))
    ?.focus();
}

/** Goes from the comment that has the keyboard to the next (1) or the one before (-1). */
export function focusNeighbour(list: CommentListElement, step: 1 | -1): void {
  const articles = articlesOf(list);
  const current = list.shadowRoot?.activeElement?.closest('li')?.querySelector('article');
  articles[current ? articles.indexOf(current) + step : 0]?.focus();
}

/** Tells the dates again, which are distances from now. */
export function renewTimes(list: CommentListElement, locale: string): void {
  for (const time of list.renderRoot.querySelectorAll('time')) {
    const label = timeLabel(time.dateTime, locale);
    if (time.textContent !== label) time.textContent = label;
  }
}

function articlesOf(list: CommentListElement): HTMLElement[] {
  return [...list.renderRoot.querySelectorAll('article')];
}
