import {ATTRIBUTES, BLOCK_TAGS, BLOCK_WRAPPERS, INLINE_TAGS, INLINE_WRAPPERS} from '../content/allow-list.js';
import {isParsable} from '../content/parsable.js';
import {markupToText} from '../content/plain-text.js';
import {realHost} from '../content/real-host.js';
import {LINK_REL, safeUrl} from '../content/safe-url.js';
import {mayHoldLinks} from '../content/text.js';
import {escapeHtml} from './escape.js';
import {sanitizeHtml} from './sanitize-html.js';
import {linkedHtml, textHtml} from './text-html.js';

const ALLOWED = [...INLINE_TAGS, ...BLOCK_TAGS];
const KNOWN = new Set([...ALLOWED, ...INLINE_WRAPPERS, ...BLOCK_WRAPPERS]);
const BLOCK = new RegExp(`^</?(?:${BLOCK_TAGS.join('|')})\\b`);

const OPTIONS = {
  allowedTags: ALLOWED,
  allowedAttributes: allowedAttributes(),
  allowedSchemes: ['http', 'https'],
  allowProtocolRelative: false,
  disallowedTagsMode: 'discard',
  // No style attribute is allowed.
  parseStyleAttributes: false,
  transformTags: {
    a: hardenLink,
    '*': hardenAddress,
    ...Object.fromEntries(BLOCK_WRAPPERS.map((tag) => [tag, 'p'])),
  },
} as const;

/**
 * The HTML of a body, sanitized by the same allow list as in the elements and prepared for `white-space: pre-wrap`, by a
 * parser that needs no browser. The result is well-formed: every character of a text is escaped. Linear in the length of
 * `html`; never throws.
 */
export function htmlBody(html: string): string {
  if (!isParsable(html)) return textHtml(markupToText(html));
  const clean = sanitizeHtml(html, {...OPTIONS, nonTextTags: unknownTags(html)} as never);
  return collapseSpaces(withRealHosts(unwrapMisplaced(clean))).replace(
    /<(blockquote|ol|ul)\b(?![^>]* dir=)/g,
    '<$1 dir="auto"',
  );
}

/** The text of a body in HTML, with its line breaks. */
export function htmlText(html: string): string {
  const text = htmlBody(html)
    .replace(/<br\b[^>]*>/g, '\n')
    .replace(/<[^<>]*>/g, (tag) => (BLOCK.test(tag) ? '\n\n' : ''));
  return unescapeHtml(text)
    .trim()
    .replace(/\n{3,}/g, '\n\n');
}

/** Links the addresses in the text of well-formed HTML, but not within links and code. */
export function linkAddresses(html: string): string {
  if (!mayHoldLinks(html)) return html;
  let excluded = 0;
  return html.replace(/<(\/?)(\w+)(?:\s[^<>]*)?>|[^<]+/g, (part: string, closes?: string, tag?: string) => {
    if (tag === undefined) return excluded > 0 ? part : linkedHtml(unescapeHtml(part));
    if (/^(?:a|code|pre)$/.test(tag)) excluded += closes ? -1 : 1;
    return part;
  });
}

/** The elements of a body that are removed with their content: all that are not known. */
function unknownTags(html: string): string[] {
  const names = new Set([...html.matchAll(/<([a-z][^\s/>]*)/gi)].map(([, name = '']) => name.toLowerCase()));
  return [...names].filter((name) => !KNOWN.has(name));
}

function allowedAttributes(): Record<string, string[]> {
  const allowed: Record<string, string[]> = {a: ['rel']};
  for (const tag of ALLOWED)
    allowed[tag] = [
      ...(allowed[tag] ?? []),
      ...[...ATTRIBUTES].filter(([, on]) => on.test(tag.toUpperCase())).map(([name]) => name),
    ];
  return allowed;
}

interface Tag {
  readonly tagName: string;
  readonly attribs: Record<string, string>;
}

function hardenLink(tagName: string, attribs: Record<string, string>): Tag {
  const href = safeUrl(attribs['href']?.trim() ?? '');
  // `unwrapMisplaced` removes those without an address: the library mixes up end tags if it is told another name here.
  return {tagName, attribs: href === null ? {} : {...attribs, href, rel: LINK_REL}};
}

function hardenAddress(tagName: string, attribs: Record<string, string>): Tag {
  const {cite, ...others} = attribs;
  const address = safeUrl(cite?.trim() ?? '');
  return {tagName, attribs: {...others, ...(address !== null && {cite: address})}};
}

/** Removes the tags of links without an address, of links within links, and of list items outside lists. */
function unwrapMisplaced(html: string): string {
  const open: {readonly name: string; readonly isKept: boolean}[] = [];
  let links = 0;
  return html.replace(
    /<(\/?)(\w+)(\s[^<>]*)?>/g,
    (tag, closes: string, name: string, attributes: string | undefined) => {
      if (name === 'br') return tag;
      if (!closes) {
        const parent = open.at(-1)?.name;
        const isKept =
          name === 'a'
            ? links === 0 && attributes?.includes(' href=') === true
            : name !== 'li' || parent === 'ol' || parent === 'ul';
        open.push({name, isKept});
        if (name === 'a' && isKept) links++;
        return isKept ? tag : '';
      }
      const {isKept} = open.pop() ?? {};
      if (name === 'a' && isKept) links--;
      return isKept ? tag : '';
    },
  );
}

/** Shows after each link its real host, if its text names another one. */
function withRealHosts(html: string): string {
  return html.replace(
    /(<a\b[^>]*\bhref="([^"]*)"[^>]*>)((?:(?!<\/?a\b).)*)<\/a>/gs,
    (link: string, start: string, href: string, content: string) => {
      const host = realHost(unescapeHtml(href), unescapeHtml(content.replace(/<[^<>]*>/g, '')));
      return host === null
        ? link
        : `${start}${content.replace(/\p{Bidi_Control}/gu, '')} (${escapeHtml(host)})</a>`;
    },
  );
}

/**
 * Line breaks of the source become spaces, or are removed beside a block or a line break; all other spaces stay as typed,
 * as in the elements (`content/layout.ts`).
 */
function collapseSpaces(html: string): string {
  // Tags are at odd indices.
  const parts = html.split(/(<[^<>]*>)/);
  let inPre = 0;
  return parts
    .map((part, index) => {
      if (index % 2 === 1) {
        if (/^<pre\b/.test(part)) inPre++;
        else if (part === '</pre>') inPre--;
        return part;
      }
      return inPre > 0 ? part : collapseText(part, parts[index - 1], parts[index + 1]);
    })
    .join('');
}

/** A text between two tags, or at the edge of the body, where there is none. */
function collapseText(text: string, before: string | undefined, after: string | undefined): string {
  const begins = before === undefined || BLOCK.test(before);
  const ends = after === undefined || BLOCK.test(after);
  if ((begins || ends) && !/[^ \t\n\f\r]/.test(text)) return '';
  let words = text.replace(/[ \t\n\f\r]+/g, (spaces) => (spaces.includes('\n') ? '\n' : spaces));
  if ((begins || before.startsWith('<br')) && words.startsWith('\n')) words = words.slice(1);
  if ((ends || after.startsWith('<br')) && words.endsWith('\n')) words = words.slice(0, -1);
  return words.replaceAll('\n', ' ');
}

/** The inverse of `escapeHtml`, for what the library has written. */
function unescapeHtml(html: string): string {
  return html.replace(
    /&(amp|lt|gt|quot);/g,
    (_, name: string) => ({amp: '&', lt: '<', gt: '>', quot: '"'})[name] ?? '',
  );
}
