import {malformed} from '../http-error.js';
import {operation, type AnyOperation} from '../operation.js';
import {ownThread, ownTitledThread} from '../own-page.js';
import {limitOf, OPTIONAL_CURSOR, QUEUE_STATUS, SITE, THREAD} from '../parameters.js';
import {CACHE, json, noContent} from '../responses.js';
import {Comment} from '../schemas/comments.js';
import {
  Block,
  BlockPage,
  CloseRequest,
  Decision,
  Erased,
  LogPage,
  NewBlock,
  NewPolicy,
  PageRequest,
  Person,
  PersonRecords,
  QueuePage,
} from '../schemas/moderation.js';
import {Settings, SettingsChange} from '../schemas/settings.js';
import {threadOf} from './reading.js';

const DONE = {204: {}};

/** Every answer is the moderator's alone. */
const READING = {method: 'GET', tag: 'moderation', identity: 'moderator', limit: 'reads'} as const;
const CHANGING = {tag: 'moderation', identity: 'moderator', limit: 'moderation'} as const;

/** What moderators do. */
export const moderationOperations: readonly AnyOperation[] = [
  operation({
    ...READING,
    id: 'queue',
    path: '/v1/moderation/queue',
    summary: 'Comments that are held, or that readers have reported.',
    query: {...SITE, ...QUEUE_STATUS, ...OPTIONAL_CURSOR, ...limitOf(50, 'How many.')},
    answers: {200: {schema: QueuePage}},
    handle: ({query: {site, status, cursor = null, limit}, actor}, {store}) =>
      reply(store.queue(site, {status, cursor, limit}, actor)),
  }),
  operation({
    ...CHANGING,
    id: 'decide',
    method: 'POST',
    path: '/v1/moderation/comments/:id/decision',
    summary: 'Decides on one comment.',
    query: SITE,
    body: Decision,
    answers: {200: {schema: Comment}},
    problems: [409, 410, 422],
    handle: ({query, id, body, actor}, {store}) => reply(store.decide(query.site, id, body, actor)),
  }),
  operation({
    ...CHANGING,
    id: 'closeThread',
    method: 'PUT',
    path: '/v1/moderation/closed',
    summary: 'Closes a thread for new comments.',
    body: CloseRequest,
    answers: DONE,
    async handle({body: {thread, ...closed}, actor}, services) {
      // What a moderator calls the page is believed wherever it is.
      await services.store.closeThread(ownTitledThread(thread, services), closed, actor);
      return noContent();
    },
  }),
  operation({
    ...CHANGING,
    id: 'openThreadAgain',
    method: 'DELETE',
    path: '/v1/moderation/closed',
    summary: 'Opens a closed thread again.',
    query: THREAD,
    answers: DONE,
    handle: ({query, actor}, {store}) =>
      done(store.closeThread({...threadOf(query), url: '', title: ''}, null, actor)),
  }),
  operation({
    ...CHANGING,
    id: 'setPage',
    method: 'PUT',
    path: '/v1/moderation/page',
    summary: 'Sets the address and title of a thread’s page, whatever its comments say.',
    body: PageRequest,
    answers: DONE,
    async handle({body, actor}, services) {
      const own = ownThread(body.thread, services);
      if (!own.url) throw malformed('The page must be one of the server’s origins.');
      await services.store.setPage(own, actor);
      return noContent();
    },
  }),
  operation({
    ...CHANGING,
    id: 'unsetPage',
    method: 'DELETE',
    path: '/v1/moderation/page',
    summary: 'Lets the newest published comment set them again.',
    query: THREAD,
    answers: DONE,
    handle: ({query, actor}, {store}) => done(store.unsetPage(threadOf(query), actor)),
  }),
  operation({
    ...READING,
    id: 'blocks',
    path: '/v1/moderation/blocks',
    summary: 'Who is blocked.',
    query: {...SITE, ...OPTIONAL_CURSOR},
    answers: {200: {schema: BlockPage}},
    handle: ({query: {site, cursor = null}, actor}, {store}) => reply(store.blocks(site, cursor, actor)),
  }),
  operation({
    ...CHANGING,
    id: 'block',
    method: 'POST',
    path: '/v1/moderation/blocks',
    summary: 'Blocks a reader, for a time or for good.',
    query: SITE,
    body: NewBlock,
    answers: {201: {schema: Block}},
    problems: [422],
    handle: ({query, body, actor}, {store}) => reply(store.block(query.site, body, actor), 201),
  }),
  operation({
    ...CHANGING,
    id: 'unblock',
    method: 'DELETE',
    path: '/v1/moderation/blocks/:id',
    summary: 'Lifts a block.',
    query: SITE,
    answers: DONE,
    handle: ({query, id, actor}, {store}) => done(store.unblock(query.site, id, actor)),
  }),
  operation({
    ...READING,
    id: 'log',
    path: '/v1/moderation/log',
    summary: 'Who decided what, newest first.',
    query: {...SITE, ...OPTIONAL_CURSOR},
    answers: {200: {schema: LogPage}},
    handle: ({query: {site, cursor = null}, actor}, {store}) => reply(store.log(site, cursor, actor)),
  }),
  operation({
    ...CHANGING,
    id: 'setPolicy',
    method: 'PUT',
    path: '/v1/policy',
    summary: 'Gives the site a policy, under a version of its own.',
    query: SITE,
    body: NewPolicy,
    answers: DONE,
    problems: [409, 422],
    handle: ({query, body, actor}, {store}) => done(store.setPolicy(query.site, body, actor)),
  }),
  operation({
    ...READING,
    id: 'settings',
    path: '/v1/settings',
    summary: 'How the site’s discussions are run.',
    query: SITE,
    answers: {200: {schema: Settings}},
    handle({query}, {store}) {
      // Held and blocked words are for moderators only; the store itself reads settings for every request.
      return reply(store.settings(query.site));
    },
  }),
  operation({
    ...CHANGING,
    id: 'changeSettings',
    method: 'PATCH',
    path: '/v1/settings',
    summary: 'Changes some settings; gives all of them.',
    query: SITE,
    body: SettingsChange,
    answers: {200: {schema: Settings}},
    problems: [422],
    handle: ({query, body, actor}, {store}) => reply(store.changeSettings(query.site, body, actor)),
  }),
  operation({
    ...CHANGING,
    id: 'exportPerson',
    method: 'POST',
    path: '/v1/people/export',
    summary: 'Everything that is stored of one person (GDPR, articles 15 and 20).',
    query: SITE,
    body: Person,
    answers: {200: {schema: PersonRecords}},
    handle: ({query, body, actor}, {store}) =>
      reply(store.exportPerson(query.site, body, actor).then((records) => ({records}))),
  }),
  operation({
    ...CHANGING,
    id: 'erasePerson',
    method: 'POST',
    path: '/v1/people/erase',
    summary: 'Erases one person (GDPR, article 17).',
    query: SITE,
    body: Person,
    answers: {200: {schema: Erased}},
    handle: ({query, body, actor}, {store}) =>
      reply(store.erasePerson(query.site, body, actor).then((comments) => ({comments}))),
  }),
];

async function reply(work: Promise<unknown>, status?: number): Promise<Response> {
  return json(await work, {'cache-control': CACHE.private}, status);
}

async function done(work: Promise<void>): Promise<Response> {
  await work;
  return noContent();
}
