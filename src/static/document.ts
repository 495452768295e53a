import {directionOf} from '../locale/direction.js';
import {escapeHtml} from './escape.js';

/** The style sheet of each of these pages: it hides, too, what needs scripts, which they have none of. */
export const DOCUMENT_STYLES = `:root{color-scheme:light dark;font:1rem/1.5 system-ui,sans-serif}
main{max-inline-size:40rem;margin:2rem auto;padding-inline:1rem}
blockquote{margin:1rem 0;border-inline-start:3px solid;padding-inline-start:1rem;overflow-wrap:anywhere}
.field{margin-block:1rem}.field label{display:block}.hint,.wrong{display:block;font-size:.875rem}
.notice{border:1px solid;padding:.75rem 1rem}.danger,.wrong{color:light-dark(#b00020,#ff9a9a)}
textarea,.field input{box-sizing:border-box;inline-size:100%;padding:.5rem;font:inherit}
button{min-block-size:2.75rem;padding:.5rem 1.25rem;font:inherit}
:is(.actions,.line,.more,.sort,button:not([type=submit])){display:none!important}
.next-page,li[hidden]{display:block!important}`;

/** A whole page of HTML: its language as a BCP 47 tag, its title as text, and what is in its head and its main part as HTML. */
export interface HtmlDocument {
  readonly lang: string;
  readonly title: string;
  readonly head: string;
  readonly main: string;
}

/** Writes a page. */
export function htmlDocument({lang, title, head, main}: HtmlDocument): string {
  return [
    `<!doctype html><html lang="${escapeHtml(lang)}" dir="${directionOf(lang)}"><head><meta charset="utf-8">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escapeHtml(title)}</title>${head}<style>${DOCUMENT_STYLES}</style></head><body><main>${main}</main></body></html>`,
  ].join('');
}
