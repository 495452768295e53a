import {CommentsError} from '../../../model/errors.js';
import type {ThreadRef} from '../../../model/thread.js';
import type {Actor} from '../../store/actor.js';
import type {StoreIntent, ThreadName, Written} from '../../store/store.js';
import {CACHE, json} from '../answers.js';
import {readJson} from '../body.js';
import {intentKey, intentOf} from '../caller.js';
import {malformed} from '../http-error.js';
import {editShape, postShape, reportShape} from '../requests.js';
import type {Ask, Route, Services} from '../route.js';

/** What depends on who asks, and what readers do. */
export const writingRoutes: readonly Route[] = [
  {method: 'GET', path: '/v1/viewer', counts: 'reads', answer: viewer},
  {method: 'POST', path: '/v1/comments', counts: 'writes', answer: post},
  {method: 'GET', path: '/v1/posted', counts: 'reads', answer: findPosted},
  {method: 'PATCH', path: '/v1/comments/:id', counts: 'writes', answer: edit},
  {method: 'DELETE', path: '/v1/comments/:id', counts: 'writes', answer: remove},
  {
    method: 'PUT',
    path: '/v1/comments/:id/vote',
    counts: 'votes',
    answer: (ask, services) => vote(ask, services, true),
  },
  {
    method: 'DELETE',
    path: '/v1/comments/:id/vote',
    counts: 'votes',
    answer: (ask, services) => vote(ask, services, false),
  },
  {method: 'POST', path: '/v1/comments/:id/reports', counts: 'votes', answer: report},
];

async function viewer({request, query, address}: Ask, {store, callers}: Services): Promise<Response> {
  const thread = query.thread();
  const actor = await callers.actor(request, thread.site, address);
  return json(await store.viewer(thread, actor), {'cache-control': CACHE.private});
}

async function post(ask: Ask, services: Services): Promise<Response> {
  const {request, address} = ask;
  const {store, callers, limiter} = services;
  const key = intentKey(request);
  if (key === null) throw malformed('A post must have an Idempotency-Key.');
  const {thread, ...draft} = postShape(await readJson(request), 'body');
  const actor = await callers.actor(request, thread.site, address);
  const takes = limiter.takings('writes', actor);
  const intent = await intentOf(key, ['post', thread.site, thread.pageId, draft], takes);
  const written = await store.post(ownThread(thread, services), draft, actor, intent);
  return answer(written, 201, {location: locationOf(thread, written.comment.id)});
}

async function findPosted({request, query, address}: Ask, {store, callers}: Services): Promise<Response> {
  const thread = query.thread();
  const key = intentKey(request);
  if (key === null) throw malformed('This takes the Idempotency-Key of the post.');
  const comment = await store.findPosted(thread, key, await callers.actor(request, thread.site, address));
  if (comment === null) throw new CommentsError('not-found', 'Nothing was posted with this Idempotency-Key.');
  return json(comment, {'cache-control': CACHE.private});
}

async function edit(ask: Ask, services: Services): Promise<Response> {
  const {body} = editShape(await readJson(ask.request), 'body');
  return change(ask, services, 'writes', ['edit', body], (thread, actor, intent) =>
    services.store.edit(thread, ask.id, body, actor, intent),
  );
}

async function remove(ask: Ask, services: Services): Promise<Response> {
  return change(ask, services, 'writes', ['remove'], (thread, actor, intent) =>
    services.store.remove(thread, ask.id, actor, intent),
  );
}

async function vote(ask: Ask, services: Services, up: boolean): Promise<Response> {
  return change(ask, services, 'votes', ['vote', up], (thread, actor, intent) =>
    services.store.vote(thread, ask.id, up, actor, intent),
  );
}

async function report(ask: Ask, services: Services): Promise<Response> {
  const given = reportShape(await readJson(ask.request), 'body');
  return change(ask, services, 'votes', ['report', given], (thread, actor, intent) =>
    services.store.report(thread, ask.id, given, actor, intent),
  );
}

async function change(
  {request, query, id, address}: Ask,
  {callers, limiter}: Services,
  kind: 'writes' | 'votes',
  sent: readonly unknown[],
  work: (thread: ThreadName, actor: Actor, intent: StoreIntent) => Promise<Written>,
): Promise<Response> {
  const thread = query.thread();
  const key = intentKey(request) ?? crypto.randomUUID();
  const actor = await callers.actor(request, thread.site, address);
  const intent = await intentOf(key, [thread, id, ...sent], limiter.takings(kind, actor));
  return answer(await work(thread, actor, intent), 200);
}

function answer(
  {comment, replayed}: Written,
  status: number,
  headers: Record<string, string> = {},
): Response {
  return json(
    comment,
    {...headers, 'cache-control': CACHE.private, ...(replayed && {'idempotency-replayed': 'true'})},
    status,
  );
}

/** A comment has no address of its own in this protocol: it is found on its page. */
function locationOf({site, pageId}: ThreadName, id: string): string {
  return `/v1/thread?${new URLSearchParams({site, page: pageId, around: id}).toString()}`;
}

/** Whoever writes tells where the page is, and feeds and permalinks lead there: so only the paper's own pages are believed. */
export function ownThread(thread: ThreadRef, {isOwnPage}: Services): ThreadRef {
  return isPlainAddress(thread.url) && isOwnPage(new URL(thread.url))
    ? thread
    : {...thread, url: '', title: ''};
}

/**
 * Whether it is an address of the web as browsers write one, which leads everybody to the same page: `blob:` has its
 * page's origin, `https:host` is read by the page that it stands on, and before an `@` stands another host's name.
 */
function isPlainAddress(url: string): boolean {
  if (!/^https?:\/\/[^\s\\\p{Cc}]+$/iu.test(url) || !URL.canParse(url)) return false;
  const {username, password} = new URL(url);
  return username === '' && password === '';
}
