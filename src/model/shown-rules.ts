import type {PolicyRule} from './policy.js';

const MOST_RULES = 200;
const MOST_OF_A_RULE = 2_000;

/** The displayed texts of a policy's rules, cut to 200 of 2,000 characters, so that long ones do not slow the page. */
export function shownRules(rules: readonly Pick<PolicyRule, 'text'>[]): string[] {
  return rules.slice(0, MOST_RULES).map(({text}) => text.slice(0, MOST_OF_A_RULE));
}
