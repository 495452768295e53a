import {html, nothing, type ReactiveController, type TemplateResult} from 'lit';
import {threadKey, type ThreadRef} from '../../../model/thread.js';
import {thisDevice} from '../../../store/device.js';
import {openDrafts, type Submission} from '../../../store/submissions/submission.js';
import {SubmissionRecords} from '../../../store/submissions/submission-records.js';
import {allMessages} from '../../comment-form/all-messages.js';
import {copyText} from '../../comment-form/copy-text.js';
import {closeReplyForms} from '../../comment-list/reply-forms.js';
import type {ThreadInternals} from '../thread-internals.js';

/**
 * A reader's drafts in a discussion that has closed. There is no form; the text is shown, to be copied or discarded.
 */
export class UnsentText implements ReactiveController {
  readonly #host: ThreadInternals;
  readonly #announce: (message: string) => void;
  readonly #records = SubmissionRecords.of(thisDevice());
  /** The thread and reader for which drafts were loaded; '' while there are forms. */
  #scope: string | undefined;
  #drafts: readonly Submission[] = [];
  #hadFocus = false;

  /** `announce` announces a message to screen-reader users. */
  constructor(host: ThreadInternals, announce: (message: string) => void) {
    this.#host = host;
    this.#announce = announce;
    host.addController(this);
  }

  hostUpdate(): void {
    // Focus is lost with a removed form.
    const {renderRoot, list} = this.#host;
    const focused = [renderRoot, list?.renderRoot].map(
      (root) => (root as ShadowRoot | undefined)?.activeElement,
    );
    this.#hadFocus = focused.some((element) => element?.localName === 'parley-comment-form');
  }

  hostUpdated(): void {
    const {store, snapshot} = this.#host;
    const {thread, phase} = store?.state ?? {};
    const options = snapshot?.options;
    if (!thread || !options || phase !== 'ready') return;
    const viewerId = options.viewer?.id ?? null;
    const scope = options.readonly ? JSON.stringify([threadKey(thread), viewerId]) : '';
    if (scope === this.#scope) return;
    const wasOpen = this.#scope === '';
    this.#scope = scope;
    if (this.#drafts.length > 0) this.#show([]);
    if (scope) void this.#look(thread, viewerId, scope, wasOpen);
  }

  /** Each draft, with its actions. */
  render(): TemplateResult | typeof nothing {
    if (this.#drafts.length === 0 || !this.#host.snapshot?.options.readonly) return nothing;
    const messages = allMessages(this.#host.messages);
    return html`<div class="notice" part="notice" role="group" aria-labelledby="unsent-text">
      <p id="unsent-text" tabindex="-1">${messages.unsentText}</p>
      ${this.#drafts.map(
        (draft) =>
          html`<div class="words" dir="auto">${draft.text}</div>
            <div class="choices">
              <button part="button" @click=${() => void this.#copy(draft)}>${messages.copyText}</button>
              <button part="button" @click=${() => void this.#discard(draft)}>${messages.discard}</button>
            </div>`,
      )}
    </div>`;
  }

  async #look(thread: ThreadRef, viewerId: string | null, scope: string, wasOpen: boolean): Promise<void> {
    const {list} = this.#host;
    const hadFocus = this.#hadFocus;
    // Forms store their text when they are removed.
    if (list) closeReplyForms(list);
    await list?.updateComplete;
    const {site, pageId} = thread;
    const all = await this.#records.list({site, pageId, viewerId});
    const places = new Set(all.map(({place}) => place.parentId));
    const drafts = [...places].flatMap((parentId) => openDrafts(all, parentId));
    if (scope !== this.#scope) return;
    this.#show(drafts);
    if (wasOpen && drafts.length > 0) this.#announce(allMessages(this.#host.messages).unsentText);
    if (hadFocus) await this.#focus();
  }

  async #copy({text}: Submission): Promise<void> {
    if (await copyText(text)) this.#announce(allMessages(this.#host.messages).textCopied);
  }

  async #discard(draft: Submission): Promise<void> {
    await this.#records.discard(draft);
    this.#show(this.#drafts.filter((other) => other !== draft));
    this.#announce(allMessages(this.#host.messages).draftDiscarded);
    await this.#focus();
  }

  #show(drafts: readonly Submission[]): void {
    this.#drafts = drafts;
    this.#host.requestUpdate();
  }

  /** To the remaining drafts, else to the beginning of the discussion. */
  async #focus(): Promise<void> {
    await this.#host.updateComplete;
    const {renderRoot} = this.#host;
    (
      renderRoot.querySelector<HTMLElement>('#unsent-text') ??
      renderRoot.querySelector<HTMLElement>('#heading')
    )?.focus();
  }
}
