import {html, nothing, render} from 'lit';
import type {CommentView} from '../comment-view.js';
import type {MenuItem} from './menu-items.js';

/** Pause after which typing in a menu begins a new word, in milliseconds. */
const TYPING_PAUSE_MS = 500;

/**
 * The one menu of a list, shown at the button of the comment that it is opened for: a native popover where the browser has
 * them, placed by CSS anchor positioning or else by one measurement. Keyboard and roles are those of the menu button pattern
 * (ARIA Authoring Practices): arrows, Home, End, typing; Esc, Tab, an item and a press elsewhere close it, and the focus goes
 * back to the button.
 */
export class CommentMenu {
  readonly #menu = document.createElement('div');
  readonly #choose: (view: CommentView, action: MenuItem['action']) => void;
  #view: CommentView | undefined;
  #button: HTMLElement | undefined;
  #typed = '';
  #typedAt = -Infinity;

  /** `place` is where it stands in the tree; `choose` is called when an item is chosen, after it was closed. */
  constructor(place: Element, choose: (view: CommentView, action: MenuItem['action']) => void) {
    this.#choose = choose;
    const menu = this.#menu;
    menu.className = 'menu';
    menu.setAttribute('part', 'menu');
    menu.setAttribute('role', 'menu');
    menu.setAttribute('popover', 'manual');
    menu.addEventListener('keydown', this.#handleKey);
    menu.addEventListener('click', this.#press);
    menu.addEventListener('focusout', this.#followFocus);
    menu.addEventListener('pointermove', this.#point);
    place.append(menu);
  }

  /** The view that it is open for. */
  get openFor(): CommentView | undefined {
    return this.#view;
  }

  /** Opens it at a comment's button, focused on its first item; closes it where it is open there. */
  toggle(view: CommentView, button: HTMLElement, label: string, items: readonly MenuItem[]): void {
    const wasOpen = this.#view === view;
    this.close();
    if (wasOpen || items.length === 0) return;
    const menu = this.#menu;
    this.#view = view;
    this.#button = button;
    menu.setAttribute('aria-label', label);
    this.#render(items);
    button.ariaExpanded = 'true';
    menu.classList.add('shown');
    // Without popovers it stands above what follows by its style alone.
    (menu as Partial<HTMLElement>).showPopover?.();
    this.#place(button);
    window.addEventListener('pointerdown', this.#pressElsewhere, {capture: true});
    this.#focus(0);
  }

  /** Shows these items from now on; the focus stays on the same action, or else in the same place. Closes it where there are none. */
  update(items: readonly MenuItem[]): void {
    if (items.length === 0) {
      this.close();
      return;
    }
    const before = this.#items.findIndex((item) => item.matches(':focus'));
    const action = this.#items[before]?.dataset['item'];
    this.#render(items);
    // It may have grown.
    if (this.#button) this.#place(this.#button);
    if (action === undefined || this.#items[before]?.dataset['item'] === action) return;
    const at = items.findIndex((item) => item.action === action);
    this.#focus(at < 0 ? Math.min(before, items.length - 1) : at);
  }

  #render(items: readonly MenuItem[]): void {
    render(
      items.map(
        ({action, label, hint}) =>
          html`<button
            type="button"
            role="menuitem"
            part="menu-item"
            tabindex="-1"
            class=${action === 'remove' ? 'serious' : nothing}
            data-item=${action}
          >
            ${label}${hint === undefined ? nothing : html`<span class="meta">${hint}</span>`}
          </button>`,
      ),
      this.#menu,
    );
  }

  /** Closes it; the focus goes back to its button if it was in the menu, or to the comment where that has none any more. */
  close(): void {
    const [menu, button, view] = [this.#menu, this.#button, this.#view];
    if (!button) return;
    const hadFocus = menu.matches(':focus-within');
    this.#view = undefined;
    this.#button = undefined;
    window.removeEventListener('pointerdown', this.#pressElsewhere, {capture: true});
    button.ariaExpanded = 'false';
    if (hadFocus) (button.isConnected ? button : view?.article)?.focus();
    (menu as Partial<HTMLElement>).hidePopover?.();
    menu.classList.remove('shown');
    render(nothing, menu);
  }

  /** Takes it away. */
  remove(): void {
    this.close();
    this.#menu.remove();
  }

  /** Where there is no anchor positioning: below the button, flush with its end, or above it; within the window. */
  #place(button: HTMLElement): void {
    // From right to left Firefox 153 places what has an anchor outside of the window.
    const isRtl = getComputedStyle(button).direction === 'rtl';
    if (!isRtl && CSS.supports('anchor-name: --menu') && 'showPopover' in this.#menu) return;
    const {style} = this.#menu;
    style.setProperty('left', '0');
    style.setProperty('top', '0');
    const [at, own] = [button.getBoundingClientRect(), this.#menu.getBoundingClientRect()];
    const {innerWidth, innerHeight} = window;
    const left = Math.max(0, Math.min(isRtl ? at.left : at.right - own.width, innerWidth - own.width));
    const isAbove = at.bottom + own.height > innerHeight && at.top >= own.height;
    style.setProperty('left', `${String(left - own.left)}px`);
    const below = Math.max(0, Math.min(at.bottom, innerHeight - own.height));
    style.setProperty('top', `${String((isAbove ? at.top - own.height : below) - own.top)}px`);
  }

  get #items(): HTMLElement[] {
    return [...this.#menu.querySelectorAll<HTMLElement>('[role=menuitem]')];
  }

  #focus(index: number): void {
    const items = this.#items;
    items[(index + items.length) % items.length]?.focus({preventScroll: true});
  }

  readonly #handleKey = (event: KeyboardEvent): void => {
    const items = this.#items;
    const at = items.findIndex((item) => item.matches(':focus'));
    const {key} = event;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (key === 'Tab') {
      // From the button the browser goes on.
      this.close();
      return;
    }
    if (key === 'ArrowDown') this.#focus(at + 1);
    else if (key === 'ArrowUp') this.#focus(at < 0 ? -1 : at - 1);
    else if (key === 'Home') this.#focus(0);
    else if (key === 'End') this.#focus(-1);
    else if (key === 'Escape') this.close();
    else if (key.length === 1 && key !== ' ') this.#type(key, event.timeStamp);
    else return;
    event.preventDefault();
    // Nothing around the list is to take them: no dialog of the page, no shortcut of the thread.
    event.stopPropagation();
  };

  /** Focuses the next item whose label begins with what is typed. */
  #type(key: string, now: number): void {
    this.#typed = now - this.#typedAt > TYPING_PAUSE_MS ? key : this.#typed + key;
    this.#typedAt = now;
    const items = this.#items;
    const at = items.findIndex((item) => item.matches(':focus'));
    const first = this.#typed[0] ?? '';
    // One character again and again goes from item to item.
    const isOne = [...this.#typed].every((character) => character === first);
    const wanted = (isOne ? first : this.#typed).toLocaleLowerCase();
    const from = isOne ? at + 1 : Math.max(at, 0);
    const found = items
      .map((_, index) => (from + index) % items.length)
      .find((index) => (items[index]?.textContent ?? '').trim().toLocaleLowerCase().startsWith(wanted));
    if (found !== undefined) this.#focus(found);
  }

  readonly #press = ({target}: Event): void => {
    const item = (target as Element).closest<HTMLElement>('[role=menuitem]');
    const view = this.#view;
    if (!item || !view) return;
    const {item: action} = item.dataset;
    this.close();
    this.#choose(view, action as MenuItem['action']);
  };

  /** As in every menu, the item under the pointer is the one that has the focus. */
  readonly #point = ({target, pointerType}: PointerEvent): void => {
    const item = (target as Element).closest<HTMLElement>('[role=menuitem]');
    if (pointerType === 'mouse' && item && !item.matches(':focus')) item.focus({preventScroll: true});
  };

  readonly #pressElsewhere = (event: Event): void => {
    const path = event.composedPath();
    // Its own button closes it by itself.
    if (!path.includes(this.#menu) && !(this.#button && path.includes(this.#button))) this.close();
  };

  /** To another window, or by a script: an open menu without the focus could not be used by keyboard. */
  readonly #followFocus = ({relatedTarget}: FocusEvent): void => {
    if (
      relatedTarget instanceof Node &&
      !this.#menu.contains(relatedTarget) &&
      relatedTarget !== this.#button
    )
      this.close();
  };
}
