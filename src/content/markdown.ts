import {warnLater} from '../model/warn-later.js';
import {parseMarkdown} from './markdown/parse.js';
import {prepareLayout} from './layout.js';
import {sanitize as sanitizeHtml} from './sanitize.js';
import {textToFragment} from './text.js';

export {prepareSanitizer} from './sanitize.js';

/** The longest body that is parsed, in characters: twice the default limit of backends. */
const MAX_LENGTH = 20_000;

/**
 * Parses one body in Markdown and returns it sanitized (`allow-list.ts`), in an inert document. Raw HTML is shown as
 * typed. A body of over 20,000 characters, or one that the parser fails on, is returned as plain text. Never throws,
 * never returns anything unsanitized.
 */
export function sanitize(markdown: string): DocumentFragment {
  try {
    if (markdown.length <= MAX_LENGTH) return sanitizeHtml(parseMarkdown(markdown));
  } catch (reason) {
    // Fall back to plain text.
    warnLater(({shownAsText}) => shownAsText('markdown', reason));
  }
  return textToFragment(markdown);
}

/** `sanitize`, prepared for display (`layout.ts`). */
export function toContent(markdown: string): DocumentFragment {
  return prepareLayout(sanitize(markdown));
}

/** The body itself if it is too long to be parsed, else `null`. */
export function toPlainText(markdown: string): string | null {
  return markdown.length <= MAX_LENGTH ? null : markdown;
}
