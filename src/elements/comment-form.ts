import {html, LitElement, nothing, type PropertyValues, type TemplateResult} from 'lit';
import {property, state} from 'lit/decorators.js';
import {live} from 'lit/directives/live.js';
import {clockTime} from '../locale/dates.js';
import type {CommentId, Guest, NewComment} from '../model/comment.js';
import type {CommentsError, DraftField} from '../model/errors.js';
import {newKey} from '../model/new-key.js';
import type {GuestField} from '../model/thread.js';
import type {Outgoing} from '../store/state.js';
import {controls} from '../styles/controls.js';
import {feedback} from '../styles/feedback.js';
import {tokens} from '../styles/tokens.js';
import {commentFormStyles} from './comment-form.styles.js';
import {isOtherThread, type ThreadSnapshot} from './context.js';
import {followSnapshot} from './follow-snapshot.js';
import {allMessages} from './form/all-messages.js';
import {FORM_PARTS} from './form/parts.js';
import {findProblems, lengthOf, type Problems} from './form/draft-problems.js';
import {ParleyLoginRequestEvent, ParleyPostRequestEvent} from './events.js';
import {blockedWords} from './thread/blocked-words.js';

/** The counter shows for the last fifth of the room. */
const COUNTER_FROM = 0.8;

const GUEST_FIELDS = ['name', 'email', 'url'] as const satisfies readonly GuestField[];

/**
 * Where a reader writes: a letter under the article or, with `parent-id`, a reply. The words stay until the backend
 * has confirmed them, whatever happens on the way.
 *
 * @example
 * ```html
 * <parley-comment-form></parley-comment-form>
 * ```
 *
 * @fires parley-post-request - The reader posts.
 * @fires parley-login-request - The reader posts where only signed-in readers may.
 *
 * @csspart form - The `<form>`.
 * @csspart label - A field's label.
 * @csspart input - A field.
 * @csspart hint - A field's hint, and the counter.
 * @csspart error - What is wrong with a field, and why a letter was not sent.
 * @csspart toolbar - The row of buttons.
 * @csspart button - Each button.
 * @csspart submit - The button that posts.
 *
 * @cssprop --parley-color-accent - The button that posts; LinkText.
 * @cssprop --parley-color-on-accent - Its words; Canvas.
 * @cssprop --parley-color-control-border - Borders of fields and buttons; 65 % of the text's colour.
 * @cssprop --parley-color-danger - What is wrong; a red that can be read on light and on dark.
 *
 * @customElement parley-comment-form
 */
export class CommentFormElement extends LitElement {
  static override styles = [controls, feedback, tokens, commentFormStyles];
  static override shadowRootOptions: ShadowRootInit = {...LitElement.shadowRootOptions, delegatesFocus: true};

  /** The comment this form answers; absent for a letter of its own. */
  @property({attribute: 'parent-id'})
  parentId: CommentId | null = null;

  /** The name of its author. */
  @property({attribute: 'reply-to'})
  replyTo = '';

  @state()
  private snapshot: ThreadSnapshot | undefined;

  @state()
  private values: Readonly<Record<DraftField, string>> = {body: '', name: '', email: '', url: ''};

  @state()
  private problems: Problems = {};

  /** Of the intent these words belong to; new words are a new intent. */
  #key: string | null = null;
  #outgoing: Outgoing | undefined;

  constructor() {
    super();
    followSnapshot(this, (snapshot) => {
      this.snapshot = snapshot;
    });
  }

  /** Whether there are words in it that were not posted. */
  get hasDraft(): boolean {
    return this.values.body.trim() !== '';
  }

  get #textarea(): HTMLTextAreaElement | null {
    return this.renderRoot.querySelector('textarea');
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (!this.hasAttribute('exportparts')) this.setAttribute('exportparts', FORM_PARTS);
  }

  override willUpdate(changed: PropertyValues): void {
    if (!changed.has('snapshot')) return;
    const before = changed.get('snapshot') as ThreadSnapshot | undefined;
    if (isOtherThread(before, this.snapshot)) this.#startAfresh();
    const outgoing = this.#key === null ? undefined : this.snapshot?.state.outgoing.get(this.#key);
    if (outgoing === this.#outgoing) return;
    this.#outgoing = outgoing;
    if (outgoing?.status === 'failed') this.problems = outgoing.error?.fields ?? {};
    if (outgoing?.status !== 'sent') return;
    // Words that came while the letter was on its way are not in it, and stay.
    if (outgoing.draft.body.value === this.values.body) this.#startAfresh();
    this.#key = null;
    this.#outgoing = undefined;
  }

  override updated(changed: PropertyValues): void {
    if (!changed.has('snapshot')) return;
    const before = (changed.get('snapshot') as ThreadSnapshot | undefined)?.state.outgoing.get(
      this.#key ?? '',
    );
    if (this.#outgoing?.status === 'failed' && before?.status !== 'failed') this.#focusFailure();
  }

  override render(): TemplateResult | typeof nothing {
    if (!this.snapshot) return nothing;
    const {options} = this.snapshot;
    const messages = allMessages(this.snapshot.messages);
    const {status} = this.#outgoing ?? {};
    const busy = status === 'checking' || status === 'sending';
    const isReply = this.parentId !== null;
    return html`<form
      class="base"
      part="form"
      novalidate
      @submit=${this.#submitDraft}
      @keydown=${this.#obeyKeys}
    >
      ${
        options.variant === 'classic' && !isReply
          ? html`<div class="heading" role="heading" aria-level=${options.headingLevel}>
              ${messages.formHeading}
            </div>`
          : nothing
      }
      ${this.#renderBody()}${this.#renderGuest()}${this.#renderFailure()}
      <div class="toolbar" part="toolbar">
        <button class="submit" part="button submit" aria-disabled=${busy}>
          ${busy ? messages.posting : isReply ? messages.postReply : messages.post}
        </button>
        ${
          isReply
            ? html`<button type="button" part="button" @click=${this.#close}>${messages.cancel}</button>`
            : nothing
        }
      </div>
    </form>`;
  }

  #renderBody(): TemplateResult | typeof nothing {
    if (!this.snapshot) return nothing;
    const {options} = this.snapshot;
    const messages = allMessages(this.snapshot.messages);
    const {bodyLength} = options;
    const left = bodyLength === null ? Infinity : bodyLength - lengthOf(this.values.body);
    const counted = bodyLength !== null && left < bodyLength * (1 - COUNTER_FROM);
    return html`<div class="field">
      <label part="label" for="body">
        ${this.parentId === null ? messages.bodyLabel : messages.replyTo(this.replyTo)}
      </label>
      <textarea
        id="body"
        name="body"
        part="input"
        dir="auto"
        rows="4"
        spellcheck="true"
        required
        aria-invalid=${this.problems.body !== undefined}
        aria-describedby="body-problem body-hint"
        .value=${live(this.values.body)}
        @input=${this.#takeWords}
      ></textarea>
      ${this.#renderProblem('body')}
      <span id="body-hint" class="hint" part="hint" ?hidden=${!counted}>
        ${!counted ? nothing : left < 0 ? messages.charactersOver(-left) : messages.charactersLeft(left)}
      </span>
    </div>`;
  }

  #renderGuest(): TemplateResult | typeof nothing {
    if (!this.snapshot) return nothing;
    const {options, state} = this.snapshot;
    const messages = allMessages(this.snapshot.messages);
    const {viewer} = options;
    if (viewer) return html`<p class="hint" part="hint">${messages.postingAs(viewer.name)}</p>`;
    const fields = GUEST_FIELDS.filter((field) => options.guestFields[field] !== 'hidden');
    if (fields.length === 0 || state.facts.posting === 'signed-in') return nothing;
    return html`<div class="guest">
      ${fields.map((field) => this.#renderGuestField(field, this.snapshot))}
    </div>`;
  }

  #renderGuestField(
    field: GuestField,
    snapshot: ThreadSnapshot | undefined,
  ): TemplateResult | typeof nothing {
    if (!snapshot) return nothing;
    const {options} = snapshot;
    const messages = allMessages(snapshot.messages);
    const required = options.guestFields[field] === 'required';
    const label = {name: messages.nameLabel, email: messages.emailLabel, url: messages.urlLabel}[field];
    return html`<div class="field">
      <label part="label" for=${field}
        >${label}${required ? nothing : html` <span class="optional">${messages.optional}</span>`}</label
      >
      <input
        id=${field}
        name=${field}
        part="input"
        type=${field === 'name' ? 'text' : field}
        autocomplete=${field}
        dir="auto"
        ?required=${required}
        aria-invalid=${this.problems[field] !== undefined}
        aria-describedby="${field}-problem ${field}-hint"
        .value=${live(this.values[field])}
        @input=${this.#takeWords}
      />
      ${this.#renderProblem(field)}
      ${field === 'email' ? html`<span id="email-hint" class="hint" part="hint">${messages.emailHint}</span>` : nothing}
    </div>`;
  }

  #renderProblem(field: DraftField): TemplateResult | typeof nothing {
    const problem = this.problems[field];
    return problem === undefined
      ? nothing
      : html`<span id="${field}-problem" class="wrong" part="error">${problem}</span>`;
  }

  #renderFailure(): TemplateResult | typeof nothing {
    const {error, status} = this.#outgoing ?? {};
    if (!this.snapshot || !error || status !== 'failed') return nothing;
    const messages = allMessages(this.snapshot.messages);
    return html`<div class="notice danger" part="error" id="failure" tabindex="-1">
      <p>${reasonFor(error, this.snapshot)} ${messages.notSent}</p>
      ${error.retriable ? html`<button type="submit" part="button">${messages.retry}</button>` : nothing}
    </div>`;
  }

  readonly #takeWords = (event: Event): void => {
    const field = event.target as HTMLInputElement | HTMLTextAreaElement;
    this.values = {...this.values, [field.name]: field.value};
    const {[field.name as DraftField]: _mended, ...others} = this.problems;
    this.problems = others;
    // A failed intent ends when its words change: these would be other words under the same key.
    if (this.#outgoing?.status === 'failed') {
      this.#key = null;
      this.#outgoing = undefined;
    }
    if (field instanceof HTMLTextAreaElement) grow(field);
  };

  readonly #submitDraft = (event: Event): void => {
    event.preventDefault();
    if (!this.snapshot || this.#outgoing?.status === 'checking' || this.#outgoing?.status === 'sending')
      return;
    const {state, options} = this.snapshot;
    const messages = allMessages(this.snapshot.messages);
    const needsLogin = !options.viewer && state.facts.posting === 'signed-in';
    const isGuest = !options.viewer && !needsLogin;
    this.problems = findProblems(this.values, {isGuest, options, messages});
    const [first] = Object.keys(this.problems);
    if (first !== undefined) {
      void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>(`#${first}`)?.focus());
      return;
    }
    if (needsLogin) {
      // A page that signs readers in cancels it and needs no words of ours.
      const isOurs = this.dispatchEvent(new ParleyLoginRequestEvent());
      if (isOurs) this.problems = {body: messages.loginNeeded};
      return;
    }
    this.#key ??= newKey();
    this.dispatchEvent(new ParleyPostRequestEvent(this.#draft(isGuest), this.#key));
  };

  readonly #obeyKeys = (event: KeyboardEvent): void => {
    // While an input method composes, Enter and Esc are its own.
    if (event.isComposing) return;
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      this.#submitDraft(event);
    } else if (event.key === 'Escape' && this.parentId !== null) {
      event.stopPropagation();
      this.#close();
    }
  };

  readonly #close = (): void => {
    this.dispatchEvent(new Event('parley-reply-close', {bubbles: true, composed: true}));
  };

  #draft(isGuest: boolean): NewComment {
    const {body, name, email, url} = this.values;
    const guest: Guest = {
      name: name.trim(),
      ...(email.trim() && {email: email.trim()}),
      ...(url.trim() && {url: url.trim()}),
    };
    // Who posts under the notice does so under the policy as it stands there.
    const policyVersion = this.snapshot?.options.policy?.version;
    return {
      parentId: this.parentId,
      body: {format: 'text', value: body},
      ...(isGuest && {guest}),
      ...(policyVersion !== undefined && {policyVersion}),
    };
  }

  /** The words are posted, or belong to another page; who wrote them stays. */
  #startAfresh(): void {
    this.values = {...this.values, body: ''};
    this.problems = {};
    this.#key = null;
    this.#outgoing = undefined;
    this.#textarea?.style.removeProperty('block-size');
  }

  #focusFailure(): void {
    const [first] = Object.keys(this.problems);
    this.renderRoot.querySelector<HTMLElement>(first === undefined ? '#failure' : `#${first}`)?.focus();
  }
}

function reasonFor({code, retryAt, blocked, policy}: CommentsError, snapshot: ThreadSnapshot): string {
  const messages = allMessages(snapshot.messages);
  if (blocked) return blockedWords(blocked, messages);
  if (policy) return messages.policyChanged;
  return retryAt === null
    ? messages.errors[code]
    : messages.rateLimitedUntil(clockTime(new Date(retryAt), messages.locale));
}

/** For browsers without `field-sizing`: the box grows with its words. */
function grow(textarea: HTMLTextAreaElement): void {
  if (CSS.supports('field-sizing', 'content')) return;
  textarea.style.blockSize = 'auto';
  textarea.style.blockSize = `${String(textarea.scrollHeight + 2)}px`;
}

declare global {
  interface HTMLElementTagNameMap {
    'parley-comment-form': CommentFormElement;
  }
}
