import type {ReactiveController, ReactiveControllerHost} from 'lit';
import {documentProperty} from '../../../model/document-property.js';
import {containsFocus} from '../../base/contains-focus.js';

/** Pages reinsert elements at once; later the reader may be elsewhere. */
const AT_ONCE_MS = 1_000;

/**
 * Restores focus in an element that the page removes and inserts again, as a morphing refresh or a framework that sorts
 * a list does. The browser would move focus to the top of the page.
 */
export class FocusKeeper implements ReactiveController {
  readonly #host: HTMLElement & ReactiveControllerHost;
  #focused: HTMLElement | null = null;

  constructor(host: HTMLElement & ReactiveControllerHost) {
    this.#host = host;
    // The reader may have begun to type before this code was loaded.
    if (containsFocus(host)) this.#focused = focusedIn(host);
    host.addEventListener('focusin', this.#noteFocus);
    host.addEventListener('focusout', this.#noteBlur);
    host.addController(this);
  }

  hostConnected(): void {
    const focused = this.#focused;
    // Child elements are connected after the element.
    queueMicrotask(() => {
      const active = documentProperty('activeElement');
      if (this.#host.isConnected && (!active || active === documentProperty('body')))
        focused?.focus({preventScroll: true});
    });
  }

  hostDisconnected(): void {
    setTimeout(() => {
      if (!this.#host.isConnected) this.#focused = null;
    }, AT_ONCE_MS);
  }

  readonly #noteFocus = (event: Event): void => {
    const [target] = event.composedPath();
    this.#focused = target instanceof HTMLElement ? target : null;
  };

  readonly #noteBlur = (): void => {
    // Chromium dispatches the blur of a removed element while it is still in the page.
    queueMicrotask(() => {
      if (this.#host.isConnected && !containsFocus(this.#host)) this.#focused = null;
    });
  };
}

/** The element in shadow roots below `host` that has the focus. */
export function focusedIn(host: Element): HTMLElement | null {
  const focused = host.shadowRoot?.activeElement;
  return (focused && focusedIn(focused)) ?? (focused instanceof HTMLElement ? focused : null);
}
