import type {ReactiveController} from '@lit/reactive-element';
import {element, type MarkupChild} from '../../markup/markup.js';
import {lineMarkup} from '../../markup/thread-markup.js';
import {threadKey} from '../../model/thread.js';
import {hasStoredSubmission} from '../../storage/stored-submission.js';
import {REMEMBERED_GUEST} from '../../storage/families.js';
import {isStored} from '../../storage/stored-value.js';
import {removeLine, storeLine} from '../../store/submissions/store-line.js';
import type {Submission} from '../../store/submissions/submission.js';
import type {CommentFormElement} from '../comment-form/comment-form.js';
import type {ThreadSnapshot} from '../context.js';
import {lookOf} from './layout.js';
import type {ThreadInternals} from './thread-internals.js';

const FORM = 'parley-comment-form';
const LINE = 'line';

/** Events of a reader who begins to write in the line. */
const EVENTS = ['focus', 'input', 'compositionstart', 'compositionend'];

/**
 * The place to write a top-level comment: one line until the reader focuses it, then `<parley-comment-form>`, which
 * continues the text of the line. It is the form from the start in the classic variant, and if the device has a draft
 * or submission of this page.
 */
export class Composer implements ReactiveController {
  /** Whether the device has a draft or submission of this page. */
  hasStored = false;
  readonly #host: ThreadInternals;
  /** `opening`: the reader is in the line; the form stands beside it, hidden, until it can go on with the text. */
  #phase: 'line' | 'opening' | 'form' = 'line';
  /** Whether the form has no fields for a guest's name and e-mail, because the device remembers them. */
  #remembersGuest = false;
  /** The last rendered state. */
  #snapshot: ThreadSnapshot | undefined;
  /** The draft as which the text of the line is stored, if it is. */
  #stored: Submission | undefined;
  /** Whether an input method has text that is not in the line yet. */
  #isComposing = false;

  constructor(host: ThreadInternals) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    // Focus does not bubble.
    for (const name of EVENTS) this.#host.renderRoot.addEventListener(name, this, true);
    window.addEventListener('pagehide', this.#store);
    document.addEventListener('visibilitychange', this.#store);
  }

  hostDisconnected(): void {
    // Routers that keep the document take the element away without hiding the page.
    this.#store();
    window.removeEventListener('pagehide', this.#store);
    document.removeEventListener('visibilitychange', this.#store);
  }

  /** The state to render next. */
  follow(snapshot: ThreadSnapshot): void {
    const {state, options} = snapshot;
    const {thread} = state;
    const before = this.#snapshot?.state.thread;
    if (thread && (!before || threadKey(thread) !== threadKey(before))) {
      // The text in the line belongs to another page.
      this.#store();
      const line = this.#line;
      if (line) line.value = '';
      this.#stored = undefined;
      this.hasStored = hasStoredSubmission(thread.site, thread.pageId);
      // Once, not with every update: a look at the storage takes its time.
      this.#remembersGuest = isStored(REMEMBERED_GUEST, thread.site);
      this.#phase = this.hasStored ? 'form' : 'line';
    }
    this.#snapshot = snapshot;
    if (options.variant === 'classic') this.#phase = 'form';
    if (options.readonly) this.leaveLine();
  }

  /** The line is removed before its text is in the form, which restores it from the device. */
  leaveLine(): void {
    this.#store();
    if (this.#phase === 'opening') this.#phase = 'form';
  }

  /** The line, the form, or the button for signing in; nothing if nobody may write. */
  markup(snapshot: ThreadSnapshot): readonly MarkupChild[] {
    const {messages, options, state} = snapshot;
    if (options.readonly) return [];
    const phase = this.#phase;
    const mustSignIn = !options.viewer && state.facts.posting === 'signed-in';
    return [
      mustSignIn &&
        element(
          'slot',
          {name: 'login'},
          element('button', {class: 'login', part: 'button submit'}, messages.signInToComment),
        ),
      phase !== 'form' &&
        !mustSignIn &&
        lineMarkup(lookOf(snapshot), LINE, phase === 'line' ? '' : ' opening'),
      phase !== 'line' &&
        element(FORM, {
          class: options.viewer || this.#remembersGuest ? 'form' : 'form guest',
          hidden: phase === 'opening' ? '' : null,
        }),
      phase !== 'line' && element('slot', {name: 'challenge'}),
    ];
  }

  /** The form, opened if necessary; `null` if nobody may write. Waits for its code. */
  async openForm(): Promise<CommentFormElement | null> {
    void this.#host.load();
    this.#show('form');
    await this.#host.updateComplete;
    const form = this.#host.renderRoot.querySelector(FORM);
    if (form) await customElements.whenDefined(FORM);
    await form?.updateComplete;
    return form;
  }

  get #line(): HTMLTextAreaElement | null {
    return this.#host.renderRoot.querySelector<HTMLTextAreaElement>(`#${LINE}`);
  }

  handleEvent({type, target}: Event): void {
    if ((target as Element).id !== LINE) return;
    if (type.startsWith('composition')) this.#isComposing = type === 'compositionstart';
    else this.#open();
  }

  #open(): void {
    void this.#host.load();
    if (this.#phase !== 'line') return;
    this.#show('opening');
    void this.#handOver();
  }

  /** Moves the reader's text and focus from the line to the form as soon as possible. */
  async #handOver(): Promise<void> {
    await this.#host.updateComplete;
    const line = this.#line;
    const form = this.#host.renderRoot.querySelector(FORM);
    await customElements.whenDefined(FORM);
    await form?.updateComplete;
    // Text of an input method would be lost with the line.
    if (line?.isConnected && this.#isComposing)
      await new Promise((resolve) => {
        line.addEventListener('compositionend', resolve, {once: true});
      });
    if (this.#phase !== 'opening') return;
    // A thread that was taken out of the page meanwhile has stored the text; the form restores it.
    if (line && form?.isConnected) {
      // Who has opened it needs no room kept.
      form.style.minBlockSize = '0';
      form.hidden = false;
      form.continueFrom(line);
      if (line.value && this.#stored) removeLine(this.#stored);
    }
    this.#stored = undefined;
    this.#show('form');
  }

  /** Stores the text of the line as a draft, because the page or the line may go; the form restores it later. */
  readonly #store = (): void => {
    const text = this.#line?.value;
    const {state, options} = this.#snapshot ?? {};
    const {thread, phase, facts} = state ?? {};
    if (text === undefined || text === (this.#stored?.text ?? '') || !thread || !facts) return;
    if (this.#stored) removeLine(this.#stored);
    const {site, pageId} = thread;
    this.#stored = text
      ? storeLine({
          place: {site, pageId, parentId: null, viewerId: options?.viewer?.id ?? null},
          text,
          format: facts.bodyFormat ?? 'text',
          // The reader is unknown until the backend has answered.
          awaitsSignIn: phase !== 'ready',
        })
      : undefined;
  };

  #show(phase: 'opening' | 'form'): void {
    this.#phase = phase;
    this.#host.requestUpdate();
  }
}
