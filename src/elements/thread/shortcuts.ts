import type {ReactiveController, ReactiveControllerHost} from 'lit';
import type {CommentListElement} from '../comment-list.js';

interface ShortcutsHost extends ReactiveControllerHost, HTMLElement {
  readonly shortcuts: boolean;
  readonly list: CommentListElement | null;
}

const STEPS: Readonly<Record<string, 1 | -1>> = {j: 1, k: -1};

/**
 * `j` goes to the next comment, `k` to the one before. Only where the page has asked for it, and only while the
 * keyboard is in the thread and not in a field: single keys belong to the reader (WCAG 2.1.4).
 */
export class CommentShortcuts implements ReactiveController {
  readonly #host: ShortcutsHost;

  constructor(host: ShortcutsHost) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    this.#host.addEventListener('keydown', this.#step);
  }

  hostDisconnected(): void {
    this.#host.removeEventListener('keydown', this.#step);
  }

  readonly #step = (event: KeyboardEvent): void => {
    const step = STEPS[event.key];
    if (!this.#host.shortcuts || step === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    const [target] = event.composedPath();
    if (target instanceof Element && target.matches('input, textarea, select, [contenteditable]')) return;
    this.#host.list?.focusNeighbour(step);
  };
}
