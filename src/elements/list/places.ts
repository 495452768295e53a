import type {CommentId} from '../../model/comment.js';
import type {CommentListElement} from '../comment-list.js';
import {timeLabel} from './comment-template.js';

/** Puts the keyboard and the eye on a comment. False when it is not in the list. */
export async function focusComment(list: CommentListElement, id: CommentId): Promise<boolean> {
  await list.drawAll();
  const article = list.itemOf(id)?.querySelector('article');
  unfoldTo(article);
  article?.focus();
  return !!article;
}

/** Puts the keyboard on whichever of these comments comes first on the page. */
export async function focusFirst(list: CommentListElement, ids: ReadonlySet<CommentId>): Promise<void> {
  await list.drawAll();
  const first = articlesOf(list).find(({dataset}) => ids.has(dataset['commentId'] ?? ''));
  unfoldTo(first);
  first?.focus();
}

/** The comment that stands on the page before this one; `null` for the first. */
export function idBefore(list: CommentListElement, id: CommentId): CommentId | null {
  const ids = articlesOf(list).map(({dataset}) => dataset['commentId'] ?? '');
  return ids[ids.indexOf(id) - 1] ?? null;
}

/** Goes from the comment that has the keyboard to the next (1) or the one before (-1). */
export function focusNeighbour(list: CommentListElement, step: 1 | -1): void {
  const articles = articlesOf(list).filter((article) => !article.closest('ol[hidden]'));
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

/** Folds or unfolds the replies that a comment's button is for; the keyboard stays on it. */
export function foldReplies(button: Element, folded: boolean): void {
  const replies = button.closest('li')?.querySelector<HTMLElement>(':scope > ol');
  if (!replies) return;
  replies.hidden = folded;
  button.ariaExpanded = String(!folded);
}

/** Unfolds whatever a comment is folded away in. */
function unfoldTo(article: Element | null | undefined): void {
  for (let list = article?.closest('ol[hidden]'); list; list = list.parentElement?.closest('ol[hidden]')) {
    const button = list.parentElement?.querySelector(':scope > article .branch');
    if (button) foldReplies(button, false);
  }
}
