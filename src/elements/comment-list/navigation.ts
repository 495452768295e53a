import type {CommentId} from '../../model/comment.js';
import type {CommentListElement} from './comment-list.js';
import {yieldToPage} from '../../model/yield-to-page.js';
import {timeLabel} from './comment-template.js';

/** Roots that are drawn more of a list that is too long to be drawn at once. */
const MORE_ROOTS = 5_000;

/**
 * Draws these comments, wherever they wait, and what comes before them; without any, all that does not wait. In slices:
 * the page can answer in between.
 */
export async function drawAll(list: CommentListElement, ids: Iterable<CommentId> = []): Promise<void> {
  await list.updateComplete;
  const wanted = [...ids].filter((id) => list.tree.nodes.has(id));
  const isDone = (): boolean => wanted.length > 0 && wanted.every((id) => list.itemOf(id));
  while (!isDone() && !list.draw()) await yieldToPage();
  if (wanted.length === 0 || isDone()) return;
  list.mostRoots = Infinity;
  for (const id of wanted) unfoldAbove(list, id);
  while (!isDone() && !list.draw()) await yieldToPage();
}

function unfoldAbove(list: CommentListElement, id: CommentId): void {
  const comments = list.snapshot?.state.comments;
  const path = new Set<CommentId>();
  for (let above = comments?.get(id)?.parentId; above != null && !path.has(above);) {
    path.add(above);
    list.unfolded.add(above);
    const item = list.itemOf(above);
    if (item) list.branches.drawn.delete(item);
    above = comments?.get(above)?.parentId;
  }
}

/** Draws more roots of a list that is too long to be drawn at once, and puts the keyboard on the first of them. */
export async function drawMore(list: CommentListElement): Promise<void> {
  const first = list.tree.roots[list.mostRoots];
  list.mostRoots += MORE_ROOTS;
  list.requestUpdate();
  if (first) await focusComment(list, first.comment.id);
}

/** Puts the keyboard and the eye on a comment. False when it is not in the list. */
export async function focusComment(list: CommentListElement, id: CommentId): Promise<boolean> {
  await drawAll(list, [id]);
  const article = list.itemOf(id)?.querySelector('article');
  if (!article) return false;
  await reveal(list, article);
  article.focus();
  return true;
}

/** Puts the keyboard on whichever of these comments comes first on the page. */
export async function focusFirst(list: CommentListElement, ids: ReadonlySet<CommentId>): Promise<void> {
  await drawAll(list, ids);
  const first = articlesOf(list).find(({dataset}) => ids.has(dataset['commentId'] ?? ''));
  if (!first) return;
  await reveal(list, first);
  first.focus();
}

/** The comment that shows on the page before this one; `null` for the first. */
export function idBefore(list: CommentListElement, id: CommentId): CommentId | null {
  const ids = articlesOf(list)
    .filter((article) => !article.closest('[hidden]'))
    .map(({dataset}) => dataset['commentId'] ?? '');
  return ids[ids.indexOf(id) - 1] ?? null;
}

/** Shows comments wherever they wait or are folded away. */
export async function revealAll(list: CommentListElement, ids: Iterable<CommentId>): Promise<void> {
  const wanted = [...ids];
  await drawAll(list, wanted);
  const items = wanted.flatMap((id) => list.itemOf(id) ?? []);
  await reveal(list, ...items);
}

/** Shows all replies to a comment; gives those that had waited, and the replies to them that show with them. */
export async function revealReplies(list: CommentListElement, id: CommentId): Promise<HTMLElement[]> {
  await drawAll(list, [id]);
  const item = list.itemOf(id);
  const first = item?.querySelector<HTMLElement>(':scope > ol > [hidden]');
  if (!item || !first) return [];
  const shown = new Set(item.querySelectorAll(':scope > ol > :not([hidden])'));
  await reveal(list, first);
  // What waits in a long list is drawn only now.
  await drawAll(list);
  return [...item.querySelectorAll<HTMLElement>(':scope > ol > li')]
    .filter((reply) => !shown.has(reply))
    .flatMap((item) => [...item.querySelectorAll('article')])
    .filter((article) => !article.closest('[hidden]'));
}

/**
 * Goes from the comment that has the keyboard to the next (1) or the one before (-1): past what the reader has folded,
 * and into what only waits.
 */
export async function focusNeighbour(list: CommentListElement, step: 1 | -1): Promise<void> {
  const articles = articlesOf(list).filter((article) => !article.closest('ol[hidden]'));
  const current = list.shadowRoot?.activeElement?.closest('li')?.querySelector('article');
  const article = articles[current ? articles.indexOf(current) + step : 0];
  // At once where it shows: the next press goes on from there.
  if (article?.closest('[hidden]')) await reveal(list, article);
  article?.focus();
}

/** What the browser is about to show because it was found on the page, shows with all that is around it. */
export function followFinds(list: CommentListElement): void {
  list.renderRoot.addEventListener('beforematch', ({target}) => void reveal(list, target as Element));
}

/** Tells the dates again, which are distances from now. */
export function renewTimes(list: CommentListElement, locale: string): void {
  const now = list.snapshot?.now() ?? Date.now();
  for (const time of list.renderRoot.querySelectorAll('time')) {
    const label = timeLabel(time.dateTime, now, locale);
    if (time.textContent !== label) time.textContent = label;
  }
}

function articlesOf(list: CommentListElement): HTMLElement[] {
  return [...list.renderRoot.querySelectorAll('article')];
}

/** Folds or unfolds the replies to a comment, by its item; the browser still finds what is folded. */
export function foldReplies(item: Element | null, folded: boolean): void {
  const replies = item?.querySelector<HTMLElement>(':scope > ol');
  const button = item?.querySelector(':scope > article .branch');
  if (!replies) return;
  // An engine that finds nothing in what is hidden takes any value for `true`.
  replies.hidden = folded && 'until-found';
  if (button) button.ariaExpanded = String(!folded);
}

/** Shows whatever these are folded away in, and what they wait with. */
export async function reveal(list: CommentListElement, ...places: readonly Element[]): Promise<void> {
  for (const place of places) {
    let away = place.closest('[hidden]');
    while (away) {
      // A list is its comment's, and so is an item of that list.
      const item: HTMLElement | null | undefined = away.parentElement?.closest('li');
      if (away.localName === 'ol') foldReplies(item ?? null, false);
      else if (item) list.unfolded.add(item.dataset['id'] ?? '');
      for (let up = item; up; up = up.parentElement?.closest('li')) list.branches.drawn.delete(up);
      away = away.parentElement?.closest('[hidden]') ?? null;
    }
  }
  list.requestUpdate();
  await list.updateComplete;
}
