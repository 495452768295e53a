import {html, nothing, type ReactiveElement, type TemplateResult} from 'lit';
import {threadKey} from '../../model/thread.js';
import {hasStoredSubmission} from '../../storage/has-stored-submission.js';
import type {CommentFormElement} from '../comment-form.js';
import type {ThreadSnapshot} from '../context.js';

const FORM = 'parley-comment-form';

/**
 * Where readers write below the article: one line, until somebody wants to write; then `<parley-comment-form>`, which goes on
 * with what was typed into the line. It is the form from the start in the classic variant, and where the device holds a draft
 * or a submission of this page.
 */
export class Composer {
  readonly #host: ReactiveElement;
  readonly #requestLogin: () => void;
  /** `opening`: the reader is in the line; the form stands beside it, hidden, until it can go on with the text. */
  #phase: 'line' | 'opening' | 'form' = 'line';
  /** The thread that the phase belongs to. */
  #key: string | undefined;
  /** An input method holds text that is not in the line yet. */
  #isComposing = false;

  /** `requestLogin` is called when a reader wants to sign in. */
  constructor(host: ReactiveElement, requestLogin: () => void) {
    this.#host = host;
    this.#requestLogin = requestLogin;
  }

  /** What is to be drawn next. */
  follow({state: {thread}, options}: ThreadSnapshot): void {
    if (thread && threadKey(thread) !== this.#key) {
      this.#key = threadKey(thread);
      this.#phase = hasStoredSubmission(thread.site, thread.pageId) ? 'form' : 'line';
    }
    if (options.variant === 'classic') this.#phase = 'form';
  }

  render({messages, options, state}: ThreadSnapshot): unknown {
    if (options.readonly) return nothing;
    const mustSignIn = !options.viewer && state.facts.posting === 'signed-in';
    return [
      mustSignIn
        ? html`<slot name="login"
            ><button class="submit login" part="button submit" @click=${this.#requestLogin}>
              ${messages.signInToComment}
            </button></slot
          >`
        : nothing,
      this.#phase === 'form' || mustSignIn ? nothing : this.#renderLine(messages.writeComment),
      this.#phase === 'line'
        ? nothing
        : html`<parley-comment-form
              class=${options.viewer ? '' : 'guest'}
              ?hidden=${this.#phase === 'opening'}
            ></parley-comment-form
            ><slot name="challenge"></slot>`,
    ];
  }

  /** The form, whatever stood in its place; `null` where nobody may write. Waits for its code. */
  async openForm(): Promise<CommentFormElement | null> {
    this.#show('form');
    await this.#host.updateComplete;
    const form = this.#host.renderRoot.querySelector(FORM);
    if (form) await customElements.whenDefined(FORM);
    await form?.updateComplete;
    return form;
  }

  #renderLine(label: string): TemplateResult {
    return html`<div class="line ${this.#phase}">
      <label for="line">${label}</label>
      <textarea
        id="line"
        part="input"
        dir="auto"
        rows="1"
        @focus=${this.#open}
        @input=${this.#open}
        @compositionstart=${this.#noteComposition}
        @compositionend=${this.#noteComposition}
      ></textarea>
    </div>`;
  }

  readonly #open = (): void => {
    if (this.#phase !== 'line') return;
    this.#show('opening');
    void this.#handOver();
  };

  readonly #noteComposition = ({type}: Event): void => {
    this.#isComposing = type === 'compositionstart';
  };

  /** Has the form go on where the reader is, as soon as it can. */
  async #handOver(): Promise<void> {
    await this.#host.updateComplete;
    const {renderRoot} = this.#host;
    const line = renderRoot.querySelector<HTMLTextAreaElement>('#line');
    const form = renderRoot.querySelector(FORM);
    if (!line || !form) return;
    await customElements.whenDefined(FORM);
    await form.updateComplete;
    // What an input method holds would be lost with the line.
    if (this.#isComposing)
      await new Promise((resolve) => {
        line.addEventListener('compositionend', resolve, {once: true});
      });
    if (this.#phase !== 'opening' || !form.isConnected) return;
    form.hidden = false;
    form.continueFrom(line);
    this.#show('form');
  }

  #show(phase: 'opening' | 'form'): void {
    this.#phase = phase;
    this.#host.requestUpdate();
  }
}
