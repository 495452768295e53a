import {CommentsError} from '../../../model/errors.js';
import {done, json, CACHE} from '../answers.js';
import {readJson} from '../body.js';
import type {SignedInActor} from '../caller.js';
import {malformed} from '../http-error.js';
import {
  blockShape,
  closeShape,
  decisionShape,
  pageShape,
  personShape,
  policyShape,
  settingsShape,
} from '../requests.js';
import type {Ask, Route, Services} from '../route.js';
import {ownThread} from './writing.js';

const QUEUE_LENGTH = 50;

/** What moderators do. Every answer is theirs alone. */
export const moderationRoutes: readonly Route[] = [
  {method: 'GET', path: '/v1/moderation/queue', counts: 'reads', answer: queue},
  {method: 'POST', path: '/v1/moderation/comments/:id/decision', counts: 'moderation', answer: decide},
  {method: 'PUT', path: '/v1/moderation/closed', counts: 'moderation', answer: close},
  {method: 'DELETE', path: '/v1/moderation/closed', counts: 'moderation', answer: reopen},
  {method: 'PUT', path: '/v1/moderation/page', counts: 'moderation', answer: setPage},
  {method: 'DELETE', path: '/v1/moderation/page', counts: 'moderation', answer: unsetPage},
  {method: 'GET', path: '/v1/moderation/blocks', counts: 'reads', answer: blocks},
  {method: 'POST', path: '/v1/moderation/blocks', counts: 'moderation', answer: block},
  {method: 'DELETE', path: '/v1/moderation/blocks/:id', counts: 'moderation', answer: unblock},
  {method: 'GET', path: '/v1/moderation/log', counts: 'reads', answer: log},
  {method: 'PUT', path: '/v1/policy', counts: 'moderation', answer: setPolicy},
  {method: 'GET', path: '/v1/settings', counts: 'reads', answer: settings},
  {method: 'PATCH', path: '/v1/settings', counts: 'moderation', answer: changeSettings},
  {method: 'POST', path: '/v1/people/export', counts: 'moderation', answer: exportPerson},
  {method: 'POST', path: '/v1/people/erase', counts: 'moderation', answer: erasePerson},
];

const PRIVATE = {'cache-control': CACHE.private};

async function queue(ask: Ask, services: Services): Promise<Response> {
  const {query} = ask;
  const asked = {
    status: query.queueStatus(),
    cursor: query.optionalCursor('cursor'),
    limit: query.limit(QUEUE_LENGTH),
  };
  const actor = await moderator(ask, services, query.site());
  return json(await services.store.queue(query.site(), asked, actor), PRIVATE);
}

async function decide(ask: Ask, services: Services): Promise<Response> {
  const decision = decisionShape(await readJson(ask.request), 'body');
  const site = ask.query.site();
  const actor = await moderator(ask, services, site);
  return json(await services.store.decide(site, ask.id, decision, actor), PRIVATE);
}

async function close(ask: Ask, services: Services): Promise<Response> {
  const {thread, reason} = closeShape(await readJson(ask.request), 'body');
  const actor = await moderator(ask, services, thread.site);
  const closed = reason === undefined ? {} : {reason};
  // What a moderator calls the page is believed wherever it is.
  const own = {...ownThread(thread, services), title: thread.title};
  await services.store.closeThread(own, closed, actor);
  return done();
}

async function reopen(ask: Ask, services: Services): Promise<Response> {
  const thread = ask.query.thread();
  const actor = await moderator(ask, services, thread.site);
  await services.store.closeThread({...thread, url: '', title: ''}, null, actor);
  return done();
}

async function setPage(ask: Ask, services: Services): Promise<Response> {
  const {thread} = pageShape(await readJson(ask.request), 'body');
  const actor = await moderator(ask, services, thread.site);
  const own = ownThread(thread, services);
  if (!own.url) throw malformed('body.thread.url must be a page of one of the server’s origins.');
  await services.store.setPage(own, actor);
  return done();
}

async function unsetPage(ask: Ask, services: Services): Promise<Response> {
  const thread = ask.query.thread();
  const actor = await moderator(ask, services, thread.site);
  await services.store.unsetPage(thread, actor);
  return done();
}

async function blocks(ask: Ask, services: Services): Promise<Response> {
  const site = ask.query.site();
  const cursor = ask.query.optionalCursor('cursor');
  return json(await services.store.blocks(site, cursor, await moderator(ask, services, site)), PRIVATE);
}

async function block(ask: Ask, services: Services): Promise<Response> {
  const wanted = blockShape(await readJson(ask.request), 'body');
  const site = ask.query.site();
  const made = await services.store.block(site, wanted, await moderator(ask, services, site));
  return json(made, PRIVATE, 201);
}

async function unblock(ask: Ask, services: Services): Promise<Response> {
  const site = ask.query.site();
  await services.store.unblock(site, ask.id, await moderator(ask, services, site));
  return done();
}

async function log(ask: Ask, services: Services): Promise<Response> {
  const site = ask.query.site();
  const cursor = ask.query.optionalCursor('cursor');
  return json(await services.store.log(site, cursor, await moderator(ask, services, site)), PRIVATE);
}

async function setPolicy(ask: Ask, services: Services): Promise<Response> {
  const policy = policyShape(await readJson(ask.request), 'body');
  const site = ask.query.site();
  await services.store.setPolicy(site, policy, await moderator(ask, services, site));
  return done();
}

async function settings(ask: Ask, services: Services): Promise<Response> {
  const site = ask.query.site();
  // Which words are held or blocked is not for everybody; the store itself needs settings for whoever asks.
  await moderator(ask, services, site);
  return json(await services.store.settings(site), PRIVATE);
}

async function changeSettings(ask: Ask, services: Services): Promise<Response> {
  const change = settingsShape(await readJson(ask.request), 'body');
  const site = ask.query.site();
  const actor = await moderator(ask, services, site);
  return json(await services.store.changeSettings(site, change, actor), PRIVATE);
}

async function exportPerson(ask: Ask, services: Services): Promise<Response> {
  const person = personShape(await readJson(ask.request), 'body');
  const site = ask.query.site();
  const records = await services.store.exportPerson(site, person, await moderator(ask, services, site));
  return json({records}, PRIVATE);
}

async function erasePerson(ask: Ask, services: Services): Promise<Response> {
  const person = personShape(await readJson(ask.request), 'body');
  const site = ask.query.site();
  const comments = await services.store.erasePerson(site, person, await moderator(ask, services, site));
  return json({comments}, PRIVATE);
}

/** A moderator who has signed in. Whoever is none is refused before it is counted. */
async function moderator({request, address}: Ask, services: Services, site: string): Promise<SignedInActor> {
  const actor = await services.callers.signedIn(request, site, address);
  if (actor.user.role !== 'moderator') throw new CommentsError('forbidden', 'This is for moderators.');
  await services.limiter.act('moderation', actor);
  return actor;
}
