import type {Body} from '../model/comment.js';

/**
 * The number of visible lines of a collapsed body by the list's width, and the maximum number of characters per line;
 * the style sheet has the same values.
 */
const WIDTHS = [
  {lines: 15, characters: 66},
  {lines: 10, characters: 110},
  {lines: 7, characters: 165},
];

/** Fast path for most comments: a shorter text with fewer line breaks is never long. */
const NEVER = {characters: 1_000, breaks: 13};

/**
 * Whether a body is long enough to be collapsed. Computed from the text only, not measured on the page: it has at least
 * twice the visible lines at every width, so at least a third of it is hidden.
 */
export function isLong(body: Body): boolean {
  const value = String(body.value).trim();
  // Whatever begins a line is or follows one of these.
  if (value.length < NEVER.characters && value.split(/[<\n]/, NEVER.breaks).length < NEVER.breaks)
    return false;
  const paragraphs = paragraphsOf(body.format, value);
  return WIDTHS.every(({lines, characters}) => {
    let needed = 0;
    for (const {length} of paragraphs) needed += Math.ceil(length / characters) || 1;
    return needed >= 2 * lines;
  });
}

/** The blocks of a body. For HTML each block without its tag; a line break in Markdown does not end a line. */
function paragraphsOf(format: Body['format'], value: string): readonly string[] {
  if (format === 'text') return value.split('\n');
  if (format === 'markdown') return value.split(/\n(?=[\n>*+|-]|\d)/);
  return value
    .split(/(?=<\/?(?:p|br|li|pre|blockquote)\b)/i)
    .map((part) => part.replace(/<[^<>]*>/g, ''))
    .filter((text) => text.trim());
}
