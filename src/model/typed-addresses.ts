/** An address as somebody typed it into a text, with a scheme or beginning with `www.`, and where it begins. */
export interface TypedAddress {
  readonly address: string;
  readonly index: number;
}

/**
 * Where an address may begin, and all that could belong to it. Linear: a match takes the whole run of characters,
 * and the search goes on behind it. Quotation marks and invisible characters are never part of an address, but for the
 * joiners, which belong to words of many scripts and to emoji. Before it may stand a letter of a script that writes no
 * spaces between words, and so any that is not ASCII.
 */
const RUN =
  /(?<![a-z\d_])(?:https?:\/\/|www\.)(?:(?![\s<>"“”„«»\p{Control}\p{Bidi_Control}])\P{Format}|[\u200C\u200D])+/giu;

const OPENING = /^\p{Open_Punctuation}$/u;
const CLOSING = /^\p{Close_Punctuation}$/u;

/**
 * What ends a sentence rather than an address where it stands last: of ASCII these, of every other script all
 * punctuation, for an address has none of it that is not written as `%` and digits.
 */
const TRAILING = /^(?:[.,:;!?'*_~]|(?!\p{ASCII})[\p{Punctuation}\p{Terminal_Punctuation}])$/u;

/** What ends an address wherever it stands: the end of a sentence or clause without a space after it, and an em dash. */
const ENDING = /^(?!\p{ASCII})(?:\p{Terminal_Punctuation}|[\u2014\u2015])$/u;

/** The addresses in a text, in their order. Linear in the length of the text; not all of them are valid URLs. */
export function* typedAddresses(text: string): Generator<TypedAddress> {
  for (const {0: run, index} of text.matchAll(RUN)) yield {address: addressIn(run), index};
}

/** What of `run` is the address: not the punctuation at its end, nor a closing bracket that was opened before it. */
function addressIn(run: string): string {
  let depth = 0;
  let end = 0;
  let index = 0;
  for (const character of run) {
    index += character.length;
    const opens = OPENING.test(character);
    const closes = CLOSING.test(character);
    if (ENDING.test(character) || (closes && depth === 0 && character > '\u007F')) break;
    // What follows brings all before it back in: only the end of the run is in doubt.
    if (closes ? depth > 0 : !opens && !TRAILING.test(character)) end = index;
    if (opens) depth++;
    else if (closes && depth > 0) depth--;
  }
  return run.slice(0, end);
}
