import {css, html, type TemplateResult} from 'lit';
import type {Messages} from '../../../locale/en.js';
import type {Comment} from '../../../model/comment.js';
import type {ThreadOptions} from '../../context.js';
import type {PolicyNoticeElement} from '../../policy-notice.js';
import {addStyles} from '../../../styles/add-styles.js';

/** The rule by which a comment was turned down, and where a reader finds it. */
export interface BrokenRule {
  readonly text: string;
  /** Where it stands in the policy notice; `null` where that does not list it. */
  readonly listed: {readonly notice: PolicyNoticeElement; readonly item: HTMLElement} | null;
  /** The full policy on the paper's site; `null` where there is none. */
  readonly policyUrl: string | null;
}

/** What a comment's decision names as the rule; `null` for a comment that broke none, or one that nobody knows. */
export function brokenRuleOf(
  {status, decision}: Comment,
  thread: Element,
  {policy, policyUrl}: ThreadOptions,
): BrokenRule | null {
  const rule = policy?.rules?.find(({id}) => id === decision?.ruleId);
  if (status !== 'rejected' || !rule) return null;
  return {text: rule.text, listed: listedRule(thread, rule.text), policyUrl};
}

/** Stands for the rule in its sentence until the link takes its place. */
const RULE_HERE = '\uFFFC';

/** The rule by its own words: a link to it in the notice, else to the policy, else the words alone. */
export function renderBrokenRule({text, listed, policyUrl}: BrokenRule, messages: Messages): TemplateResult {
  const [before = '', after = ''] = messages.brokenRule(RULE_HERE).split(RULE_HERE);
  const words = html`<bdi>${text}</bdi>`;
  const go = (event: MouseEvent): void => {
    // With a key that opens it elsewhere, the link is the browser's.
    if (!listed || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    goTo(listed);
  };
  const href = policyUrl ?? (listed ? '#policy' : null);
  return html`<p class="rule">
    ${before}${href === null ? words : html`<a href=${href} @click=${go}>${words}</a>`}${after}
  </p>`;
}

/** The rule with these words, if it is seen in the notice: a page may have put words of its own there. */
function listedRule(thread: Element, text: string): BrokenRule['listed'] {
  const slot = thread.shadowRoot?.querySelector<HTMLSlotElement>('slot[name="policy"]');
  const notices = slot?.assignedElements({flatten: true}) ?? [];
  const notice = notices.find(({localName}) => localName === 'parley-policy-notice');
  const items = notice?.shadowRoot?.querySelectorAll<HTMLElement>('li') ?? [];
  const item = [...items].find(({textContent}) => textContent.trim() === text.trim());
  return item?.getClientRects().length ? {notice: notice as PolicyNoticeElement, item} : null;
}

const reached = css`
  li:focus {
    outline: var(--parley-focus-width, 3px) solid var(--parley-focus-color, currentColor);
    outline-offset: var(--parley-focus-offset, calc(-1 * var(--parley-focus-width, 3px)));
    scroll-margin-block: calc(var(--parley-scroll-offset, 0px) + 1em) 1em;
  }
`;

function goTo({notice, item}: NonNullable<BrokenRule['listed']>): void {
  const {shadowRoot} = notice;
  if (shadowRoot) addStyles(shadowRoot, reached);
  item.tabIndex = -1;
  item.focus();
}
