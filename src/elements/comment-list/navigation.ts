import type {CommentId} from '../../model/comment.js';
import {hashTarget} from '../../model/opening.js';
import {yieldToPage} from '../../model/yield-to-page.js';
import type {CommentView} from './comment-view.js';
import type {ListHost} from './list-host.js';
import {mark} from './marks.js';

/** Roots that are drawn more of a list that is too long to be drawn at once. */
const MORE_ROOTS = 5_000;

/**
 * Draws these comments, wherever they wait, and what comes before them; without any, all that does not wait. In slices:
 * the page can answer in between.
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

/** Draws more roots of a list that is too long to be drawn at once, and focuses the first of them. */
export async function drawMore(list: ListHost): Promise<void> {
  const first = list.tree.roots[list.mostRoots];
  list.mostRoots += MORE_ROOTS;
  list.requestUpdate();
  if (first) await focusComment(list, first.comment.id);
}

/** Shows a comment wherever it is, and focuses it. False when it is not in the list. */
export async function focusComment(list: ListHost, id: CommentId): Promise<boolean> {
  await drawAll(list, [id]);
  const view = list.viewOf(id);
  if (!view) return false;
  if (hashTarget(location.hash) === id) mark(list, id, 'linked');
  await reveal(list, view);
  view.article.focus();
  return true;
}

/** Focuses whichever of these comments comes first on the page. */
export async function focusFirst(list: ListHost, ids: ReadonlySet<CommentId>): Promise<void> {
  await drawAll(list, ids);
  const first = viewsInOrder(list).find(({node}) => ids.has(node.comment.id));
  if (!first) return;
  await reveal(list, first);
  first.article.focus();
}

/** The comment that shows on the page before this one; `null` for the first. */
export function idBefore(list: ListHost, id: CommentId): CommentId | null {
  const ids = viewsInOrder(list)
    .filter(({article}) => !article.closest('[hidden]'))
    .map(({node}) => node.comment.id);
  return ids[ids.indexOf(id) - 1] ?? null;
}

/** Shows comments wherever they wait or are folded away. */
export async function revealAll(list: ListHost, ids: Iterable<CommentId>): Promise<void> {
  const wanted = [...ids];
  await drawAll(list, wanted);
  for (const id of wanted) unfoldTo(list, list.viewOf(id));
  await drawn(list);
}

/** Shows all replies to a comment; gives those that had waited, and the replies to them that show with them. */
export async function revealReplies(list: ListHost, id: CommentId): Promise<HTMLElement[]> {
  await drawAll(list, [id]);
  const view = list.viewOf(id);
  const items = (): HTMLElement[] => [...(view?.replies?.children ?? [])] as HTMLElement[];
  if (!view || !items().some((item) => item.hasAttribute('hidden'))) return [];
  const shown = new Set(items().filter((item) => !item.hasAttribute('hidden')));
  view.set({allReplies: true});
  list.renderer.invalidate(view);
  await drawn(list);
  // What waits in a long list is drawn only now.
  await drawAll(list);
  return items()
    .filter((reply) => !shown.has(reply))
    .flatMap((item) => [...item.querySelectorAll('article')])
    .filter((article) => !article.closest('[hidden]'));
}

/**
 * Goes from the comment that has the focus to the next (1) or the one before (-1): past what the reader has folded,
 * and into what only waits.
 */
export async function focusNeighbour(list: ListHost, step: 1 | -1): Promise<void> {
  const views = viewsInOrder(list).filter(({article}) => !article.closest('ol[hidden]'));
  const current = list.renderer.viewAround(list.shadowRoot?.activeElement ?? null);
  const view = views[current ? views.indexOf(current) + step : 0];
  // At once where it shows: the next press goes on from there.
  if (view?.article.closest('[hidden]')) await reveal(list, view);
  view?.article.focus();
}

/** Shows a comment with all that it is folded away in and waits with; with `andReplies` also the replies to it. */
export async function reveal(list: ListHost, view: CommentView, andReplies = false): Promise<void> {
  if (andReplies && view.ui.repliesFolded) view.set({repliesFolded: false});
  if (unfoldTo(list, view) || andReplies) await drawn(list);
}

/** Gives whether there is something to draw. */
function unfoldTo(list: ListHost, view: CommentView | undefined): boolean {
  let isOther = false;
  for (let at = view; at;) {
    const above = list.renderer.viewAround(at.item.parentElement);
    if (above) {
      // By its place, not by what is hidden: the browser shows what it has found before this runs.
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
