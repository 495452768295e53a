import type {RuleSeverity} from '../model/policy.js';
import type {Check} from './check.js';
import {wordFinder} from './words/find-words.js';

/**
 * Finds the publisher's own words or phrases, whatever their case and accents: as whole words only, in every script
 * ("ass" is not in "class"), where an asterisk at an end stands for any letters ("spam*" is in "spammers").
 */
export function publishersWords(words: readonly string[], severity: RuleSeverity): Check {
  const find = wordFinder(words, 'loose');
  return ({body}) => {
    const found = find(body.value);
    return found.length > 0 ? {ruleId: 'words', words: found, severity} : null;
  };
}
