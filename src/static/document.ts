import {directionOf} from '../locale/direction.js';
import {escapeHtml} from './escape.js';

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
    `<title>${escapeHtml(title)}</title>${head}</head><body><main>${main}</main></body></html>`,
  ].join('');
}
