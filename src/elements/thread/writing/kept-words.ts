import {html, nothing, type ReactiveController, type ReactiveControllerHost, type TemplateResult} from 'lit';
import {threadKey, type ThreadRef} from '../../../model/thread.js';
import {Drafts, type WrittenWords} from '../../../store/drafts.js';
import {thisDevice} from '../../../store/device.js';
import type {ThreadOptions} from '../../context.js';
import {allMessages} from '../../form/all-messages.js';
import {copyText} from '../../form/copy-text.js';
import {closeReplyForms} from '../../comment-list/reply-forms.js';
import type {ThreadElement} from '../../thread.js';

/**
 * What a reader has written where nobody may write any more: the discussion has closed meanwhile, or since an earlier
 * visit. There is no form; the words are shown, to be copied or discarded.
 */
export class KeptWords implements ReactiveController {
  readonly #host: ThreadElement & ReactiveControllerHost;
  readonly #say: (message: string) => void;
  readonly #drafts = new Drafts(thisDevice());
  #options: ThreadOptions | undefined;
  /** Where and as whom it was looked for; '' as long as there are forms. */
  #scope: string | undefined;
  #written: readonly WrittenWords[] = [];
  #hadKeyboard = false;

  /** `say` tells those who listen. */
  constructor(host: ThreadElement, say: (message: string) => void) {
    this.#host = host;
    this.#say = say;
    host.addController(this);
  }

  hostUpdate(): void {
    // A form that goes takes the keyboard with it.
    const {renderRoot, list} = this.#host;
    const focused = [renderRoot, list?.renderRoot].map(
      (root) => (root as ShadowRoot | undefined)?.activeElement,
    );
    this.#hadKeyboard = focused.some((element) => element?.localName === 'parley-comment-form');
  }

  hostUpdated(): void {
    const {store} = this.#host;
    const {thread, phase} = store?.state ?? {};
    const options = this.#options;
    if (!thread || !options || phase !== 'ready') return;
    const viewerId = options.viewer?.id ?? null;
    const scope = options.readonly ? JSON.stringify([threadKey(thread), viewerId]) : '';
    if (scope === this.#scope) return;
    const wasOpen = this.#scope === '';
    this.#scope = scope;
    if (this.#written.length > 0) this.#show([]);
    if (scope) void this.#look(thread, viewerId, scope, wasOpen);
  }

  /** The words, each with what can be done with them. */
  render(options: ThreadOptions): TemplateResult | typeof nothing {
    this.#options = options;
    if (this.#written.length === 0 || !options.readonly) return nothing;
    const messages = allMessages(this.#host.messages);
    return html`<div class="notice" part="notice" role="group" aria-labelledby="kept-words">
      <p id="kept-words" tabindex="-1">${messages.keptWords}</p>
      ${this.#written.map(
        (words) =>
          html`<div class="words" dir="auto">${words.text}</div>
            <div class="choices">
              <button part="button" @click=${() => void this.#copy(words)}>${messages.copyText}</button>
              <button part="button" @click=${() => void this.#discard(words)}>${messages.discard}</button>
            </div>`,
      )}
    </div>`;
  }

  async #look(thread: ThreadRef, viewerId: string | null, scope: string, wasOpen: boolean): Promise<void> {
    const {list} = this.#host;
    const hadKeyboard = this.#hadKeyboard;
    // Forms keep what is in them when they go.
    if (list) closeReplyForms(list);
    await list?.updateComplete;
    const written = await this.#drafts.written(thread, viewerId);
    if (scope !== this.#scope) return;
    this.#show(written);
    if (wasOpen && written.length > 0) this.#say(allMessages(this.#host.messages).keptWords);
    if (hadKeyboard) await this.#focus();
  }

  async #copy({text}: WrittenWords): Promise<void> {
    if (await copyText(text)) this.#say(allMessages(this.#host.messages).textCopied);
  }

  async #discard(words: WrittenWords): Promise<void> {
    await this.#drafts.discard(words);
    this.#show(this.#written.filter((other) => other !== words));
    this.#say(allMessages(this.#host.messages).draftDiscarded);
    await this.#focus();
  }

  #show(written: readonly WrittenWords[]): void {
    this.#written = written;
    this.#host.requestUpdate();
  }

  /** To the words that are left, else to where the discussion begins. */
  async #focus(): Promise<void> {
    await this.#host.updateComplete;
    const {renderRoot} = this.#host;
    (
      renderRoot.querySelector<HTMLElement>('#kept-words') ??
      renderRoot.querySelector<HTMLElement>('#heading')
    )?.focus();
  }
}
