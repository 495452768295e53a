import {safeUrl} from '../safe-url.js';
import {MarkdownIt} from './markdown-it.js';

/** What a letter may have. No HTML, images, tables, reference definitions: all these come out as they were typed. */
const RULES = [
  'blockquote,fence,heading,list',
  'autolink,backticks,balance_pairs,emphasis,escape,link,newline,strikethrough',
].flatMap((names) => names.split(','));

/** How deep quotes and lists may be in one another; deeper ones come out as they were typed. */
const DEEPEST = 20;

const parser = makeParser();

/**
 * Gives a letter in Markdown (CommonMark 0.31, with `~~` and with line breaks where they were typed) as HTML that is
 * yet to be sanitized. Near linear in the length of `markdown`.
 */
export function parseMarkdown(markdown: string): string {
  return parser.render(markdown);
}

function makeParser(): InstanceType<typeof MarkdownIt> {
  const made = new MarkdownIt('zero', {breaks: true, maxNesting: DEEPEST}).enable(RULES);
  made.validateLink = (url) => safeUrl(url) !== null;
  // Addresses are normalised once they are in a tree; what an autolink shows is what was typed.
  made.normalizeLink = (url) => url;
  made.normalizeLinkText = (url) => url;
  const {rules} = made.renderer;
  // A letter has no outline of its own in the page around it.
  rules.heading_open = () => '<p><strong>';
  rules.heading_close = () => '</strong></p>';
  // Every line break that is left in HTML is a mere space, or shown as one more break.
  rules.softbreak = rules.hardbreak = () => '<br>';
  // The name of a language behind the fence is a class, which nothing here has.
  rules.fence = (tokens, index) =>
    `<pre><code>${made.utils.escapeHtml(tokens[index]?.content ?? '')}</code></pre>`;
  return made;
}
