import {html, type TemplateResult} from 'lit';
import type {Messages} from '../../../locale/en.js';
import type {Comment} from '../../../model/comment.js';
import type {ThreadSnapshot} from '../../context.js';
import {findListedRule, goToRule, type ListedRule} from '../../policy-notice/listed-rule.js';

/** The rule for which a comment was rejected, and where it is shown. */
export interface ViolatedRule {
  readonly text: string;
  /** Its element in the policy notice; `null` if the notice does not list it. */
  readonly listed: ListedRule | null;
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
  return {text: rule.text, listed: findListedRule(host.element, rule.text), policyUrl};
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
    void goToRule(listed);
  };
  const href = policyUrl ?? (listed ? '#policy' : null);
  return html`<p class="rule">
    ${before}${href === null ? name : html`<a href=${href} @click=${go}>${name}</a>`}${after}
  </p>`;
}
