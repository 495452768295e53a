import {CommentsError} from '../../../model/errors.js';
import type {ThreadPage} from '../../../model/thread.js';
import type {ThreadName} from '../../store/store.js';
import {CACHE, conditionalText, finished, json} from '../answers.js';
import type {Ask, Route, Services} from '../route.js';
import {atomFeed} from '../atom.js';

/** How many comments a feed lists. */
const FEED_LENGTH = 50;

/** What is the same for every reader, and what caches may keep. */
export const readingRoutes: readonly Route[] = [
  {method: 'GET', path: '/v1/thread', counts: 'reads', answer: openThread},
  {method: 'GET', path: '/v1/comments', counts: 'reads', answer: moreComments},
  {method: 'GET', path: '/v1/lookup', counts: 'reads', answer: lookUp},
  {method: 'GET', path: '/v1/changes', counts: 'reads', answer: changes},
  {method: 'GET', path: '/v1/stream', counts: 'reads', answer: stream},
  {method: 'GET', path: '/v1/counts', counts: 'reads', answer: counts},
  {method: 'GET', path: '/v1/policy', counts: 'reads', answer: policy},
  {method: 'GET', path: '/v1/feed.atom', counts: 'reads', answer: feed},
];

async function openThread({request, query}: Ask, {store, answers}: Services): Promise<Response> {
  const thread = query.thread();
  const around = query.around();
  const opening = {sort: query.sort(), limit: query.limit(), ...(around !== null && {around})};
  // The version first: what is read after it is at least as new, and the next request finds out.
  return finished(answers, request, await store.version(thread), CACHE.thread, async () =>
    withFeed(await store.open({...thread, url: '', title: ''}, opening), thread),
  );
}

function withFeed(page: ThreadPage, {site, pageId}: ThreadName): ThreadPage {
  return {...page, facts: {...page.facts, feedUrl: feedPath(site, pageId)}};
}

/**
 * Where a feed is, relative to the answers of this version of the protocol. No more: whatever stands before this server
 * knows better by which address it is reached, and what a request says of that, anybody may have written.
 */
function feedPath(site: string, pageId: string | null): string {
  const query = new URLSearchParams({site, ...(pageId !== null && {page: pageId})});
  return `feed.atom?${query.toString()}`;
}

async function moreComments({request, query}: Ask, {store, answers}: Services): Promise<Response> {
  const thread = query.thread();
  const cursor = query.cursor();
  return finished(answers, request, await store.version(thread), CACHE.thread, () =>
    store.more(thread, cursor),
  );
}

/** No cache keeps it: whoever asks has missed something. */
async function lookUp({query}: Ask, {store}: Services): Promise<Response> {
  return json({comments: await store.find(query.thread(), query.ids())});
}

async function changes({request, query}: Ask, {store, answers}: Services): Promise<Response> {
  const thread = query.thread();
  const since = query.optionalCursor('since');
  return finished(answers, request, await store.version(thread), CACHE.changes, () =>
    store.changes(thread, since),
  );
}

async function stream(
  {request, query, address, disconnect}: Ask,
  {store, streams}: Services,
): Promise<Response> {
  const thread = query.thread();
  const since = request.headers.get('last-event-id') || query.optionalCursor('since');
  // A wrong site or cursor is a problem document, not a stream that ends.
  await store.changes(thread, since);
  const headers = {
    'content-type': 'text/event-stream',
    'cache-control': 'no-cache, no-transform',
    'x-accel-buffering': 'no',
  };
  if (request.method === 'HEAD') return new Response(null, {headers});
  return new Response(streams.open(thread, since, address, disconnect), {headers});
}

async function counts({query}: Ask, {store}: Services): Promise<Response> {
  const pageIds = query.pageIds();
  const found = await store.counts(query.site(), pageIds);
  const closed: string[] = [];
  const answer = pageIds.map((pageId) => {
    const count = found.get(pageId) ?? 0;
    if (typeof count === 'number') return [pageId, count] as const;
    closed.push(pageId);
    return [pageId, count.count] as const;
  });
  return json({counts: Object.fromEntries(answer), closed}, {'cache-control': CACHE.counts});
}

async function policy({request, query}: Ask, {store}: Services): Promise<Response> {
  const found = await store.policy(query.site());
  if (found === null) throw new CommentsError('not-found', 'This site has no policy.');
  return conditionalText(request, JSON.stringify(found), 'application/json', CACHE.slow);
}

async function feed({request, query}: Ask, {store, publicUrl}: Services): Promise<Response> {
  const site = query.site();
  const pageId = query.pageId();
  const [entries, {title}] = await Promise.all([store.feed(site, pageId, FEED_LENGTH), store.settings(site)]);
  const path = feedPath(site, pageId);
  // A reader of feeds may keep it anywhere.
  const self = publicUrl === null ? path : `${publicUrl}/v1/${path}`;
  const xml = atomFeed({site, pageId, title: title || site, self, entries});
  return conditionalText(request, xml, 'application/atom+xml; charset=utf-8', CACHE.slow);
}
