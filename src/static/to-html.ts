import {htmlBody, linkAddresses} from './html-body.js';
import {parseMarkdown} from '../content/markdown/parse.js';
import type {Markup} from '../markup/markup.js';
import type {Body} from '../model/comment.js';
import {escapeHtml} from './escape.js';
import {textHtml} from './text-html.js';

/** The longest body in Markdown that is parsed, as in the elements (`content/markdown.ts`). */
const MAX_MARKDOWN = 20_000;

/** Elements without content, which have no end tag (HTML, void elements). */
const VOID = new Set(['br', 'input', 'link', 'meta']);

/** The HTML of an element. Headings become `<h1>` to `<h6>`, which readers without scripts and reader modes know. */
export function toHtml({tag, attributes, children, body}: Markup): string {
  const {role, 'aria-level': level, ...others} = attributes;
  const isHeading = role === 'heading' && level != null;
  const name = isHeading ? `h${level}` : tag;
  const written = Object.entries(isHeading ? others : attributes)
    .filter(([, value]) => value !== null)
    .map(([key, value]) => ` ${key}="${escapeHtml(value ?? '')}"`)
    .join('');
  if (VOID.has(name)) return `<${name}${written}>`;
  const content = body
    ? bodyHtml(body)
    : children
        .map((child) => (typeof child === 'string' ? escapeHtml(child) : child ? toHtml(child) : ''))
        .join('');
  // The parser drops the first line break of a text field.
  return `<${name}${written}>${name === 'textarea' && content ? '\n' : ''}${content}</${name}>`;
}

/** What readers have written, as HTML: text as typed, HTML and Markdown sanitized. Never throws. */
export function bodyHtml({format, value}: Body): string {
  try {
    if (format === 'html') return htmlBody(value);
    if (format === 'markdown' && value.length <= MAX_MARKDOWN)
      return linkAddresses(htmlBody(parseMarkdown(value)));
  } catch {
    // As text, which can always be shown.
  }
  return textHtml(String(value));
}
