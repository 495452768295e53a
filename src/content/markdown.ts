import {warnLater} from '../model/warn-later.js';
import {parseMarkdown} from './markdown/parse.js';
import {layOut} from './lay-out.js';
import {sanitize as sanitizeHtml} from './sanitize.js';
import {textToFragment} from './text.js';

export {prepareSanitizer} from './sanitize.js';

/** What is still parsed: twice what a backend takes by default. */
const MAX_LENGTH = 20_000;

/**
 * Gives one body in Markdown as what a comment may hold (`allow-list.ts`), in an inert document. Raw HTML in it is
 * shown as it was typed. A body of over 20,000 characters, and one that the parser gives up on, is shown as typed
 * altogether. Never throws, never gives anything unsanitized.
 */
export function sanitize(markdown: string): DocumentFragment {
  try {
    if (markdown.length <= MAX_LENGTH) return sanitizeHtml(parseMarkdown(markdown));
  } catch (reason) {
    // The words are better than nothing.
    warnLater(({shownAsText}) => shownAsText('markdown', reason));
  }
  return textToFragment(markdown);
}

/** `sanitize`, ready to be shown where spaces count and every paragraph has a direction of its own (`lay-out.ts`). */
export function toContent(markdown: string): DocumentFragment {
  return layOut(sanitize(markdown));
}

/** The body itself where it is too long to be parsed, else `null`. */
export function asText(markdown: string): string | null {
  return markdown.length <= MAX_LENGTH ? null : markdown;
}
