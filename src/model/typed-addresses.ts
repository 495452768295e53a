/** An address typed in a text, with a scheme or beginning with `www.`, and its index. */
export interface TypedAddress {
  readonly address: string;
  readonly index: number;
}

/**
 * The start of an address and all characters that may belong to it. Linear: a match takes the whole run, and the search
 * continues after it. Quotation marks and invisible characters are not part of an address, except joiners, which occur in
 * words of many scripts and in emoji. Any letter that is not ASCII may precede it, because some scripts write no spaces.
 */
const RUN =
  /(?<![a-z\d_])(?:https?:\/\/|www\.)(?:(?![\s<>"“”„«»\p{Control}\p{Bidi_Control}])\P{Format}|[\u200C\u200D])+/giu;

const OPENING = /^\p{Open_Punctuation}$/u;
const CLOSING = /^\p{Close_Punctuation}$/u;

/**
 * Characters at the end that belong to the sentence, not to the address: these of ASCII, and all other punctuation, which
 * an address has only percent-encoded.
 */
const TRAILING = /^(?:[.,:;!?'*_~]|(?!\p{ASCII})[\p{Punctuation}\p{Terminal_Punctuation}])$/u;

/** Characters that end an address anywhere: punctuation that is written without a space after it, and an em dash. */
const ENDING = /^(?!\p{ASCII})(?:\p{Terminal_Punctuation}|[\u2014\u2015])$/u;

/** The addresses in a text, in order; not all are valid URLs. Linear in the length of the text. */
export function* typedAddresses(text: string): Generator<TypedAddress> {
  for (const {0: run, index} of text.matchAll(RUN)) yield {address: addressIn(run), index};
}

/** The address in a run: without punctuation at its end, and without a closing bracket that was opened before it. */
function addressIn(run: string): string {
  let depth = 0;
  let end = 0;
  let index = 0;
  for (const character of run) {
    index += character.length;
    const opens = OPENING.test(character);
    const closes = CLOSING.test(character);
    if (ENDING.test(character) || (closes && depth === 0 && character > '\u007F')) break;
    // Only trailing characters are dropped; those before another character of the address stay.
    if (closes ? depth > 0 : !opens && !TRAILING.test(character)) end = index;
    if (opens) depth++;
    else if (closes && depth > 0) depth--;
  }
  return run.slice(0, end);
}
