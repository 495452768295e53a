import {safeUrl} from '../safe-url.js';
import {MarkdownIt} from './markdown-it.js';

/** The allowed syntax. HTML, images, tables and reference definitions are shown as typed. */
const RULES = [
  'blockquote,fence,heading,list',
  'autolink,backticks,balance_pairs,emphasis,escape,link,newline,strikethrough',
].flatMap((names) => names.split(','));

/** The deepest nesting of quotes and lists; deeper ones are shown as typed. */
const MAX_NESTING = 20;

const parser = makeParser();

/**
 * Converts Markdown (CommonMark 0.31, with `~~`, and line breaks as typed) to HTML that must still be sanitized. Nearly
 * linear in the length of `markdown`.
 */
export function parseMarkdown(markdown: string): string {
  return parser.render(markdown);
}

function makeParser(): InstanceType<typeof MarkdownIt> {
  const markdownIt = new MarkdownIt('zero', {breaks: true, maxNesting: MAX_NESTING}).enable(RULES);
  markdownIt.validateLink = (url) => safeUrl(url) !== null;
  // Addresses are normalised in the tree; an autolink shows what was typed.
  markdownIt.normalizeLink = (url) => url;
  markdownIt.normalizeLinkText = (url) => url;
  const {rules} = markdownIt.renderer;
  // A comment must not add headings to the page's outline.
  rules.heading_open = () => '<p><strong>';
  rules.heading_close = () => '</strong></p>';
  // A line break in HTML would be a space, or one more break.
  rules.softbreak = rules.hardbreak = () => '<br>';
  // Without the language's class, which is not allowed.
  rules.fence = (tokens, index) =>
    `<pre><code>${markdownIt.utils.escapeHtml(tokens[index]?.content ?? '')}</code></pre>`;
  return markdownIt;
}
