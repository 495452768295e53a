import type {Sort, ThreadPage} from '../../../model/thread.js';
import {renderThread, type RenderOptions} from '../../../static/render-thread.js';
import {operation, type AnyOperation} from '../operation.js';
import {limitOf, LOOK, OPTIONAL_CURSOR, SORT, THREAD} from '../parameters.js';
import {CACHE, cachedResponse} from '../responses.js';
import {nameOf, READING, threadOf, withFeed} from './reading.js';

/** What is written as HTML. */
export const renderingOperations: readonly AnyOperation[] = [
  operation({
    ...READING,
    id: 'renderThread',
    path: '/v1/thread.html',
    summary: 'A page of a thread as HTML, for the article to contain; the same bytes for every reader.',
    query: {
      ...THREAD,
      ...SORT,
      ...limitOf(50, 'How many top-level comments.'),
      ...OPTIONAL_CURSOR,
      ...LOOK,
    },
    answers: {200: {type: 'text/html', headers: ['ETag']}, 304: {headers: ['ETag']}},
    async handle(context, {store, responseCache, publicUrl}) {
      const {query} = context;
      const {cursor, sort, limit} = query;
      const thread = threadOf(query);
      // Dates are told as distances, and the elements ask what is new of a page that is old.
      const minute = Math.floor(Date.now() / 60_000);
      const version = `${await store.version(thread)} ${String(minute)}`;
      return cachedResponse(responseCache, context, {
        name: nameOf('renderThread', query),
        version,
        cacheControl: CACHE.thread,
        contentType: 'text/html; charset=utf-8',
        make: async () => {
          const page =
            cursor === undefined
              ? withFeed(await store.open({...thread, url: '', title: ''}, {sort, limit}), thread)
              : laterPage(await store.more(thread, cursor));
          return renderThread(page, optionsOf(query, publicUrl, page));
        },
      });
    },
  }),
];

/** A page after the first has no data of the whole thread, and the elements do not go on from it. */
function laterPage({comments, next}: Pick<ThreadPage, 'comments' | 'next'>): ThreadPage {
  return {comments, next, total: null, live: null, facts: {}};
}

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

function optionsOf(query: Query, publicUrl: string | null, {next}: ThreadPage): RenderOptions {
  const {site, page, sort, limit, cursor, url, lang, variant, publisher, stylesheet} = query;
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
    carry: cursor === undefined,
    structuredData: url !== undefined,
    ...(publicUrl !== null && {
      backend: 'rest',
      endpoint: publicUrl,
      nextUrl: next === null ? null : addressOf(publicUrl, {...query, cursor: next}),
    }),
  };
}

function addressOf(publicUrl: string, query: Query): string {
  const parameters = Object.entries(query)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => [name, String(value)]);
  return `${publicUrl}/v1/thread.html?${new URLSearchParams(parameters).toString()}`;
}
