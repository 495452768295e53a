import type {Body} from '../../model/comment.js';

/**
 * Lines of a collapsed body that are shown, by the width of the list, and how many characters a line of that width holds at
 * most: the style sheet has the same lines at the same widths.
 */
const WIDTHS = [
  {lines: 15, characters: 66},
  {lines: 10, characters: 110},
  {lines: 7, characters: 165},
];

/** A shorter text without so many line breaks is never long: most comments. */
const NEVER = {characters: 1_000, breaks: 13};

/**
 * Whether a body is so long that its beginning is enough at first. It goes by the text alone, never by what it measures on the
 * page: only if it has twice the lines that are shown, at every width, so that never less than a third is hidden.
 */
export function isLong(body: Body): boolean {
  const value = String(body.value).trim();
  const paragraphs = paragraphsOf(body.format, value);
  if (value.length < NEVER.characters && paragraphs.length < NEVER.breaks) return false;
  return WIDTHS.every(({lines, characters}) => {
    let needed = 0;
    for (const {length} of paragraphs) needed += Math.ceil(length / characters) || 1;
    return needed >= 2 * lines;
  });
}

/** What begins on a line of its own. Of HTML each part without its tag; a line break in Markdown breaks no line. */
function paragraphsOf(format: Body['format'], value: string): readonly string[] {
  if (format === 'text') return value.split('\n');
  if (format === 'markdown') return value.split(/\n(?=[\n>*+|-]|\d)/);
  return value
    .split(/(?=<\/?(?:p|br|li|pre|blockquote)\b)/i)
    .map((part) => part.replace(/<[^<>]*>/g, ''))
    .filter((text) => text.trim());
}
