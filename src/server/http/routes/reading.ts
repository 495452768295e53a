import {CommentsError} from '../../../model/errors.js';
import type {ThreadPage} from '../../../model/thread.js';
import type {ThreadName} from '../../store/store.js';
import {atomFeed} from '../atom.js';
import {operation, type Answer, type AnyOperation} from '../operation.js';
import {
  AROUND,
  CURSOR,
  IDS,
  LAST_EVENT_ID,
  limitOf,
  OPTIONAL_PAGE,
  PAGES,
  SINCE,
  SITE,
  SORT,
  THREAD,
} from '../parameters.js';
import {CACHE, conditionalText, cachedResponse, json} from '../responses.js';
import type {TSchema} from '../schema.js';
import {
  Changes,
  CommentPage,
  Counts,
  Found,
  Policy,
  ThreadPage as ThreadPageSchema,
} from '../schemas/comments.js';

/** How many comments a feed lists. */
const FEED_LENGTH = 50;

/** The same for all readers, and cacheable. */
export const READING = {method: 'GET', tag: 'reading', limit: 'reads', identity: 'none'} as const;

/** What a request with `If-None-Match` may be answered. */
function cached(answer: Answer): Readonly<Record<number, Answer>> {
  return {200: {...answer, headers: ['ETag']}, 304: {headers: ['ETag']}};
}

function plain(schema: TSchema): Readonly<Record<number, Answer>> {
  return {200: {schema}};
}

/** What is the same for every reader. */
export const readingOperations: readonly AnyOperation[] = [
  operation({
    ...READING,
    id: 'openThread',
    path: '/v1/thread',
    summary: 'The first page of a thread; the same bytes for every reader.',
    query: {...THREAD, ...SORT, ...limitOf(20, 'How many top-level comments.'), ...AROUND},
    answers: cached({schema: ThreadPageSchema}),
    async handle(context, {store, responseCache}) {
      const {query} = context;
      const {sort, limit, around} = query;
      const thread = threadOf(query);
      const opening = {sort, limit, ...(around !== undefined && {around})};
      return cachedResponse(responseCache, context, {
        name: nameOf('openThread', query),
        // Before the thread: what is read after it is at least as new, and the next request finds out.
        version: await store.version(thread),
        cacheControl: CACHE.thread,
        make: async () => withFeed(await store.open({...thread, url: '', title: ''}, opening), thread),
      });
    },
  }),
  operation({
    ...READING,
    id: 'moreComments',
    path: '/v1/comments',
    summary: 'More top-level comments, or more replies of one comment, whichever the cursor stands for.',
    query: {...THREAD, ...CURSOR},
    answers: cached({schema: CommentPage}),
    async handle(context, {store, responseCache}) {
      const {query} = context;
      const thread = threadOf(query);
      return cachedResponse(responseCache, context, {
        name: nameOf('moreComments', query),
        version: await store.version(thread),
        cacheControl: CACHE.thread,
        make: () => store.more(thread, query.cursor),
      });
    },
  }),
  operation({
    ...READING,
    id: 'lookUp',
    path: '/v1/lookup',
    summary:
      'Those of up to 100 comments that are still listed, for clients that have missed too many changes.',
    query: {...THREAD, ...IDS},
    answers: plain(Found),
    async handle({query}, {store}) {
      // Not cached: the client has missed changes.
      return json({comments: await store.find(threadOf(query), query.id)});
    },
  }),
  operation({
    ...READING,
    id: 'changes',
    path: '/v1/changes',
    summary: 'What happened in a thread after a cursor, at most 500 changes; without one, where to start.',
    query: {...THREAD, ...SINCE},
    answers: cached({schema: Changes}),
    async handle(context, {store, responseCache}) {
      const {query} = context;
      const thread = threadOf(query);
      return cachedResponse(responseCache, context, {
        name: nameOf('changes', query),
        version: await store.version(thread),
        cacheControl: CACHE.changes,
        make: () => store.changes(thread, query.since ?? null),
      });
    },
  }),
  operation({
    ...READING,
    id: 'stream',
    path: '/v1/stream',
    summary:
      'What happens in a thread: events added and changed (a comment), removed ({"id"}) and reload ({}).',
    query: {...THREAD, ...SINCE},
    headers: LAST_EVENT_ID,
    answers: {200: {type: 'text/event-stream'}},
    async handle({request, query, headers, address, disconnect}, {store, streams}) {
      const thread = threadOf(query);
      const since = headers['Last-Event-ID'] ?? query.since ?? null;
      // A wrong site or cursor is a problem document, not a stream that ends.
      await store.changes(thread, since);
      const sent = {
        'content-type': 'text/event-stream',
        'cache-control': 'no-cache, no-transform',
        'x-accel-buffering': 'no',
      };
      if (request.method === 'HEAD') return new Response(null, {headers: sent});
      return new Response(streams.open(thread, since, address, disconnect), {headers: sent});
    },
  }),
  operation({
    ...READING,
    id: 'counts',
    path: '/v1/counts',
    summary: 'How many comments pages have, up to 100 pages at once.',
    query: {...SITE, ...PAGES},
    answers: plain(Counts),
    async handle({query: {site, page: pageIds}}, {store}) {
      const found = await store.counts(site, pageIds);
      const closed: string[] = [];
      const counts = pageIds.map((pageId) => {
        const count = found.get(pageId) ?? 0;
        if (typeof count === 'number') return [pageId, count] as const;
        closed.push(pageId);
        return [pageId, count.count] as const;
      });
      return json({counts: Object.fromEntries(counts), closed}, {'cache-control': CACHE.counts});
    },
  }),
  operation({
    ...READING,
    id: 'policy',
    path: '/v1/policy',
    summary: 'The discussion policy of a site.',
    query: SITE,
    answers: cached({schema: Policy}),
    async handle({request, query}, {store}) {
      const found = await store.policy(query.site);
      if (found === null) throw new CommentsError('not-found', 'This site has no policy.');
      return conditionalText(request, JSON.stringify(found), 'application/json', CACHE.slow);
    },
  }),
  operation({
    ...READING,
    id: 'feed',
    path: '/v1/feed.atom',
    summary: 'The newest comments of a site or of one thread, as an Atom feed (RFC 4287).',
    query: {...SITE, ...OPTIONAL_PAGE},
    answers: cached({type: 'application/atom+xml'}),
    async handle({request, query: {site, page: pageId = null}}, {store, publicUrl}) {
      const [entries, {title}] = await Promise.all([
        store.feed(site, pageId, FEED_LENGTH),
        store.settings(site),
      ]);
      const path = feedPath(site, pageId);
      // A feed reader may store it anywhere.
      const self = publicUrl === null ? path : `${publicUrl}/v1/${path}`;
      const xml = atomFeed({site, pageId, title: title || site, self, entries});
      return conditionalText(request, xml, 'application/atom+xml; charset=utf-8', CACHE.slow);
    },
  }),
];

/**
 * The key of a stored response: the parsed parameters in the order of the operation, with their defaults and without
 * unknown ones, so that differently written addresses share a response.
 */
export function nameOf(operationId: string, query: object): string {
  return `${operationId} ${JSON.stringify(query)}`;
}

/** The thread that a query names. */
export function threadOf({site, page}: {readonly site: string; readonly page: string}): ThreadName {
  return {site, pageId: page};
}

export function withFeed(page: ThreadPage, {site, pageId}: ThreadName): ThreadPage {
  return {...page, facts: {...page.facts, feedUrl: feedPath(site, pageId)}};
}

/**
 * The address of a feed, relative to the answers of this version of the protocol. It has no origin: a proxy may have
 * another one, and a request's headers can be forged.
 */
function feedPath(site: string, pageId: string | null): string {
  const query = new URLSearchParams({site, ...(pageId !== null && {page: pageId})});
  return `feed.atom?${query.toString()}`;
}
