import {allMessages} from '../comment-form/all-messages.js';
import type {CommentView} from './comment-view.js';
import type {ListHost} from './list-host.js';
import {makeElement} from './nodes.js';

/** A wider list has room to see where a discussion ends, in CSS pixels. */
const MAX_WIDTH = 480;
/** So many screens of one discussion are read before a way out of it is offered. */
const SCREENS = 2;

/** On a phone, after two screens of one discussion: a button that leads to the next one. */
export class NextDiscussion {
  readonly #list: ListHost;
  readonly #button = makeElement('button', {class: 'pill', 'data-action': 'next'});
  readonly #place = makeElement('div', {class: 'next', hidden: ''}, this.#button);
  #next: CommentView | undefined;
  #frame = 0;

  /** `list` is on the page. */
  constructor(list: ListHost) {
    this.#list = list;
    list.renderRoot.querySelector('.base')?.append(this.#place);
    window.addEventListener('scroll', this.#lookSoon, {passive: true});
    list.addEventListener('focusin', this.#hide);
  }

  disconnect(): void {
    window.removeEventListener('scroll', this.#lookSoon);
    this.#list.removeEventListener('focusin', this.#hide);
    cancelAnimationFrame(this.#frame);
    this.#place.remove();
  }

  /** Goes to the next discussion: its first comment gets the focus at the top of the window. */
  go(): void {
    const article = this.#next?.article;
    article?.focus({preventScroll: true});
    article?.scrollIntoView({block: 'start'});
    this.#place.hidden = true;
  }

  readonly #lookSoon = (): void => {
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(this.#look);
  };

  readonly #look = (): void => {
    const {snapshot, clientWidth} = this.#list;
    this.#next = clientWidth > 0 && clientWidth <= MAX_WIDTH ? this.#afterLong() : undefined;
    this.#place.hidden = !this.#next;
    if (this.#next && snapshot) this.#button.textContent = allMessages(snapshot.messages).nextDiscussion;
  };

  /** Nothing may lie over what the keyboard has reached. */
  readonly #hide = (): void => {
    if (this.#list.shadowRoot?.activeElement !== this.#button) this.#place.hidden = true;
  };

  /** The discussion after the one at the top of the window, if that began two screens above. */
  #afterLong(): CommentView | undefined {
    const {innerHeight} = window;
    const views = this.#list.tree.roots.flatMap(({comment}) => this.#list.viewOf(comment.id) ?? []);
    // The first that begins within the window; those before it are above, so half of what is left can be put aside at once.
    let [low, high] = [0, views.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((views[middle]?.item.getBoundingClientRect().top ?? 0) < innerHeight / 2) low = middle + 1;
      else high = middle;
    }
    const current = views[low - 1]?.item.getBoundingClientRect();
    return current && current.top < -SCREENS * innerHeight && current.bottom > innerHeight
      ? views[low]
      : undefined;
  }
}
