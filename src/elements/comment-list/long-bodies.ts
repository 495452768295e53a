import {html, nothing, render} from 'lit';
import {displayName} from '../../content/name.js';
import type {Messages} from '../../locale/en.js';
import {allMessages} from '../form/all-messages.js';
import type {CommentListElement} from './comment-list.js';

/** Lines of a letter that are shown; as the style sheet of the list has it. */
const LINES = 12;
/** Scripts whose letters reach out of their lines make a box a little fuller than it is. */
const SLACK_PX = 6;

/**
 * Puts a button where letters are longer than their boxes, and takes it away where they have come to fit. It stands on
 * the last lines shown, so that nothing moves by it. All are measured before any is drawn.
 */
export function foldLongBodies(list: CommentListElement, articles: Iterable<Element>): void {
  // While the page hides the thread there is nothing to measure, and what the reader has unfolded stays so.
  if (list.clientWidth === 0) return;
  const messages = allMessages(list.snapshot?.messages);
  const measured = [...articles].map((article) => {
    const body = bodyOf(article);
    return {article, body, isLong: !!body?.matches('.long') && overflows(body)};
  });
  for (const {article, body, isLong} of measured) {
    // Nothing is written where nothing has changed: this runs whenever a list has been drawn.
    if (body && body.matches('.cut') !== isLong) body.classList.toggle('cut', isLong);
    if (!isLong && body?.matches('.open')) body.classList.remove('open');
    drawButton(list, article, isLong, messages);
  }
}

/** Shows all of a letter or its beginning alone; the keyboard stays on the button, and nothing above it moves. */
export function unfoldBody(list: CommentListElement, article: Element, isOpen: boolean): void {
  bodyOf(article)?.classList.toggle('open', isOpen);
  drawButton(list, article, true, allMessages(list.snapshot?.messages));
  // Whoever has read to the end of a letter finds its beginning again, if it was out of sight.
  if (!isOpen) article.querySelector(':scope > .byline')?.scrollIntoView({block: 'nearest'});
}

/** What the browser scrolls to within a letter, found on the page or reached by the keyboard, is shown with all of it. */
export function followScrolling(list: CommentListElement): void {
  const open = ({target}: Event): void => {
    const body = target as Element;
    const article = body.closest('article');
    const {scrollTop} = body;
    if (scrollTop === 0 || !article || !body.matches('.cut:not(.open)')) return;
    unfoldBody(list, article, true);
    // It stays where the browser has put it.
    window.scrollBy({top: scrollTop, behavior: 'instant'});
  };
  list.renderRoot.addEventListener('scroll', open, {capture: true, passive: true});
}

function bodyOf(article: Element): Element | null {
  return article.querySelector(':scope > .body');
}

function overflows(body: Element): boolean {
  const {lineHeight, fontSize} = getComputedStyle(body);
  // `normal` is no number; most fonts have about this.
  const line = parseFloat(lineHeight) || 1.2 * parseFloat(fontSize);
  const room = body.matches('.open') ? LINES * line : body.clientHeight;
  return body.scrollHeight > room + SLACK_PX;
}

function drawButton(list: CommentListElement, article: Element, isLong: boolean, words: Messages): void {
  const body = bodyOf(article);
  let place = article.querySelector<HTMLElement>(':scope > .unfold');
  if (!place && isLong && body) {
    place = document.createElement('div');
    place.className = 'unfold';
    body.after(place);
  }
  if (!place) return;
  const id = article.closest('li')?.dataset['id'] ?? '';
  const name = displayName(list.snapshot?.state.comments.get(id)?.author.name ?? '') || words.anonymous;
  const isOpen = !!body?.matches('.open');
  render(
    isLong
      ? html`<button
          part="action"
          class="plain"
          data-deed="read"
          aria-expanded=${isOpen}
          aria-label=${isOpen ? words.readLessBy(name) : words.readMoreBy(name)}
          .textContent=${isOpen ? words.readLess : words.readMore}
        ></button>`
      : nothing,
    place,
  );
}
