import {commentData, discussionData, isPublished} from '../markup/structured-data.js';
import type {Body} from '../model/comment.js';
import {normalisePage} from '../model/normalise-page.js';
import {PAGE_SIZE, publishedSort} from '../model/opening.js';
import {attributeName, ATTRIBUTES, type AttributeValues} from '../model/thread-attributes.js';
import type {ThreadPage} from '../model/thread.js';
import {addressOf} from './address.js';
import {escapeHtml, escapeJson} from './escape.js';
import {htmlText} from './html-body.js';
import {messagesFor} from './messages.js';
import type {RenderOptions} from './options.js';
import {threadMarkup} from './thread-markup.js';
import {toHtml} from './to-html.js';

/** The age in seconds up to which a carried page is used without asking for what is new. */
const MAX_AGE = 60;

/**
 * Renders the first page of a thread as HTML: a whole `<parley-thread>` with its comments in plain HTML, which readers
 * without scripts, reader modes, printers and crawlers see, and with the page's data, by which the elements go on without a
 * request. Link `parley-comments/static.css`, so that nothing moves when they do.
 *
 * ```js
 * const endpoint = 'https://comments.packet.example';
 * const page = await (await fetch(`${endpoint}/v1/thread?site=packet&page=ferry`)).json();
 * const html = renderThread(page, {backend: 'rest', endpoint, site: 'packet', pageId: 'ferry'});
 * ```
 *
 * `page` is what the backend has answered; comments that are invalid are left out. Needs no DOM. Throws `CommentsError`
 * (`malformed`) if it is not a page, and `TypeError` for `shadow` without `stylesheet`.
 */
export function renderThread(page: ThreadPage, options: RenderOptions = {}): string {
  const {now = Date.now(), shadow = false, stylesheet} = options;
  if (shadow && !stylesheet)
    throw new TypeError('renderThread: with `shadow`, `stylesheet` must be the address of static.css.');
  const valid = normalisePage(page);
  const comments = toHtml(threadMarkup(valid, options, now));
  const link = stylesheet ? `<link rel="stylesheet" href="${escapeHtml(stylesheet)}">` : '';
  return [
    `<parley-thread${attributesOf(options)}>`,
    shadow
      ? `<div data-parley-static><template shadowrootmode="open">${link}<div class="parley-root">${comments}</div></template></div>`
      : link + comments,
    (options.carry ?? true) ? carriedPage(page, options, now) : '',
    options.structuredData ? structuredData(valid, options) : '',
    '</parley-thread>',
  ].join('');
}

/** The attributes of the thread. Other names and values of other types are left out. */
function attributesOf(options: RenderOptions): string {
  const values = Object.keys(ATTRIBUTES)
    .filter((name) => name in options)
    .map((name) => [attributeName(name), options[name as keyof AttributeValues]] as const);
  return [...values, ['lang', options.lang] as const]
    .map(([name, value]) => {
      if (value === true) return ` ${name}`;
      return typeof value === 'string' || typeof value === 'number'
        ? ` ${name}="${escapeHtml(String(value))}"`
        : '';
    })
    .join('');
}

/** The page's data, with what tells whether the elements may use it. */
function carriedPage(page: ThreadPage, options: RenderOptions, now: number): string {
  const attributes = {
    'data-made': new Date(now).toISOString(),
    'data-max-age': String(options.maxAge ?? MAX_AGE),
    'data-sort': publishedSort(options),
    'data-page-size': String(options.pageSize || PAGE_SIZE),
  };
  const written = Object.entries(attributes)
    .map(([name, value]) => ` ${name}="${escapeHtml(value)}"`)
    .join('');
  return `<script type="application/json" data-parley-page${written}>${escapeJson(page)}</script>`;
}

function structuredData({comments}: ThreadPage, {pageUrl: given, lang, strings}: RenderOptions): string {
  const pageUrl = addressOf(given) ?? '';
  const published = comments.filter(isPublished);
  if (published.length === 0) return '';
  const {anonymous} = messagesFor(lang ?? 'en', strings ?? {});
  const items = new Map(
    published.map((comment) => [
      comment.id,
      commentData(comment, textOf(comment.body), {pageUrl, here: pageUrl, anonymous}),
    ]),
  );
  return `<script type="application/ld+json">${escapeJson(discussionData(published, items, pageUrl))}</script>`;
}

function textOf({format, value}: Body): string {
  return format === 'html' ? htmlText(value) : value;
}
