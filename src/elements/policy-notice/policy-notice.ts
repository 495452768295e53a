import {html, nothing, type PropertyDeclarations, type TemplateResult} from 'lit';
import {safeUrl} from '../../content/safe-url.js';
import type {Policy} from '../../model/policy.js';
import {controls} from '../../styles/controls.js';
import {tokens} from '../../styles/tokens.js';
import {showBody} from '../../content/body.js';
import type {ThreadSnapshot} from '../context.js';
import {followSnapshot} from '../follow-snapshot.js';
import {policyNoticeStyles} from './policy-notice.styles.js';
import {shownRules} from '../shown-rules.js';
import {ParleyElement} from '../base/parley-element.js';

/**
 * The rules of the discussion, in a few lines above the box. Its words are, in this order: what the page puts into
 * it, its `policy` property, the thread's policy, and short built-in rules with the publisher's name.
 *
 * @example
 * ```html
 * <parley-policy-notice slot="policy">
 *   <p>Letters are welcome. Please sign them with your name.</p>
 * </parley-policy-notice>
 * ```
 *
 * @slot - The publisher's own words.
 *
 * @csspart policy - The box around it.
 * @csspart heading - Its heading.
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
  };

  /** A policy for this notice alone. */
  policy: Policy | null = null;

  private snapshot: ThreadSnapshot | undefined;

  constructor() {
    super();
    followSnapshot(this, (snapshot) => {
      this.snapshot = snapshot;
    });
  }

  override render(): TemplateResult | typeof nothing {
    if (!this.snapshot) return html`<slot></slot>`;
    const {messages, options} = this.snapshot;
    const url = safeUrl(this.policy?.url ?? options.policyUrl ?? '');
    return html`<div class="base ${options.variant}" part="policy">
      <div class="heading" part="heading" role="heading" aria-level=${options.headingLevel}>
        ${messages.policyHeading}
      </div>
      <div class="text"><slot>${this.#renderPolicy(this.policy ?? options.policy)}</slot></div>
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
