import type {PolicyRule} from '../model/policy.js';

const MOST_RULES = 200;
const MOST_OF_A_RULE = 2_000;

/** The texts of a policy's rules as they are shown: 200 of 2,000 characters. Nobody reads more, and a page must not wait for them. */
export function shownRules(rules: readonly Pick<PolicyRule, 'text'>[]): string[] {
  return rules.slice(0, MOST_RULES).map(({text}) => text.slice(0, MOST_OF_A_RULE));
}
