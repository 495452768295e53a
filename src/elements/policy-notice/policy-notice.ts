import type {PropertyDeclarations, PropertyValues} from '@lit/reactive-element';
import {safeUrl} from '../../content/safe-url.js';
import type {Policy} from '../../model/policy.js';
import {REMEMBERED_GUEST} from '../../storage/families.js';
import {isStored} from '../../storage/stored-value.js';
import {controls} from '../../styles/controls.js';
import {tokens} from '../../styles/tokens.js';
import {element, type Markup} from '../../markup/markup.js';
import {policyMarkup} from '../../markup/thread-markup.js';
import type {ThreadSnapshot} from '../context.js';
import {followSnapshot} from '../follow-snapshot.js';
import {policyNoticeStyles} from './policy-notice.styles.js';
import {shownRules} from '../../model/shown-rules.js';
import {patchChildren} from '../base/patch.js';
import {ParleyElement} from '../base/parley-element.js';
import {defineElement} from '../base/define-element.js';

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
  /**
   * Registers the class as `<parley-policy-notice>`, or under another tag or in another registry. A tag that is taken is left as it
   * is, with one warning; without a document nothing happens.
   */
  static define(tag = 'parley-policy-notice', registry?: CustomElementRegistry): void {
    defineElement(tag, this, registry);
  }

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

  override update(changed: PropertyValues): void {
    super.update(changed);
    patchChildren(this.renderRoot, [this.snapshot ? this.#markup(this.snapshot) : element('slot', {})]);
  }

  override firstUpdated(): void {
    this.renderRoot.addEventListener('click', ({target}) => {
      if ((target as Element).matches('.plain')) this.isOpen = !this.isOpen;
    });
  }

  #markup({messages, options, state}: ThreadSnapshot): Markup {
    const {headingLevel, variant, publisher, policyUrl} = options;
    const {text, rules = []} = this.policy ?? options.policy ?? {};
    this.#isKnown ??= state.thread && isStored(REMEMBERED_GUEST, state.thread.site);
    return policyMarkup(
      {messages, headingLevel, isClassic: variant === 'classic', hasSlots: true},
      {
        text,
        rules: shownRules(rules),
        ownText: this.textContent?.trim() ?? '',
        publisher: publisher ?? '',
        url: safeUrl(this.policy?.url ?? policyUrl ?? ''),
        extent: this.isOpen ? 'open' : this.#isKnown ? 'known' : 'brief',
      },
    );
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'parley-policy-notice': PolicyNoticeElement;
  }
}
