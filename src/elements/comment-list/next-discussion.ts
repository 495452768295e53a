import {allMessages} from '../comment-form/all-messages.js';
import type {CommentView} from './comment-view.js';
import type {ListHost} from './list-host.js';
import {element} from '../../markup/markup.js';
import {create} from '../base/patch.js';

/** The maximum width of a list that has the button, in CSS pixels. */
const MAX_WIDTH = 480;
/** The number of screens of one discussion after which the button is offered. */
const SCREENS = 2;

/** On a phone, after two screens of one discussion: a button to the next one. */
export class NextDiscussion {
  readonly #list: ListHost;
  readonly #button = create(element('button', {class: 'pill', 'data-action': 'next'}));
  readonly #place = create(element('div', {class: 'next', hidden: '', 'data-late': 'end'}));
  #next: CommentView | undefined;
  #frame = 0;

  /** `list` must be connected. */
  constructor(list: ListHost) {
    this.#list = list;
    this.#place.append(this.#button);
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

  /** Moves to the next discussion: focuses its first comment at the top of the window. */
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

  /** The button must not cover the focused element. */
  readonly #hide = (): void => {
    if (this.#list.shadowRoot?.activeElement !== this.#button) this.#place.hidden = true;
  };

  /** The discussion after the one at the top of the window, if that began at least two screens above. */
  #afterLong(): CommentView | undefined {
    const {innerHeight} = window;
    const views = this.#list.tree.roots.flatMap(({comment}) => this.#list.viewOf(comment.id) ?? []);
    // The first that begins within the window, found by binary search, because earlier ones are above it.
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
