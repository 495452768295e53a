import type {RuleSeverity} from '../model/policy.js';
import type {Check} from './check.js';

/** Finds comments with fewer than `least` letters and digits: "+1", "...". Punctuation and emoji do not count. */
export function tooShort(min: number, severity: RuleSeverity = 'nudge'): Check {
  return ({body}) => {
    const length = body.value.match(/[\p{L}\p{N}]/gu)?.length ?? 0;
    return length < min ? {ruleId: 'too-short', words: [], severity} : null;
  };
}

/** Finds comments of more than `most` code points. The limit that the form enforces is the backend's. */
export function tooLong(max: number, severity: RuleSeverity = 'nudge'): Check {
  return ({body}) => {
    // A string has at most as many code points as code units: most need no counting.
    const isLonger = body.value.length > max && Array.from(body.value).length > max;
    return isLonger ? {ruleId: 'too-long', words: [], severity} : null;
  };
}
