import {documentProperty} from '../../model/document-property.js';
import {html, nothing, type ReactiveController, type ReactiveControllerHost, type TemplateResult} from 'lit';
import {live} from 'lit/directives/live.js';
import {showBody} from '../../content/body.js';
import {displayName} from '../../content/name.js';
import {safeUrl} from '../../content/safe-url.js';
import {shownRules} from '../../model/shown-rules.js';
import type {Messages} from '../../locale/en.js';
import type {NewComment} from '../../model/comment.js';
import type {Policy} from '../../model/policy.js';
import type {Finding} from '../../policy/check.js';
import type {ThreadSnapshot} from '../context.js';
import {acknowledgedVersion, rememberAcknowledged} from './acknowledgement.js';
import type {PostingTerms} from '../thread-host.js';

/** The part of the form that this controller uses. */
export interface CheckedForm extends ReactiveControllerHost, HTMLElement {
  readonly renderRoot: ParentNode;
  /** Whether it has text. */
  readonly hasDraft: boolean;
}

/** Callbacks for the reader's choices. */
export interface CheckedFormActions {
  /** Submits the form again. */
  readonly submit: () => void;
  /** The reader has ticked or unticked the acknowledgement; the last failure is outdated. */
  readonly confirmed: () => void;
}

/**
 * The steps between the submit button and posting: the reader acknowledges the policy if that is required, and sees the
 * findings of the publisher's checks once per draft. Only a rule that blocks prevents posting.
 */
export class BeforeYouPost implements ReactiveController {
  readonly #host: CheckedForm;
  readonly #actions: CheckedFormActions;
  #terms: PostingTerms | undefined;
  #asked: Promise<PostingTerms | undefined> | undefined;
  #findings: readonly Finding[] = [];
  /** Whether the panel was shown for this draft. */
  #hasAsked = false;
  #isChecking = false;
  #isPrepared = false;
  /** The version that the reader has ticked; `null` while the box is not ticked. */
  #confirmed: string | null = null;
  #isConfirmationMissing = false;
  /** The current policy of the backend, after it rejected a comment for an old one. */
  #newPolicy: Policy | null = null;

  constructor(host: CheckedForm, actions: CheckedFormActions) {
    this.#host = host;
    this.#actions = actions;
    host.addController(this);
  }

  /** Whether checks are running; the button is busy meanwhile. */
  get isChecking(): boolean {
    return this.#isChecking;
  }

  /** The panel is shown; its buttons stand in place of the form's. */
  get isAsking(): boolean {
    return this.#findings.length > 0;
  }

  /** The reader goes on writing, which is one of the two answers. */
  dismiss(): void {
    this.#findings = [];
  }

  hostUpdate(): void {
    if (this.#host.hasDraft) this.#prepare();
    if (this.#host.hasDraft || this.#isChecking) return;
    this.#findings = [];
    this.#hasAsked = false;
  }

  hostUpdated(): void {
    const text = this.#host.renderRoot.querySelector('.changed-policy');
    const policy = this.#newPolicy?.text;
    if (text && policy) showBody(text, policy);
  }

  /** The policy version that is sent with a comment: the one that the reader sees. */
  policyVersion({options}: ThreadSnapshot): string | undefined {
    return (this.#newPolicy ?? options.policy)?.version;
  }

  /** The backend has rejected a comment because its policy has changed to this one. */
  policyHasChanged(policy: Policy): void {
    if (policy === this.#newPolicy) return;
    this.#newPolicy = policy;
    this.#host.requestUpdate();
  }

  /** Whether the draft may be posted now. If not, the reader has been told what to do. */
  async mayPost(draft: NewComment, snapshot: ThreadSnapshot): Promise<boolean> {
    this.#isChecking = true;
    this.#host.requestUpdate();
    const terms = await this.#askForTerms(snapshot);
    if (this.#needsConfirmation(snapshot)) {
      if (!this.#isConfirmed(snapshot)) {
        this.#isChecking = false;
        this.#isConfirmationMissing = true;
        this.#host.requestUpdate();
        await this.#focus('#policy-read');
        return false;
      }
      const {thread} = snapshot.state;
      if (thread) rememberAcknowledged(thread.site, this.#newPolicy ?? snapshot.options.policy ?? {});
    }
    const findings = (await terms?.check(draft)) ?? [];
    this.#isChecking = false;
    this.#host.requestUpdate();
    const isBlocked = findings.some(({severity}) => severity === 'block');
    if (findings.length === 0 || (this.#hasAsked && !isBlocked)) {
      this.#findings = [];
      return true;
    }
    this.#findings = findings;
    this.#hasAsked = true;
    await this.#focus('#before-you-post');
    return false;
  }

  /** The acknowledgement and the panel, above the buttons. */
  render(snapshot: ThreadSnapshot, messages: Messages): TemplateResult {
    void this.#askForTerms(snapshot);
    const now = this.#newPolicy;
    // The policy notice also has it, unless the page replaces it.
    const isUnseen = now && this.#host.hasDraft && now.version !== snapshot.options.policy?.version;
    return html`${isUnseen ? this.#renderNewPolicy(now, messages) : nothing}
    ${this.#needsConfirmation(snapshot) ? this.#renderConfirmation(snapshot, messages) : nothing}
    ${this.#findings.length > 0 ? this.#renderFindings(snapshot, messages) : nothing}`;
  }

  /** Loads the checks' data while the reader types, because they have little time later. */
  #prepare(): void {
    if (this.#isPrepared || !this.#terms) return;
    this.#isPrepared = true;
    this.#terms.prepare();
  }

  /** The thread may not have loaded the code that answers yet. */
  #askForTerms({host}: ThreadSnapshot): Promise<PostingTerms | undefined> {
    this.#asked ??= host.postingTerms().then((terms) => {
      this.#terms = terms;
      this.#host.requestUpdate();
      return terms;
    });
    return this.#asked;
  }

  #isConfirmed(snapshot: ThreadSnapshot): boolean {
    return this.#confirmed === (this.policyVersion(snapshot) ?? '');
  }

  #needsConfirmation(snapshot: ThreadSnapshot): boolean {
    const {thread} = snapshot.state;
    if (!thread || !this.#terms?.mustAcknowledge) return false;
    return acknowledgedVersion(thread.site) !== (this.policyVersion(snapshot) ?? '');
  }

  #renderNewPolicy({rules = [], url}: Policy, messages: Messages): TemplateResult {
    const link = url === undefined ? null : safeUrl(url, documentProperty('baseURI'));
    return html`<div class="notice" part="notice" role="group" aria-labelledby="new-policy">
      <p id="new-policy" class="title">${messages.policyHeading}</p>
      <div class="changed-policy" dir="auto"></div>
      ${
        rules.length > 0
          ? html`<ul>
              ${shownRules(rules).map((rule) => html`<li dir="auto">${rule}</li>`)}
            </ul>`
          : nothing
      }
      ${link ? html`<p><a href=${link}>${messages.policyLink}</a></p>` : nothing}
    </div>`;
  }

  #renderConfirmation(snapshot: ThreadSnapshot, messages: Messages): TemplateResult {
    const isMissing = this.#isConfirmationMissing;
    return html`<div class="field">
      <label class="choice" part="label"
        ><input
          id="policy-read"
          type="checkbox"
          required
          aria-invalid=${isMissing}
          aria-describedby="policy-read-problem"
          .checked=${live(this.#isConfirmed(snapshot))}
          @change=${(event: Event) => {
            this.#confirm(event, this.policyVersion(snapshot) ?? '');
          }}
        />
        ${messages.policyRead}</label
      >
      ${isMissing ? html`<span id="policy-read-problem" class="wrong" part="error">${messages.policyReadMissing}</span>` : nothing}
    </div>`;
  }

  #renderFindings({options: {policy}}: ThreadSnapshot, messages: Messages): TemplateResult {
    const ruleOf = ({ruleId}: Finding) => policy?.rules?.find(({id}) => id === ruleId);
    const builtIn = messages.findings as Readonly<Record<string, string>>;
    const sentenceFor = (finding: Finding): string =>
      ruleOf(finding)?.text ??
      (Object.hasOwn(builtIn, finding.ruleId) ? builtIn[finding.ruleId] : undefined) ??
      messages.findingOther;
    const isBlocked = this.#findings.some(({severity}) => severity === 'block');
    const isHeld = this.#findings.some((finding) => ruleOf(finding)?.severity === 'hold');
    return html`<div class="notice asked" part="notice" role="group" aria-labelledby="before-you-post">
      <p id="before-you-post" class="title" tabindex="-1">${messages.beforeYouPost}</p>
      <ul>
        ${this.#findings.map(
          (finding) =>
            html`<li>
              <span dir="auto">${sentenceFor(finding)}</span>
              ${finding.words.slice(0, MAX_WORDS).map((word) => html` <q><bdi>${displayName(word)}</bdi></q>`)}
            </li>`,
        )}
      </ul>
      ${isBlocked ? html`<p>${messages.findingBlocks}</p>` : nothing}
      <div class="choices">
        <button type="button" class="submit" part="button" @click=${this.#edit}>
          ${messages.editComment}
        </button>
        ${
          isBlocked
            ? nothing
            : html`<button type="button" part="button" @click=${this.#postAnyway}>
                ${isHeld ? messages.sendForReview : messages.postAnyway}
              </button>`
        }
      </div>
    </div>`;
  }

  #confirm(event: Event, version: string): void {
    this.#confirmed = (event.target as HTMLInputElement).checked ? version : null;
    this.#isConfirmationMissing = false;
    this.#actions.confirmed();
    this.#host.requestUpdate();
  }

  readonly #edit = (): void => {
    this.#findings = [];
    this.#host.requestUpdate();
    void this.#focus('textarea');
  };

  readonly #postAnyway = (): void => {
    this.#findings = [];
    this.#host.requestUpdate();
    // The button is removed with the panel; keep focus in the form.
    void this.#focus('.submit').then(this.#actions.submit);
  };

  async #focus(selector: string): Promise<void> {
    await this.#host.updateComplete;
    const element = this.#host.renderRoot.querySelector<HTMLElement>(selector);
    element?.focus();
    // Focus shows the heading of a panel alone.
    element?.closest('.notice')?.scrollIntoView({block: 'nearest', behavior: 'instant'});
  }
}

/** More would push the buttons out of view. */
const MAX_WORDS = 10;
