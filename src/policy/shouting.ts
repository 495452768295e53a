import type {Check} from './check.js';

/** Shorter texts pass: they may be abbreviations. */
const MIN_LETTERS = 20;
/** The largest share of capitals among the letters that passes. */
const MAX_CAPITALS_RATIO = 0.7;

/**
 * Finds comments written in capitals. Only scripts with upper and lower case count, so Arabic, Hebrew or Chinese never
 * match.
 */
export const shouting: Check = ({body}) => {
  const capitals = count(body.value, /\p{Lu}/gu);
  const letters = capitals + count(body.value, /\p{Ll}/gu);
  if (letters < MIN_LETTERS || capitals / letters <= MAX_CAPITALS_RATIO) return null;
  return {ruleId: 'shouting', words: [], severity: 'hold'};
};

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}
