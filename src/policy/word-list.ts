import type {RuleSeverity} from '../model/policy.js';
import type {Check} from './check.js';
import {wordFinder} from './words/find-words.js';

/**
 * Finds the publisher's own words or phrases, ignoring case and accents. Only whole words match, in every script ("ass"
 * does not match "class"); an asterisk at an end stands for any letters ("spam*" matches "spammers").
 */
export function wordList(words: readonly string[], severity: RuleSeverity): Check {
  const find = wordFinder(words, 'loose');
  return ({body}) => {
    const found = find(body.value);
    return found.length > 0 ? {ruleId: 'words', words: found, severity} : null;
  };
}

/** @deprecated The former name of `wordList`. */
export const publishersWords = wordList;
