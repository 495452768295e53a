import type {ThreadPage} from '../model/thread.js';
import {htmlDocument} from './document.js';
import {escapeHtml} from './escape.js';
import {formPageMessages} from '../locale/form-page.js';
import {languageOf} from '../locale/languages.js';
import {messagesFor} from './messages.js';
import type {RenderOptions} from './options.js';
import {renderThread} from './render-thread.js';

/** The addresses of a page with later comments; `null` for one that is unknown. */
export interface LaterPageAddresses {
  readonly self: string | null;
  readonly article: string | null;
}

/**
 * Renders a page of later comments as a document of its own, for readers without scripts and for search engines; `options`
 * as for `renderThread`. Throws as that does.
 */
export function renderLaterPage(
  page: ThreadPage,
  {nextUrl, ...options}: RenderOptions,
  {self, article}: LaterPageAddresses,
): string {
  const {lang = 'en'} = options;
  const link = (relation: string, address: string | null | undefined): string =>
    address ? `<link rel="${relation}" href="${escapeHtml(address)}">` : '';
  const {back} = formPageMessages[languageOf(lang)];
  return htmlDocument({
    lang,
    title: messagesFor(lang, {}).listLabel,
    head: link('canonical', self) + link('next', nextUrl),
    main: [
      article === null ? '' : `<p><a href="${escapeHtml(article)}">${escapeHtml(back)}</a></p>`,
      renderThread(page, {...options, nextUrl, carry: false}),
    ].join(''),
  });
}
