import type {CommentId} from '../../model/comment.js';
import {hashTarget} from '../../model/opening.js';
import {yieldToPage} from '../../model/yield-to-page.js';
import type {CommentView} from './comment-view.js';
import type {ListHost} from './list-host.js';
import {mark} from './marks.js';

/** The number of additional top-level comments rendered of a long list. */
const MORE_ROOTS = 5_000;

/**
 * Renders these comments and all before them; without any, everything that is not behind a button. In slices, so that
 * the page stays responsive.
 */
export async function drawAll(list: ListHost, ids: Iterable<CommentId> = []): Promise<void> {
  await list.updateComplete;
  const wanted = [...ids].filter((id) => list.tree.nodes.has(id));
  const isDone = (): boolean => wanted.length > 0 && wanted.every((id) => list.viewOf(id));
  while (!isDone() && !list.draw()) await yieldToPage();
  if (wanted.length === 0 || isDone()) return;
  list.mostRoots = Infinity;
  for (const id of wanted) showAllAbove(list, id);
  while (!isDone() && !list.draw()) await yieldToPage();
}

function showAllAbove(list: ListHost, id: CommentId): void {
  const comments = list.snapshot?.state.comments;
  const path = new Set<CommentId>();
  for (let above = comments?.get(id)?.parentId; above != null && !path.has(above);) {
    path.add(above);
    const view = list.viewOf(above);
    if (!list.ui.get(above)?.allReplies) {
      if (view) view.set({allReplies: true});
      else list.ui.set(above, {...list.ui.get(above), allReplies: true});
    }
    if (view) list.renderer.invalidate(view);
    above = comments?.get(above)?.parentId;
  }
}

/** Renders more top-level comments of a long list, and focuses the first new one. */
export async function drawMore(list: ListHost): Promise<void> {
  const first = list.tree.roots[list.mostRoots];
  list.mostRoots += MORE_ROOTS;
  list.requestUpdate();
  if (first) await focusComment(list, first.comment.id);
}

/** Shows and focuses a comment wherever it is. False if it is not in the list. */
export async function focusComment(list: ListHost, id: CommentId): Promise<boolean> {
  await drawAll(list, [id]);
  const view = list.viewOf(id);
  if (!view) return false;
  if (hashTarget(location.hash) === id) mark(list, id, 'linked');
  await reveal(list, view);
  view.article.focus();
  return true;
}

/** Focuses the first of these comments in page order. */
export async function focusFirst(list: ListHost, ids: ReadonlySet<CommentId>): Promise<void> {
  await drawAll(list, ids);
  const first = viewsInOrder(list).find(({node}) => ids.has(node.comment.id));
  if (!first) return;
  await reveal(list, first);
  first.article.focus();
}

/** The visible comment before this one; `null` for the first. */
export function idBefore(list: ListHost, id: CommentId): CommentId | null {
  const ids = viewsInOrder(list)
    .filter(({article}) => !article.closest('[hidden]'))
    .map(({node}) => node.comment.id);
  return ids[ids.indexOf(id) - 1] ?? null;
}

/** Shows hidden or folded comments. */
export async function revealAll(list: ListHost, ids: Iterable<CommentId>): Promise<void> {
  const wanted = [...ids];
  await drawAll(list, wanted);
  for (const id of wanted) unfoldTo(list, list.viewOf(id));
  await drawn(list);
}

/** Shows all replies to a comment; returns those that were hidden, with their visible replies. */
export async function revealReplies(list: ListHost, id: CommentId): Promise<HTMLElement[]> {
  await drawAll(list, [id]);
  const view = list.viewOf(id);
  const items = (): HTMLElement[] => [...(view?.replies?.children ?? [])] as HTMLElement[];
  if (!view || !items().some((item) => item.hasAttribute('hidden'))) return [];
  const shown = new Set(items().filter((item) => !item.hasAttribute('hidden')));
  view.set({allReplies: true});
  list.renderer.invalidate(view);
  await drawn(list);
  // The rest of a long list is rendered only now.
  await drawAll(list);
  return items()
    .filter((reply) => !shown.has(reply))
    .flatMap((item) => [...item.querySelectorAll('article')])
    .filter((article) => !article.closest('[hidden]'));
}

/**
 * Moves focus from the focused comment to the next (1) or previous (-1) one: skips folded comments, and shows hidden
 * ones.
 */
export async function focusNeighbour(list: ListHost, step: 1 | -1): Promise<void> {
  const views = viewsInOrder(list).filter(({article}) => !article.closest('ol[hidden]'));
  const current = list.renderer.viewAround(list.shadowRoot?.activeElement ?? null);
  const view = views[current ? views.indexOf(current) + step : 0];
  // Synchronously if it is visible: the next key press starts from there.
  if (view?.article.closest('[hidden]')) await reveal(list, view);
  view?.article.focus();
}

/** Shows a comment by unfolding and showing its ancestors; with `andReplies` also its replies. */
export async function reveal(list: ListHost, view: CommentView, andReplies = false): Promise<void> {
  if (andReplies && view.ui.repliesFolded) view.set({repliesFolded: false});
  if (unfoldTo(list, view) || andReplies) await drawn(list);
}

/** Returns whether something must be rendered. */
function unfoldTo(list: ListHost, view: CommentView | undefined): boolean {
  let isOther = false;
  for (let at = view; at;) {
    const above = list.renderer.viewAround(at.item.parentElement);
    if (above) {
      // By position, not by the hidden attribute: the browser removes that before this runs.
      const waits = above.node.replies.indexOf(at.node) >= above.shownReplies;
      if (waits || above.ui.repliesFolded) {
        isOther = true;
        above.set({repliesFolded: false, ...(waits && {allReplies: true})});
        list.renderer.invalidate(above);
      }
    }
    at = above;
  }
  return isOther;
}

async function drawn(list: ListHost): Promise<void> {
  list.requestUpdate();
  await list.updateComplete;
}

function viewsInOrder(list: ListHost): CommentView[] {
  return [...list.renderRoot.querySelectorAll('article')].flatMap(
    (article) => list.viewOf(article.dataset['commentId']) ?? [],
  );
}
