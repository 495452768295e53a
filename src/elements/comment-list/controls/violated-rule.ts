import {css, html, type TemplateResult} from 'lit';
import type {Messages} from '../../../locale/en.js';
import type {Comment} from '../../../model/comment.js';
import type {ThreadSnapshot} from '../../context.js';
import type {PolicyNoticeElement} from '../../policy-notice/policy-notice.js';
import {addStyles} from '../../../styles/add-styles.js';

/** The rule for which a comment was rejected, and where it is shown. */
export interface ViolatedRule {
  readonly text: string;
  /** Its element in the policy notice; `null` if the notice does not list it. */
  readonly listed: {readonly notice: PolicyNoticeElement; readonly item: HTMLElement} | null;
  /** The full policy on the paper's site; `null` if there is none. */
  readonly policyUrl: string | null;
}

/** The rule of a comment's decision; `null` if there is none or it is unknown. */
export function violatedRuleOf(
  {status, decision}: Comment,
  {options: {policy, policyUrl}, host}: ThreadSnapshot,
): ViolatedRule | null {
  const rule = policy?.rules?.find(({id}) => id === decision?.ruleId);
  if (status !== 'rejected' || !rule) return null;
  return {text: rule.text, listed: listedRule(host.element, rule.text), policyUrl};
}

/** Placeholder for the rule in its sentence, replaced by the link. */
const RULE_HERE = '\uFFFC';

/** The rule's text: as a link to the notice, else to the policy, else as text only. */
export function renderViolatedRule(
  {text, listed, policyUrl}: ViolatedRule,
  messages: Messages,
): TemplateResult {
  const [before = '', after = ''] = messages.violatedRule(RULE_HERE).split(RULE_HERE);
  const name = html`<bdi>${text}</bdi>`;
  const go = (event: MouseEvent): void => {
    // With a modifier key the browser opens the link.
    if (!listed || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    void goTo(listed);
  };
  const href = policyUrl ?? (listed ? '#policy' : null);
  return html`<p class="rule">
    ${before}${href === null ? name : html`<a href=${href} @click=${go}>${name}</a>`}${after}
  </p>`;
}

/** The element with the rule's text, if the notice shows it: a page may have replaced the content. */
function listedRule(thread: Element, text: string): ViolatedRule['listed'] {
  const slot = thread.shadowRoot?.querySelector<HTMLSlotElement>('slot[name="policy"]');
  const notices = slot?.assignedElements({flatten: true}) ?? [];
  const notice = notices.find(({localName}) => localName === 'parley-policy-notice');
  const items = notice?.shadowRoot?.querySelectorAll<HTMLElement>('slot li') ?? [];
  const item = [...items].find(({textContent}) => textContent.trim() === text.trim());
  const isReplaced = item?.closest('slot')?.assignedNodes().length;
  return item && !isReplaced ? {notice: notice as PolicyNoticeElement, item} : null;
}

const reached = css`
  li:focus {
    outline: var(--parley-focus-width, 3px) solid var(--parley-focus-color, currentColor);
    outline-offset: var(--parley-focus-offset, calc(-1 * var(--parley-focus-width, 3px)));
    scroll-margin-block: calc(var(--parley-scroll-offset, 0px) + 1em) 1em;
  }
`;

async function goTo({notice, item}: NonNullable<ViolatedRule['listed']>): Promise<void> {
  const {shadowRoot} = notice;
  if (shadowRoot) addStyles(shadowRoot, reached);
  notice.isOpen = true;
  if (!item.checkVisibility()) await notice.updateComplete;
  item.tabIndex = -1;
  item.focus();
}
