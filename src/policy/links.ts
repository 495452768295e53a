import type {Check} from './check.js';

/** An address as people write it: with a scheme, or beginning with `www.`. */
const LINK = /\b(?:https?:\/\/|www\.)[^\s<>"'()[\]]+/giu;

/** The addresses in a text, in their order, as typed but for punctuation at their end. */
export function linksIn(text: string): string[] {
  return (text.match(LINK) ?? []).map((link) => link.replace(/[.,;:!?…]+$/u, ''));
}

/** Finds more than `most` links in one letter. */
export function tooManyLinks(most: number): Check {
  return ({body}) => {
    const links = linksIn(body.value);
    return links.length > most ? {ruleId: 'links', words: links, severity: 'hold'} : null;
  };
}
