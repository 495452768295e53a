import {languageOf} from '../../../locale/languages.js';
import type {Cursor} from '../../../model/comment.js';
import type {Sort} from '../../../model/thread.js';
import {renderLaterPage} from '../../../static/later-page.js';
import type {RenderOptions} from '../../../static/options.js';
import {renderThread} from '../../../static/render-thread.js';
import {documentPolicy} from '../html-page.js';
import {operation, type AnyOperation, type Services} from '../operation.js';
import {isPublishersPage} from '../own-page.js';
import {limitOf, LOOK, OPTIONAL_CURSOR, SORT, THREAD} from '../parameters.js';
import {CACHE, cachedResponse, sha256} from '../responses.js';
import {nameOf, READING, threadOf, withFeed} from './reading.js';

/** What is written as HTML. */
export const renderingOperations: readonly AnyOperation[] = [
  operation({
    ...READING,
    id: 'renderThread',
    path: '/v1/thread.html',
    summary:
      'The first page of a thread as HTML, for the article to contain, or with a cursor a later one as a document; the same ' +
      'bytes for every reader.',
    query: {
      ...THREAD,
      ...SORT,
      ...limitOf(50, 'How many top-level comments.'),
      ...OPTIONAL_CURSOR,
      ...LOOK,
    },
    answers: {200: {type: 'text/html', headers: ['ETag']}, 304: {headers: ['ETag']}},
    async handle(context, services) {
      const {store, responseCache} = services;
      const {query} = context;
      const {cursor, sort, limit, variant, lang = ''} = query;
      const thread = threadOf(query);
      // Dates are told as distances, and the elements ask what is new of a page that is old.
      const minute = Math.floor(Date.now() / 60_000);
      const look = (await sha256(JSON.stringify(query))).slice(0, 16);
      const response = await cachedResponse(responseCache, context, {
        // The cache has the last look of a page alone: the many that an address can ask for evict no other page.
        name: nameOf('renderThread', {...thread, sort, limit, cursor, variant, language: languageOf(lang)}),
        version: `${await store.version(thread)} ${String(minute)} ${look}`,
        cacheControl: CACHE.thread,
        contentType: 'text/html; charset=utf-8',
        make: () => (cursor === undefined ? firstPage(query, services) : laterPage(query, cursor, services)),
      });
      if (cursor !== undefined) {
        const stylesheet = ownStylesheet(query, services);
        const origins = stylesheet === undefined ? [] : [new URL(stylesheet).origin];
        response.headers.set('content-security-policy', await documentPolicy(origins));
      }
      return response;
    },
  }),
];

/** The parameters of a page of HTML. */
interface Query {
  readonly site: string;
  readonly page: string;
  readonly sort: Sort;
  readonly limit: number;
  readonly cursor?: string | undefined;
  readonly lang?: string | undefined;
  readonly variant?: 'default' | 'classic' | undefined;
  readonly publisher?: string | undefined;
  readonly url?: string | undefined;
  readonly stylesheet?: string | undefined;
}

/** What an article contains. */
async function firstPage(query: Query, {store, publicUrl}: Services): Promise<string> {
  const thread = threadOf(query);
  const {sort, limit} = query;
  const page = withFeed(await store.open({...thread, url: '', title: ''}, {sort, limit}), thread);
  return renderThread(page, optionsOf(query, page.next, publicUrl));
}

/** A document of its own: only addresses of the publisher's are linked in it. */
async function laterPage(query: Query, cursor: Cursor, services: Services): Promise<string> {
  const {store, publicUrl} = services;
  const thread = threadOf(query);
  const {comments, next} = await store.more(thread, cursor);
  const {facts} = await store.open({...thread, url: '', title: ''}, {sort: query.sort, limit: 1});
  const page = withFeed({comments, next, total: null, live: null, facts}, thread);
  const article = query.url !== undefined && isPublishersPage(query.url, services) ? query.url : null;
  const shown = {...query, url: article ?? undefined, stylesheet: ownStylesheet(query, services)};
  const self = publicUrl === null ? null : addressOf(publicUrl, query);
  return renderLaterPage(page, optionsOf(shown, next, publicUrl), {self, article});
}

/** The style sheet of a document of the server's, whose address may be relative to the article. */
function ownStylesheet({stylesheet, url}: Query, services: Services): string | undefined {
  if (stylesheet === undefined || !URL.canParse(stylesheet, url)) return undefined;
  const {href} = new URL(stylesheet, url);
  return isPublishersPage(href, services) ? href : undefined;
}

function optionsOf(query: Query, next: Cursor | null, publicUrl: string | null): RenderOptions {
  const {site, page, sort, limit, url, lang, variant, publisher, stylesheet} = query;
  return {
    lang,
    variant,
    publisher,
    stylesheet,
    pageUrl: url,
    site,
    pageId: page,
    sort,
    pageSize: limit,
    structuredData: url !== undefined,
    ...(publicUrl !== null && {
      backend: 'rest',
      endpoint: publicUrl,
      nextUrl: next === null ? null : addressOf(publicUrl, {...query, cursor: next}),
    }),
  };
}

function addressOf(publicUrl: string, {cursor, ...query}: Query): string {
  // One order of the parameters: each page has one address.
  const parameters = Object.entries({...query, cursor})
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => [name, String(value)]);
  return `${publicUrl}/v1/thread.html?${new URLSearchParams(parameters).toString()}`;
}
