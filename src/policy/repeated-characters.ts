import type {Check} from './check.js';

/** A letter or punctuation mark at least ten times in a row: "sooooooooooo", "!!!!!!!!!!!!". */
const REPEATED = /([\p{L}\p{P}])\1{9,}/u;

/** A line of punctuation alone, as in `----------`. */
const DIVIDER_LINE = /^[\s\p{P}]*$/u;

/** Finds characters that are repeated ten times or more, except in dividing lines of punctuation. */
export const repeatedCharacters: Check = ({body}) => {
  for (const line of body.value.split('\n')) {
    const run = DIVIDER_LINE.test(line) ? null : REPEATED.exec(line);
    if (run) return {ruleId: 'repeated-characters', words: [run[0]], severity: 'hold'};
  }
  return null;
};
