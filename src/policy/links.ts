import type {Check} from './check.js';

/** An address as people write it: with a scheme, or beginning with `www.`. */
const LINK = /\b(?:https?:\/\/|www\.)[^\s<>"'()[\]]+/giu;

/** Punctuation at the end; looked for from where it begins only, for there may be a lot of it within an address. */
const TRAILING = /([^.,;:!?…])[.,;:!?…]+$/u;

/** The addresses in a text, in their order, as typed but for punctuation at their end. */
export function linksIn(text: string): string[] {
  return (text.match(LINK) ?? []).map((link) => link.replace(TRAILING, '$1'));
}

/** Finds more than `most` links in one letter. */
export function tooManyLinks(most: number): Check {
  return ({body}) => {
    const links = linksIn(body.value);
    return links.length > most ? {ruleId: 'links', words: links, severity: 'hold'} : null;
  };
}
