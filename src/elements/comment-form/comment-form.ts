import {
  html,
  nothing,
  render,
  type PropertyDeclarations,
  type PropertyValues,
  type TemplateResult,
} from 'lit';
import type {Messages} from '../../locale/en.js';
import type {BodyFormat, CommentId, NewComment} from '../../model/comment.js';
import type {DraftField} from '../../model/errors.js';
import type {Outgoing} from '../../store/state.js';
import {controls} from '../../styles/controls.js';
import {feedback} from '../../styles/feedback.js';
import {tokens} from '../../styles/tokens.js';
import {commentFormStyles} from './comment-form.styles.js';
import {isOtherThread, type ThreadSnapshot} from '../context.js';
import {followSnapshot} from '../follow-snapshot.js';
import {allMessages} from './all-messages.js';
import {BeforeYouPost} from './before-you-post.js';
import {beforeYouPostStyles} from './before-you-post.styles.js';
import {formattingStyles} from './box/formatting.styles.js';
import {grow, preview, renderTextBox} from './box/text-box.js';
import {crossesMark, roomLeft, roomMessage} from './box/room.js';
import {copyText} from './copy-text.js';
import {findProblems, problemsOf, type Problems} from './draft-problems.js';
import {replacesSubmit, renderFailure, RetryMoment} from './failure.js';
import {GuestPart} from './guest/guest-part.js';
import {DraftController} from './draft-controller.js';
import {FORM_PARTS} from '../parts.js';
import {isComposing} from './is-composing.js';
import {submitOnClick} from './submit-on-click.js';
import {renderToolbar} from './toolbar.js';
import {ParleyLoginRequestEvent, ParleyPostRequestEvent} from '../events.js';
import {ParleyElement} from '../base/parley-element.js';
import {defineElement} from '../base/define-element.js';

/**
 * The form for a comment on the article or, with `parent-id`, for a reply. Its text is kept until the backend has
 * confirmed the comment.
 *
 * @example
 * ```html
 * <parley-comment-form></parley-comment-form>
 * ```
 *
 * @fires parley-post-request - The reader posts.
 * @fires parley-login-request - The reader posts where only signed-in readers may post.
 *
 * @csspart form - The `<form>`.
 * @csspart label - A field's label.
 * @csspart input - A field.
 * @csspart hint - A field's hint, and the counter.
 * @csspart error - Errors of fields, and why a comment was not sent.
 * @csspart preview - The preview.
 * @csspart formatting - Formatting help for Markdown or HTML; a `<details>`.
 * @csspart toolbar - The row of buttons.
 * @csspart button - Each button.
 * @csspart submit - The submit button.
 *
 * @cssprop --parley-color-accent - The submit button; blue, by the text's colour.
 * @cssprop --parley-color-on-accent - Its text; Canvas.
 * @cssprop --parley-color-control-border - Borders of fields and buttons; 65 % of the text's colour.
 * @cssprop --parley-color-warning - Border and mark of what a check asks to reconsider; amber, by the text's colour.
 * @cssprop --parley-color-danger - Errors; a red that is readable on light and dark backgrounds.
 *
 * @customElement parley-comment-form
 */
export class CommentFormElement extends ParleyElement {
  /**
   * Registers the class as `<parley-comment-form>`, or under another tag or in another registry. A tag that is taken is left as it
   * is, with one warning; without a document nothing happens.
   */
  static define(tag = 'parley-comment-form', registry?: CustomElementRegistry): void {
    defineElement(tag, this, registry);
  }

  static override styles = [
    controls,
    tokens,
    feedback,
    commentFormStyles,
    formattingStyles,
    beforeYouPostStyles,
  ];
  static override shadowRootOptions: ShadowRootInit = {
    ...ParleyElement.shadowRootOptions,
    delegatesFocus: true,
  };

  static override properties: PropertyDeclarations = {
    parentId: {attribute: 'parent-id'},
    replyTo: {attribute: 'reply-to'},
    snapshot: {attribute: false},
    problems: {attribute: false},
    isPreviewed: {attribute: false},
  };

  /** The id of the comment that this form replies to; absent for a top-level comment. */
  parentId: CommentId | null = null;

  /** The name of that comment's author. */
  replyTo = '';

  private snapshot: ThreadSnapshot | undefined;

  private problems: Problems = {};

  private isPreviewed = false;

  /** A draft was restored, and this was not announced yet. */
  #isRestored = false;

  readonly #guest = new GuestPart(this, (field) => {
    this.#clearProblem(field);
    this.#session.startNewSubmission();
  });
  readonly #control = new DraftController(this, {
    restored: () => {
      this.#isRestored = !this.hidden;
      this.#announceRestored();
    },
    postedElsewhere: () => this.#announce(this.#messages?.postedElsewhere),
  });
  readonly #retryMoment = new RetryMoment(this, () => {
    this.#announce(this.#messages?.mayPostAgain);
    this.requestUpdate();
  });
  readonly #beforePost = new BeforeYouPost(this, {
    submit: () => {
      this.renderRoot.querySelector<HTMLButtonElement>('.submit')?.click();
    },
    confirmed: () => {
      this.#session.startNewSubmission();
    },
  });
  #outgoing: Outgoing | undefined;
  /** The text for which the box was last resized. */
  #grownFor = '';

  constructor() {
    super();
    followSnapshot(this, (snapshot) => {
      this.snapshot = snapshot;
    });
  }

  /** Whether it has text that was not posted. */
  get hasDraft(): boolean {
    return this.#session.hasText;
  }

  get #session(): DraftController['session'] {
    return this.#control.session;
  }

  get #messages(): Messages | undefined {
    return this.snapshot && allMessages(this.snapshot.messages);
  }

  /** The format that the backend accepts. */
  get #format(): BodyFormat {
    return this.snapshot?.state.facts.bodyFormat ?? 'text';
  }

  get #textarea(): HTMLTextAreaElement | null {
    return this.renderRoot.querySelector('textarea');
  }

  get #isBusy(): boolean {
    return this.#session.isSending || this.#beforePost.isChecking;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (!this.hasAttribute('exportparts')) this.setAttribute('exportparts', FORM_PARTS);
  }

  override willUpdate(): void {
    const {snapshot} = this;
    if (!snapshot) return;
    this.#control.follow(snapshot, this.parentId);
    this.#guest.takeFilledIn(this.renderRoot);
    this.#guest.follow(snapshot);
    const {outgoing} = this.#session;
    if (!this.hasDraft) this.isPreviewed = false;
    if (outgoing === this.#outgoing) return;
    const before = this.#outgoing;
    this.#outgoing = outgoing;
    this.#retryMoment.follow(outgoing);
    if (outgoing?.status === 'failed')
      this.problems = problemsOf(outgoing.error?.fields ?? {}, {
        options: snapshot.options,
        messages: allMessages(snapshot.messages),
      });
    else if (!outgoing && !this.hasDraft) {
      this.problems = {};
      this.#guest.posted();
    }
    if (outgoing?.status !== 'failed' || before?.status === 'failed') return;
    if (outgoing.error?.policy) this.#beforePost.policyHasChanged(outgoing.error.policy);
    if (outgoing.error?.code === 'login-required') {
      this.problems = {body: allMessages(snapshot.messages).errors['login-required']};
      void this.#session.awaitSignIn();
    }
    void this.updateComplete.then(() => this.#focusFailure());
  }

  override updated(): void {
    this.#announceRestored();
    const {text} = this.#session;
    const textarea = this.#textarea;
    if (textarea && text !== this.#grownFor) {
      this.#grownFor = text;
      grow(textarea);
    }
    const place = this.renderRoot.querySelector('.preview');
    if (place) preview(place, this.#format, text);
  }

  override update(changed: PropertyValues): void {
    super.update(changed);
    render(this.#template(), this.renderRoot, {host: this});
  }

  #template(): TemplateResult | typeof nothing {
    const {snapshot} = this;
    const messages = this.#messages;
    if (!snapshot || !messages) return nothing;
    const {options} = snapshot;
    const isReply = this.parentId !== null;
    const {viewer} = options;
    // A landmark: its name is the thread's own, as that of the section around the thread.
    const label = isReply ? messages.replyTo(this.replyTo) : messages.bodyLabel;
    return html`<form
      class="base"
      part="form"
      aria-label=${isReply ? label : `${messages.formHeading} ${snapshot.state.thread?.title ?? ''}`.trim()}
      novalidate
      @submit=${this.#submitDraft}
      @click=${submitOnClick}
      @keydown=${this.#handleKeys}
    >
      ${
        options.variant === 'classic' && !isReply
          ? html`<div class="heading" role="heading" aria-level=${options.headingLevel}>
              ${messages.formHeading}
            </div>`
          : nothing
      }
      ${renderTextBox({
        text: this.#session.text,
        format: this.#format,
        label,
        isPreviewed: this.isPreviewed,
        problem: this.problems.body,
        limit: options.bodyLength,
        messages,
        take: this.#handleInput,
      })}
      ${
        viewer
          ? html`<p class="hint" part="hint">${messages.postingAs(viewer.name)}</p>`
          : this.#guest.render(snapshot, this.problems, messages)
      }
      ${
        snapshot.state.phase === 'failed' && this.hasDraft
          ? html`<p class="hint" part="hint">${messages.notOpened}</p>`
          : nothing
      }
      ${renderFailure(this.#session.outgoing, messages, this.#copy)}${this.#beforePost.render(snapshot, messages)}
      ${renderToolbar({
        draft: this.#session,
        isReply,
        isBusy: this.#isBusy,
        hasPanel: this.#beforePost.isAsking || replacesSubmit(this.#session.outgoing),
        isPreviewed: this.isPreviewed,
        messages,
        actions: {
          close: this.#close,
          togglePreview: this.#togglePreview,
          discard: this.#discard,
          showOther: this.#showOther,
        },
      })}
    </form>`;
  }

  /**
   * Restores the draft that is stored for this position; text in the form is stored as another draft.
   *
   * @internal
   */
  async showDraft(): Promise<void> {
    await (this.hasDraft ? this.#session.showNextDraft() : this.#session.restore());
    await this.updateComplete;
    this.#textarea?.focus();
  }

  /**
   * Puts the text of a comment into the form, to be edited and posted again; text in the form is stored as another
   * draft. Returns whether there is such another draft.
   *
   * @internal
   */
  async resumeText(text: string): Promise<boolean> {
    this.isPreviewed = false;
    this.problems = {};
    const hasOther = await this.#session.resumeText(text);
    await this.updateComplete;
    this.#textarea?.focus();
    return hasOther;
  }

  /**
   * Continues the text that the reader has begun in `line`, with its selection and focus, and stores it. Call it after the
   * form has rendered.
   *
   * @internal
   */
  continueFrom(line: HTMLTextAreaElement): void {
    const {value, selectionStart, selectionEnd, selectionDirection} = line;
    const textarea = this.#textarea;
    if (!textarea) return;
    if (value) {
      textarea.value = value;
      this.#session.takeOver(value, this.#format);
    }
    if (!line.matches(':focus')) return;
    textarea.focus({preventScroll: true});
    textarea.setSelectionRange(selectionStart, selectionEnd, selectionDirection);
  }

  readonly #handleInput = (event: Event): void => {
    const {value} = event.target as HTMLTextAreaElement;
    const before = this.#session.text;
    this.#clearProblem('body');
    this.#beforePost.dismiss();
    this.#session.write(value, this.#format);
    const messages = this.#messages;
    const limit = this.snapshot?.options.bodyLength ?? null;
    if (messages && crossesMark(before, value, limit))
      this.#announce(roomMessage(roomLeft(value, limit), messages));
  };

  readonly #submitDraft = (event: Event): void => {
    event.preventDefault();
    const {snapshot} = this;
    const messages = this.#messages;
    if (!snapshot || !messages || this.#isBusy) return;
    this.#guest.takeFilledIn(this.renderRoot);
    const {state, options} = snapshot;
    const needsLogin = !options.viewer && state.facts.posting === 'signed-in';
    const isGuest = !options.viewer && !needsLogin;
    const {body} = this.#draft(isGuest);
    this.problems = findProblems(body, isGuest ? this.#guest.answers : undefined, {options, messages});
    const [first] = Object.keys(this.problems);
    if (first !== undefined) {
      this.isPreviewed &&= first !== 'body';
      void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>(`#${first}`)?.focus());
      return;
    }
    if (needsLogin) {
      // The page may navigate to a sign-in at once: the text is stored first, for the reader who returns.
      void this.#session.awaitSignIn();
      // A page with its own sign-in cancels the event and needs no message.
      const isOurs = this.dispatchEvent(new ParleyLoginRequestEvent());
      if (isOurs) this.problems = {body: messages.loginNeeded};
      return;
    }
    if (isGuest) this.#guest.keep();
    // The page may be closed while the checks run.
    this.#session.flushSync();
    const draft = this.#draft(isGuest);
    void this.#beforePost.mayPost(draft, snapshot).then((mayPost) => {
      // If the page has changed to another discussion, the submission is dropped.
      if (!mayPost || !this.hasDraft || isOtherThread(snapshot, this.snapshot)) return;
      // Only checked text is posted. If the reader has typed meanwhile, the new text is checked now.
      if (JSON.stringify(draft) !== JSON.stringify(this.#draft(isGuest))) {
        this.#submitDraft(event);
        return;
      }
      const {key, mayHaveArrived} = this.#session.post();
      this.dispatchEvent(new ParleyPostRequestEvent(draft, key, mayHaveArrived));
    });
  };

  readonly #handleKeys = (event: KeyboardEvent): void => {
    if (isComposing(event)) return;
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      this.#submitDraft(event);
    } else if (event.key === 'Escape' && this.parentId !== null) {
      event.stopPropagation();
      this.#close();
    }
  };

  readonly #close = (): void => {
    this.snapshot?.host.closeReply(this);
  };

  readonly #togglePreview = (): void => {
    this.isPreviewed = !this.isPreviewed;
  };

  readonly #discard = (): void => {
    void this.#session.discard();
    this.problems = {};
    this.#announce(this.#messages?.draftDiscarded);
    // The button is removed with the draft.
    void this.updateComplete.then(() => this.#textarea?.focus());
  };

  readonly #copy = (): void => {
    void copyText(this.#session.text).then((isCopied) => {
      if (isCopied) this.#announce(this.#messages?.textCopied);
    });
  };

  readonly #showOther = (): void => {
    void this.showDraft();
  };

  #draft(isGuest: boolean): NewComment {
    // A comment is posted with the version of the policy that the notice shows.
    const policyVersion = this.snapshot && this.#beforePost.policyVersion(this.snapshot);
    return {
      parentId: this.parentId,
      body: {format: this.#format, value: this.#session.text},
      ...(isGuest && {guest: this.#guest.guest}),
      ...(policyVersion !== undefined && {policyVersion}),
    };
  }

  #clearProblem(field: DraftField): void {
    const {[field]: _mended, ...others} = this.problems;
    this.problems = others;
  }

  /** Not while the thread is loading: the discussion may turn out to be closed, and the form goes. */
  #announceRestored(): void {
    if (!this.#isRestored || !this.snapshot || this.snapshot.state.phase === 'loading') return;
    this.#isRestored = false;
    this.#announce(this.#messages?.draftRestored);
  }

  #announce(message: string | undefined): void {
    // A form that was removed has nothing to say any more.
    if (message !== undefined && this.isConnected) this.snapshot?.host.announce(message);
  }

  #focusFailure(): void {
    const [first] = Object.keys(this.problems);
    this.renderRoot.querySelector<HTMLElement>(first === undefined ? '#failure' : `#${first}`)?.focus();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'parley-comment-form': CommentFormElement;
  }
}
