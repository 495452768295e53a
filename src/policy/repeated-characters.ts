import type {Check} from './check.js';

/** A letter or mark of punctuation that stands at least ten times in a row: "sooooooooooo", "!!!!!!!!!!!!". */
const RUN = /([\p{L}\p{P}])\1{9,}/u;

/** Lines that are drawn with punctuation, as in `----------`. */
const RULE = /^[\s\p{P}]*$/u;

/** Finds a character that is repeated as nobody writes. Lines of punctuation alone, which divide a text, are none. */
export const repeatedCharacters: Check = ({body}) => {
  for (const line of body.value.split('\n')) {
    const run = RULE.test(line) ? null : RUN.exec(line);
    if (run) return {ruleId: 'repeated-characters', words: [run[0]], severity: 'hold'};
  }
  return null;
};
