import {documentProperty} from '../../../model/document-property.js';
import type {CommentListElement} from '../../comment-list/comment-list.js';
import type {ThreadInternals} from '../thread-internals.js';

/** The longest time for which a window without focus counts as one in which the reader searches. */
const LONGEST_SEARCH_MS = 30_000;

/**
 * Waits until the reader will not notice that a thread takes the place of the comments that stand in it as HTML: not while text
 * is selected, an input method is at work, or the browser searches the page. Once the thread is ready, it goes on where the
 * reader is.
 */
export async function prepareTakeOver(host: ThreadInternals, article: Element): Promise<void> {
  await untilIdle(article);
  const root = article.shadowRoot ?? article;
  const heights = heightsIn(root);
  host.addEventListener('parley-ready', () => void takeOver(host, root, heights), {once: true});
}

async function untilIdle(article: Element): Promise<void> {
  let isComposing = false;
  const noteComposition = ({type}: Event): void => {
    isComposing = type === 'compositionstart';
  };
  for (const name of ['compositionstart', 'compositionend']) article.addEventListener(name, noteComposition);
  const begun = performance.now();
  const isSearching = (): boolean =>
    !Document.prototype.hasFocus.call(document) &&
    !article.matches(':hover') &&
    performance.now() - begun < LONGEST_SEARCH_MS;
  while (isComposing || hasSelection(article) || isSearching()) await nextSign();
}

/** The next moment in which the reader may have turned to something else. */
function nextSign(): Promise<void> {
  return new Promise((resolve) => {
    const stop = new AbortController();
    const end = (): void => {
      stop.abort();
      resolve();
    };
    for (const name of ['selectionchange', 'compositionend', 'pointerover'])
      document.addEventListener(name, end, {signal: stop.signal, capture: true});
    window.addEventListener('focus', end, {signal: stop.signal});
    setTimeout(end, 1_000);
  });
}

function hasSelection(article: Element): boolean {
  const selection = window.getSelection();
  return !!selection && !selection.isCollapsed && selection.containsNode(article, true);
}

/** The height of each comment's content by its id; that of one which was never near is the style sheet's guess. */
function heightsIn(root: Element | ShadowRoot): ReadonlyMap<string, number> {
  const articles = [...root.querySelectorAll<HTMLElement>('[data-comment-id]')];
  return new Map(articles.map((article) => [article.dataset['commentId'] ?? '', contentHeight(article)]));
}

function contentHeight(article: HTMLElement): number {
  const {paddingTop, paddingBottom, borderTopWidth, borderBottomWidth} = getComputedStyle(article);
  return [paddingTop, paddingBottom, borderTopWidth, borderBottomWidth].reduce(
    (height, edge) => height - parseFloat(edge),
    article.getBoundingClientRect().height,
  );
}

/**
 * Goes on where the reader is in the comments of the article, which are still there, but no longer shown. In the task in which
 * the thread was rendered, so before the next frame.
 */
async function takeOver(
  host: ThreadInternals,
  root: Element | ShadowRoot,
  heights: ReadonlyMap<string, number>,
): Promise<void> {
  const {list} = host;
  const active = root instanceof ShadowRoot ? root.activeElement : documentProperty('activeElement');
  const focused = active && root.contains(active) ? active : null;
  if (!list) return;
  await list.updateComplete;
  // All at once: what was on screen must not be gone for a frame.
  while (!list.draw());
  // The browser remembers no heights of elements that it has not drawn.
  for (const [id, height] of heights)
    list.viewOf(id)?.article.style.setProperty('contain-intrinsic-block-size', `auto ${String(height)}px`);
  continueTyping(host, root, focused);
  if (focused) counterpartOf(focused, list)?.focus({preventScroll: true});
}

/** The element of a comment that is what `element` is in the comments of the article. */
function counterpartOf(element: Element, list: CommentListElement): HTMLElement | null | undefined {
  const comment = element.closest<HTMLElement>('[data-comment-id]');
  const article = list.viewOf(comment?.dataset['commentId'])?.article;
  if (element === comment) return article;
  const action = element.getAttribute('data-action');
  const href = element.getAttribute('href') ?? '';
  return article?.querySelector<HTMLElement>(
    action === null ? `a[href="${CSS.escape(href)}"]` : `[data-action="${action}"]`,
  );
}

function continueTyping(
  {renderRoot}: ThreadInternals,
  root: Element | ShadowRoot,
  focused: Element | null,
): void {
  const before = root.querySelector<HTMLTextAreaElement>('.line > textarea');
  const line = renderRoot.querySelector<HTMLTextAreaElement>('#line');
  if (!before || !line) return;
  if (before.value) line.value = before.value;
  if (before !== focused) return;
  line.setSelectionRange(before.selectionStart, before.selectionEnd);
  line.focus({preventScroll: true});
}
