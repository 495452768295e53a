import {html, LitElement, nothing, type TemplateResult} from 'lit';
import {property, state} from 'lit/decorators.js';
import {live} from 'lit/directives/live.js';
import {showBody} from '../content/body.js';
import type {Messages} from '../locale/en.js';
import type {CommentId, Guest, NewComment} from '../model/comment.js';
import type {DraftField} from '../model/errors.js';
import {threadKey} from '../model/thread.js';
import {GuestMemory, type RememberedGuest} from '../store/guest-memory.js';
import {thisDevice} from '../store/kept/device.js';
import type {Outgoing} from '../store/state.js';
import {controls} from '../styles/controls.js';
import {feedback} from '../styles/feedback.js';
import {tokens} from '../styles/tokens.js';
import {commentFormStyles} from './comment-form.styles.js';
import type {ThreadSnapshot} from './context.js';
import {followSnapshot} from './follow-snapshot.js';
import {allMessages} from './form/all-messages.js';
import {BeforeYouPost} from './form/before-you-post.js';
import {beforeYouPostStyles} from './form/before-you-post.styles.js';
import {findProblems, type Problems} from './form/draft-problems.js';
import {renderFailure, RetryMoment} from './form/failure.js';
import {renderGuestFields} from './form/guest-fields.js';
import {LetterController} from './form/letter-controller.js';
import {AnnounceEvent} from './form/letter-events.js';
import {renderStanding} from './form/letter-standing.js';
import {FORM_PARTS} from './form/parts.js';
import {isCounted, passesMark, roomLeft} from './form/room.js';
import {ParleyLoginRequestEvent, ParleyPostRequestEvent} from './events.js';

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
 * @csspart preview - The letter as it will look.
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
  static override styles = [controls, tokens, feedback, commentFormStyles, beforeYouPostStyles];
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
  private guest: RememberedGuest = {name: '', email: '', url: ''};

  /** The reader lets the device keep who they are. */
  @state()
  private remembersGuest = false;

  @state()
  private problems: Problems = {};

  @state()
  private isPreviewed = false;

  readonly #device = thisDevice();
  readonly #guests = new GuestMemory(this.#device);
  readonly #control = new LetterController(this, () => this.#sayRestored());
  readonly #retryMoment = new RetryMoment(this, () => this.#announce(this.#messages?.mayPostAgain));
  readonly #beforePost = new BeforeYouPost(this, {
    submit: () => {
      this.renderRoot.querySelector('form')?.requestSubmit();
    },
    confirmed: () => {
      this.#letter.changeTerms();
    },
  });
  #outgoing: Outgoing | undefined;
  /** The words that the box was last made large enough for. */
  #grownFor = '';
  /** The thread and the reader that the form was last filled for. */
  #filledFor = '';

  constructor() {
    super();
    followSnapshot(this, (snapshot) => {
      this.snapshot = snapshot;
    });
  }

  /** Whether there are words in it that were not posted. */
  get hasDraft(): boolean {
    return this.#letter.hasWords;
  }

  get #letter(): LetterController['letter'] {
    return this.#control.letter;
  }

  get #messages(): Messages | undefined {
    return this.snapshot && allMessages(this.snapshot.messages);
  }

  get #textarea(): HTMLTextAreaElement | null {
    return this.renderRoot.querySelector('textarea');
  }

  get #isBusy(): boolean {
    return this.#letter.isUnderway || this.#beforePost.isChecking;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (!this.hasAttribute('exportparts')) this.setAttribute('exportparts', FORM_PARTS);
  }

  override willUpdate(): void {
    const {snapshot} = this;
    if (!snapshot) return;
    this.#control.follow(snapshot, this.parentId);
    this.#fillGuest(snapshot);
    const {outgoing} = this.#letter;
    if (!this.hasDraft) this.isPreviewed = false;
    if (outgoing === this.#outgoing) return;
    const before = this.#outgoing;
    this.#outgoing = outgoing;
    this.#retryMoment.follow(outgoing);
    if (outgoing?.status === 'failed') this.problems = outgoing.error?.fields ?? {};
    else if (!outgoing && !this.hasDraft) this.problems = {};
    if (outgoing?.status !== 'failed' || before?.status === 'failed') return;
    if (outgoing.error?.policy) this.#beforePost.policyHasChanged(outgoing.error.policy);
    if (outgoing.error?.code === 'login-required') {
      this.problems = {body: allMessages(snapshot.messages).errors['login-required']};
      void this.#letter.awaitSignIn();
    }
    void this.updateComplete.then(() => this.#focusFailure());
  }

  override updated(): void {
    const {text} = this.#letter;
    const textarea = this.#textarea;
    if (textarea && text !== this.#grownFor) {
      this.#grownFor = text;
      grow(textarea);
    }
    const preview = this.renderRoot.querySelector('.preview');
    if (preview) showBody(preview, {format: 'text', value: text});
  }

  override render(): TemplateResult | typeof nothing {
    const {snapshot} = this;
    const messages = this.#messages;
    if (!snapshot || !messages) return nothing;
    const {options, state} = snapshot;
    const isReply = this.parentId !== null;
    const {viewer} = options;
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
      ${this.#renderBody(snapshot, messages)}
      ${
        viewer
          ? html`<p class="hint" part="hint">${messages.postingAs(viewer.name)}</p>`
          : state.facts.posting === 'signed-in'
            ? nothing
            : renderGuestFields({
                guest: this.guest,
                isRemembered: this.remembersGuest,
                rules: options.guestFields,
                problems: this.problems,
                messages,
                take: this.#takeGuest,
                remember: this.#rememberGuest,
              })
      }
      ${renderFailure(this.#letter.outgoing, messages)}${this.#beforePost.render(snapshot, messages)}
      ${this.#renderToolbar(messages)}
    </form>`;
  }

  /** Takes up the draft that is kept for this place; what stands in the form is kept beside it. */
  async takeUpDraft(): Promise<void> {
    await (this.hasDraft ? this.#letter.showOther() : this.#letter.restore());
    await this.updateComplete;
    this.#textarea?.focus();
  }

  #renderBody({options: {bodyLength}}: ThreadSnapshot, messages: Messages): TemplateResult {
    const {text} = this.#letter;
    const left = roomLeft(text, bodyLength);
    const counted = isCounted(left, bodyLength);
    const problem = this.problems.body;
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
        aria-invalid=${problem !== undefined}
        aria-describedby="body-problem body-hint"
        ?hidden=${this.isPreviewed}
        .value=${live(text)}
        @input=${this.#takeWords}
      ></textarea>
      ${
        this.isPreviewed
          ? html`<div
              class="preview"
              part="preview"
              role="group"
              aria-label=${messages.preview}
              dir="auto"
            ></div>`
          : nothing
      }
      ${problem === undefined ? nothing : html`<span id="body-problem" class="wrong" part="error">${problem}</span>`}
      <span id="body-hint" class="hint" part="hint" ?hidden=${!counted}>
        ${counted ? roomSaid(left, messages) : nothing}
      </span>
    </div>`;
  }

  #renderToolbar(messages: Messages): TemplateResult {
    const isReply = this.parentId !== null;
    const busy = this.#isBusy;
    return html`<div class="toolbar" part="toolbar">
      <button class="submit" part="button submit" aria-disabled=${busy}>
        ${busy ? messages.posting : isReply ? messages.postReply : messages.post}
      </button>
      ${
        isReply
          ? html`<button type="button" part="button" @click=${this.#close}>${messages.cancel}</button>`
          : nothing
      }
      ${
        this.hasDraft
          ? html`<button
              type="button"
              part="button"
              aria-pressed=${this.isPreviewed}
              @click=${this.#togglePreview}
            >
              ${messages.preview}
            </button>`
          : nothing
      }
      ${renderStanding(this.#letter, messages, {discard: this.#discard, showOther: this.#showOther})}
    </div>`;
  }

  readonly #takeWords = (event: Event): void => {
    const {value} = event.target as HTMLTextAreaElement;
    const before = this.#letter.text;
    this.#forgiveProblem('body');
    this.#letter.write(value);
    const messages = this.#messages;
    const limit = this.snapshot?.options.bodyLength ?? null;
    if (messages && passesMark(before, value, limit))
      this.#announce(roomSaid(roomLeft(value, limit), messages));
  };

  readonly #takeGuest = (event: Event): void => {
    const {name, value} = event.target as HTMLInputElement;
    this.guest = {...this.guest, [name]: value};
    this.#forgiveProblem(name as DraftField);
    this.#letter.changeTerms();
  };

  readonly #rememberGuest = (event: Event): void => {
    this.remembersGuest = (event.target as HTMLInputElement).checked;
    const site = this.snapshot?.state.thread?.site;
    if (site !== undefined && !this.remembersGuest) this.#guests.forget(site);
  };

  readonly #submitDraft = (event: Event): void => {
    event.preventDefault();
    const {snapshot} = this;
    const messages = this.#messages;
    if (!snapshot || !messages || this.#isBusy) return;
    const {state, options} = snapshot;
    const needsLogin = !options.viewer && state.facts.posting === 'signed-in';
    const isGuest = !options.viewer && !needsLogin;
    const values = {...this.guest, body: this.#letter.text};
    this.problems = findProblems(values, {isGuest, options, messages});
    const [first] = Object.keys(this.problems);
    if (first !== undefined) {
      this.isPreviewed &&= first !== 'body';
      void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>(`#${first}`)?.focus());
      return;
    }
    if (needsLogin) {
      // The page may leave for its sign-in at once: the words are kept before, and wait for whoever comes back.
      void this.#letter.awaitSignIn();
      // A page that signs readers in cancels it and needs no words of ours.
      const isOurs = this.dispatchEvent(new ParleyLoginRequestEvent());
      if (isOurs) this.problems = {body: messages.loginNeeded};
      return;
    }
    if (isGuest && state.thread) this.#guests.keep(state.thread.site, this.guest, this.remembersGuest);
    void this.#beforePost.mayPost(this.#draft(isGuest), snapshot).then((mayPost) => {
      if (!mayPost) return;
      const {key, mayHaveArrived} = this.#letter.post();
      this.dispatchEvent(new ParleyPostRequestEvent(this.#draft(isGuest), key, mayHaveArrived));
    });
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

  readonly #togglePreview = (): void => {
    this.isPreviewed = !this.isPreviewed;
  };

  readonly #discard = (): void => {
    void this.#letter.discard();
    this.problems = {};
    this.#announce(this.#messages?.draftDiscarded);
    // The button goes with the draft.
    void this.updateComplete.then(() => this.#textarea?.focus());
  };

  readonly #showOther = (): void => {
    void this.takeUpDraft();
  };

  #draft(isGuest: boolean): NewComment {
    const {name, email, url} = this.guest;
    const guest: Guest = {
      name: name.trim(),
      ...(email.trim() && {email: email.trim()}),
      ...(url.trim() && {url: url.trim()}),
    };
    // Who posts under the notice does so under the policy as it stands there.
    const policyVersion = this.snapshot && this.#beforePost.policyVersion(this.snapshot);
    return {
      parentId: this.parentId,
      body: {format: 'text', value: this.#letter.text},
      ...(isGuest && {guest}),
      ...(policyVersion !== undefined && {policyVersion}),
    };
  }

  /** A guest finds who they were when they wrote last, once for each thread. */
  #fillGuest({state: {thread}, options}: ThreadSnapshot): void {
    if (!thread || options.viewer) return;
    const place = threadKey(thread);
    if (this.#filledFor === place) return;
    this.#filledFor = place;
    const before = this.guest;
    void this.#guests.read(thread.site).then((found) => {
      if (!found || this.guest !== before) return;
      this.guest = found.guest;
      this.remembersGuest = found.isKept;
    });
  }

  #forgiveProblem(field: DraftField): void {
    const {[field]: _mended, ...others} = this.problems;
    this.problems = others;
  }

  #sayRestored(): void {
    if (!this.hidden) this.#announce(this.#messages?.draftRestored);
  }

  #announce(message: string | undefined): void {
    if (message !== undefined) this.dispatchEvent(new AnnounceEvent(message));
  }

  #focusFailure(): void {
    const [first] = Object.keys(this.problems);
    this.renderRoot.querySelector<HTMLElement>(first === undefined ? '#failure' : `#${first}`)?.focus();
  }
}

function roomSaid(left: number, messages: Messages): string {
  return left < 0 ? messages.charactersOver(-left) : messages.charactersLeft(left);
}

/** For browsers without `field-sizing`: the box grows with its words. */
function grow(textarea: HTMLTextAreaElement): void {
  if (CSS.supports('field-sizing', 'content')) return;
  textarea.style.removeProperty('block-size');
  if (textarea.value !== '') textarea.style.blockSize = `${String(textarea.scrollHeight + 2)}px`;
}

declare global {
  interface HTMLElementTagNameMap {
    'parley-comment-form': CommentFormElement;
  }
}
