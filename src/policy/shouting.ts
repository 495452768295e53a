import type {Check} from './check.js';

/** Abbreviations and a word in capitals are no shouting. */
const FEWEST_LETTERS = 20;
const MOST_CAPITALS = 0.7;

/**
 * Finds letters that are written in capitals throughout. Only writing systems that tell capitals from small letters
 * count, so Arabic, Hebrew or Chinese never shout.
 */
export const shouting: Check = ({body}) => {
  const capitals = count(body.value, /\p{Lu}/gu);
  const letters = capitals + count(body.value, /\p{Ll}/gu);
  if (letters < FEWEST_LETTERS || capitals / letters <= MOST_CAPITALS) return null;
  return {ruleId: 'shouting', words: [], severity: 'hold'};
};

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}
