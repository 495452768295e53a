import {html, nothing, type PropertyDeclarations, type TemplateResult} from 'lit';
import {safeUrl} from '../../content/safe-url.js';
import type {Policy} from '../../model/policy.js';
import {REMEMBERED_GUEST} from '../../storage/families.js';
import {isStored} from '../../storage/stored-value.js';
import {controls} from '../../styles/controls.js';
import {tokens} from '../../styles/tokens.js';
import {showBody} from '../../content/body.js';
import type {ThreadSnapshot} from '../context.js';
import {followSnapshot} from '../follow-snapshot.js';
import {policyNoticeStyles} from './policy-notice.styles.js';
import {shownRules} from '../shown-rules.js';
import {ParleyElement} from '../base/parley-element.js';

/** A policy longer than this, in characters, is cut to two lines on a phone. */
const TWO_LINES = 80;

/**
 * The discussion policy in a few lines. Its text is the first of: its slotted content, its `policy` property, the
 * thread's policy, and short built-in rules with the publisher's name.
 *
 * In a narrow thread it has two lines, and none for a guest whom the device remembers; a button shows the whole policy.
 * The classic variant always shows it whole.
 *
 * @example
 * ```html
 * <parley-policy-notice slot="policy">
 *   <p>Comments are welcome. Please sign them with your name.</p>
 * </parley-policy-notice>
 * ```
 *
 * @slot - The publisher's own text.
 *
 * @csspart policy - The box around it.
 * @csspart heading - Its heading.
 * @csspart button - The button that shows all of it.
 *
 * @cssprop --parley-heading-font-family - Font of headings; the page's.
 *
 * @customElement parley-policy-notice
 */
export class PolicyNoticeElement extends ParleyElement {
  static override styles = [controls, tokens, policyNoticeStyles];

  static override properties: PropertyDeclarations = {
    policy: {attribute: false},
    snapshot: {attribute: false},
    isOpen: {attribute: false},
  };

  /** A policy for this notice only. */
  policy: Policy | null = null;

  private snapshot: ThreadSnapshot | undefined;

  /**
   * Whether all of it is shown, also in a narrow thread.
   *
   * @internal
   */
  isOpen = false;

  /** Whether the device remembers the reader from an earlier comment; `undefined` until the thread is known. */
  #isKnown: boolean | null | undefined;

  constructor() {
    super();
    followSnapshot(this, (snapshot) => {
      this.snapshot = snapshot;
    });
  }

  override render(): TemplateResult | typeof nothing {
    if (!this.snapshot) return html`<slot></slot>`;
    const {messages, options, state} = this.snapshot;
    const policy = this.policy ?? options.policy;
    const {text, rules = []} = policy ?? {};
    const url = safeUrl(this.policy?.url ?? options.policyUrl ?? '');
    this.#isKnown ??= state.thread && isStored(REMEMBERED_GUEST, state.thread.site);
    const words = this.textContent?.trim() || [text?.value, ...shownRules(rules)].join('');
    const isWhole = options.variant === 'classic' || (words && words.length <= TWO_LINES);
    const look = isWhole ? options.variant : this.isOpen ? 'open' : this.#isKnown ? 'known' : 'brief';
    return html`<div class="base ${look}" part="policy">
      <div class="heading" part="heading" role="heading" aria-level=${options.headingLevel}>
        ${messages.policyHeading}
      </div>
      <div class="text"><slot>${this.#renderPolicy(policy)}</slot></div>
      ${
        isWhole
          ? nothing
          : html`<button
              class="plain"
              part="button"
              aria-expanded=${this.isOpen}
              @click=${() => {
                this.isOpen = !this.isOpen;
              }}
            >
              ${messages.policyRules}
            </button>`
      }
      ${url ? html`<p><a href=${url}>${messages.policyLink}</a></p>` : nothing}
    </div>`;
  }

  override updated(): void {
    const text = (this.policy ?? this.snapshot?.options.policy)?.text;
    const words = this.renderRoot.querySelector('.words');
    if (text && words) showBody(words, text);
  }

  #renderPolicy(policy: Policy | null): TemplateResult {
    const {messages, options} = this.snapshot ?? {};
    const {text, rules = []} = policy ?? {};
    if (!text && rules.length === 0) {
      return html`<p dir="auto">${messages?.policyText(options?.publisher ?? messages.policyPublisher)}</p>`;
    }
    return html`${text ? html`<div class="words" dir="auto"></div>` : nothing}
    ${
      rules.length > 0
        ? html`<ul dir="auto">
            ${shownRules(rules).map((rule) => html`<li>${rule}</li>`)}
          </ul>`
        : nothing
    }`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'parley-policy-notice': PolicyNoticeElement;
  }
}
