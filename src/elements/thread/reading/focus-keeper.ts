import type {ReactiveController, ReactiveControllerHost} from 'lit';
import {documentProperty} from '../../../model/document-property.js';

/** A page that puts an element back at all does so at once; later the reader is elsewhere. */
const AT_ONCE_MS = 1_000;

/**
 * Gives the focus back to what had it in an element that the page takes out and puts back, as a refresh does that morphs
 * the page, or a framework that sorts a list: the browser leaves it to the page's top, in the middle of a word.
 */
export class FocusKeeper implements ReactiveController {
  readonly #host: HTMLElement & ReactiveControllerHost;
  #focused: HTMLElement | null = null;

  constructor(host: HTMLElement & ReactiveControllerHost) {
    this.#host = host;
    // The reader may have begun before this code was there.
    if (host.matches(':focus-within')) this.#focused = focusedIn(host);
    host.addEventListener('focusin', this.#noteFocus);
    host.addEventListener('focusout', this.#noteBlur);
    host.addController(this);
  }

  hostConnected(): void {
    const focused = this.#focused;
    // The element's own parts are connected after it.
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
    // Chromium tells of the blur of what is taken out while that is still in the page.
    queueMicrotask(() => {
      if (this.#host.isConnected && !this.#host.matches(':focus-within')) this.#focused = null;
    });
  };
}

function focusedIn(host: Element): HTMLElement | null {
  const focused = host.shadowRoot?.activeElement;
  return (focused && focusedIn(focused)) ?? (focused instanceof HTMLElement ? focused : null);
}
