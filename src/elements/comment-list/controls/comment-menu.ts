import {html, nothing, render} from 'lit';
import {takePageGround} from '../../../styles/page-ground.js';
import {containsFocus} from '../../base/contains-focus.js';
import type {CommentView} from '../comment-view.js';
import type {MenuItem} from './menu-items.js';

/** Pause after which typing in a menu begins a new word, in milliseconds. */
const TYPING_PAUSE_MS = 500;

/**
 * The menu of a list, shown at the button of a comment: a native popover if supported, positioned by CSS anchor
 * positioning or else by one measurement. Keyboard and roles follow the menu button pattern (ARIA Authoring Practices):
 * arrows, Home, End, typing; Esc, Tab, an item and a press elsewhere close it, and focus returns to the button.
 */
export class CommentMenu {
  readonly #menu = document.createElement('div');
  readonly #choose: (view: CommentView, action: MenuItem['action']) => void;
  #view: CommentView | undefined;
  #button: HTMLElement | undefined;
  #typed = '';
  #typedAt = -Infinity;

  /** `place` is its position in the DOM; `choose` is called after an item was chosen and the menu has closed. */
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
    menu.dataset['late'] = 'end';
    place.append(menu);
  }

  /** The view for which it is open. */
  get openFor(): CommentView | undefined {
    return this.#view;
  }

  /** Opens it at a comment's button with focus on its first item; closes it if it is open there. */
  toggle(view: CommentView, button: HTMLElement, label: string, items: readonly MenuItem[]): void {
    const wasOpen = this.#view === view;
    this.close();
    if (wasOpen || items.length === 0) return;
    const menu = this.#menu;
    view.set({isMenuOpen: true});
    this.#view = view;
    this.#button = button;
    menu.setAttribute('aria-label', label);
    this.#render(items);
    takePageGround(menu);
    menu.classList.add('shown');
    // Without popovers only its style puts it above the following content.
    (menu as Partial<HTMLElement>).showPopover?.();
    this.#place(button);
    window.addEventListener('pointerdown', this.#pressElsewhere, {capture: true});
    this.#focus(0);
  }

  /**
   * Updates the items; focus stays on the same action, or else at the same position. Closes the menu if there are none.
   */
  update(items: readonly MenuItem[]): void {
    if (items.length === 0) {
      this.close();
      return;
    }
    const before = this.#items.findIndex((item) => item.matches(':focus'));
    const action = this.#items[before]?.dataset['item'];
    this.#render(items);
    // Its height may have changed.
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

  /** Closes it. Focus returns to its button if it was in the menu, or to the comment if the button is gone. */
  close(): void {
    const [menu, button, view] = [this.#menu, this.#button, this.#view];
    if (!button) return;
    const hadFocus = containsFocus(menu);
    this.#view = undefined;
    this.#button = undefined;
    window.removeEventListener('pointerdown', this.#pressElsewhere, {capture: true});
    view?.set({isMenuOpen: false});
    if (hadFocus) (button.isConnected ? button : view?.article)?.focus();
    (menu as Partial<HTMLElement>).hidePopover?.();
    menu.classList.remove('shown');
    render(nothing, menu);
  }

  /** Removes it. */
  remove(): void {
    this.close();
    this.#menu.remove();
  }

  /** Without anchor positioning: below the button and aligned with its end, or above it; within the window. */
  #place(button: HTMLElement): void {
    // In right-to-left text Firefox 153 places an anchored element outside of the window.
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
      // The browser moves focus on from the button.
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
    // The event must not reach the page's dialogs or the thread's shortcuts.
    event.stopPropagation();
  };

  /** Focuses the next item whose label begins with the typed text. */
  #type(key: string, now: number): void {
    this.#typed = now - this.#typedAt > TYPING_PAUSE_MS ? key : this.#typed + key;
    this.#typedAt = now;
    const items = this.#items;
    const at = items.findIndex((item) => item.matches(':focus'));
    const first = this.#typed[0] ?? '';
    // A repeated character moves from item to item.
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

  /** As in native menus, the item under the pointer has focus. */
  readonly #point = ({target, pointerType}: PointerEvent): void => {
    const item = (target as Element).closest<HTMLElement>('[role=menuitem]');
    if (pointerType === 'mouse' && item && !item.matches(':focus')) item.focus({preventScroll: true});
  };

  readonly #pressElsewhere = (event: Event): void => {
    const path = event.composedPath();
    // Its own button handles closing.
    if (!path.includes(this.#menu) && !(this.#button && path.includes(this.#button))) this.close();
  };

  /** Focus moved to another window or by a script: an open menu without focus could not be used by keyboard. */
  readonly #followFocus = ({relatedTarget}: FocusEvent): void => {
    if (
      relatedTarget instanceof Node &&
      !this.#menu.contains(relatedTarget) &&
      relatedTarget !== this.#button
    )
      this.close();
  };
}
