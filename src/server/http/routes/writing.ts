import {CommentsError} from '../../../model/errors.js';
import type {Actor} from '../../store/actor.js';
import type {BucketCharge, Idempotency, ThreadName, Written} from '../../store/store.js';
import {operation, type Answer, type AnyOperation, type RequestContext, type Services} from '../operation.js';
import {ownThread} from '../own-page.js';
import {IDEMPOTENCY_KEY, OPTIONAL_IDEMPOTENCY_KEY, THREAD} from '../parameters.js';
import {CACHE, json, sha256} from '../responses.js';
import {Comment, EditRequest, PostRequest, ReportRequest, ViewerAnswer} from '../schemas/comments.js';
import {threadOf} from './reading.js';

/** The answers are one reader's own. */
const WRITING = {tag: 'writing', identity: 'reader'} as const;

/** An action on a comment, which may have a key. */
const ACTION = {...WRITING, query: THREAD, headers: OPTIONAL_IDEMPOTENCY_KEY} as const;

const COMMENT: Readonly<Record<number, Answer>> = {
  200: {schema: Comment, headers: ['Idempotency-Replayed']},
};

/** What depends on the reader, and readers' actions. */
export const writingOperations: readonly AnyOperation[] = [
  operation({
    ...WRITING,
    id: 'viewer',
    method: 'GET',
    path: '/v1/viewer',
    summary: 'What depends on who reads a thread.',
    limit: 'reads',
    query: THREAD,
    answers: {200: {schema: ViewerAnswer}},
    async handle({query, actor}, {store}) {
      return json(await store.viewer(threadOf(query), actor), {'cache-control': CACHE.private});
    },
  }),
  operation({
    ...WRITING,
    id: 'post',
    method: 'POST',
    path: '/v1/comments',
    summary: 'Posts a comment, once for each key. Its status says whether it is held.',
    limit: 'writes',
    headers: IDEMPOTENCY_KEY,
    body: PostRequest,
    typed: {'/body/value': 'body', '/guest/name': 'name', '/guest/email': 'email', '/guest/url': 'url'},
    answers: {201: {schema: Comment, headers: ['Idempotency-Replayed', 'Location']}},
    problems: [403, 409, 410, 422],
    async handle({headers, body: {thread, ...draft}, actor}, services) {
      const charges = services.limiter.charges('writes', actor);
      const sent = ['post', thread.site, thread.pageId, draft];
      const idempotency = await idempotencyOf(headers['Idempotency-Key'], sent, charges);
      const written = await services.store.post(ownThread(thread, services), draft, actor, idempotency);
      return answer(written, 201, {location: locationOf(thread, written.comment.id)});
    },
  }),
  operation({
    ...WRITING,
    id: 'findPosted',
    method: 'GET',
    path: '/v1/posted',
    summary: 'What this reader posted with this key; 404 for nothing.',
    limit: 'reads',
    query: THREAD,
    headers: IDEMPOTENCY_KEY,
    answers: {200: {schema: Comment}},
    async handle({query, headers, actor}, {store}) {
      const {key} = await idempotencyOf(headers['Idempotency-Key'], [], []);
      const comment = await store.findPosted(threadOf(query), key, actor);
      if (comment === null)
        throw new CommentsError('not-found', 'No comment was posted with this Idempotency-Key.');
      return json(comment, {'cache-control': CACHE.private});
    },
  }),
  operation({
    ...ACTION,
    id: 'edit',
    method: 'PATCH',
    path: '/v1/comments/:id',
    summary: 'Changes the text of one’s own comment.',
    limit: 'writes',
    body: EditRequest,
    typed: {'/body/value': 'body'},
    answers: COMMENT,
    problems: [403, 409, 410, 422],
    handle(context, services) {
      const {body} = context.body;
      return act(context, services, 'writes', ['edit', body], (thread, actor, idempotency) =>
        services.store.edit(thread, context.id, body, actor, idempotency),
      );
    },
  }),
  operation({
    ...ACTION,
    id: 'remove',
    method: 'DELETE',
    path: '/v1/comments/:id',
    summary: 'Removes one’s own comment; gives what is left of it.',
    limit: 'writes',
    answers: COMMENT,
    problems: [403, 410, 422],
    handle(context, services) {
      return act(context, services, 'writes', ['remove'], (thread, actor, idempotency) =>
        services.store.remove(thread, context.id, actor, idempotency),
      );
    },
  }),
  vote('vote', 'PUT', 'Recommends a comment.', true),
  vote('takeVoteBack', 'DELETE', 'Takes a recommendation back.', false),
  operation({
    ...ACTION,
    id: 'report',
    method: 'POST',
    path: '/v1/comments/:id/reports',
    summary: 'Reports a comment that breaks a rule of the policy.',
    limit: 'votes',
    body: ReportRequest,
    answers: COMMENT,
    problems: [403, 410, 422],
    handle(context, services) {
      return act(context, services, 'votes', ['report', context.body], (thread, actor, idempotency) =>
        services.store.report(thread, context.id, context.body, actor, idempotency),
      );
    },
  }),
];

function vote(id: string, method: 'PUT' | 'DELETE', summary: string, up: boolean): AnyOperation {
  return operation({
    ...ACTION,
    id,
    method,
    path: '/v1/comments/:id/vote',
    summary,
    limit: 'votes',
    answers: COMMENT,
    problems: [403, 410, 422],
    handle(context, services) {
      return act(context, services, 'votes', ['vote', up], (thread, actor, idempotency) =>
        services.store.vote(thread, context.id, up, actor, idempotency),
      );
    },
  });
}

/**
 * What the store needs to carry a request out once: `sent` is all that must be the same when its key comes again, `charges`
 * what it takes of the limits. The key may be in quotes, as the draft of the header has it, or without.
 */
export async function idempotencyOf(
  key: string,
  sent: readonly unknown[],
  charges: readonly BucketCharge[],
): Promise<Idempotency> {
  return {key: key.replace(/^"(.*)"$/, '$1'), fingerprint: await sha256(JSON.stringify(sent)), charges};
}

type ActionContext = RequestContext<typeof THREAD, typeof OPTIONAL_IDEMPOTENCY_KEY, unknown, Actor>;

/** Does something to a comment, once for each key; without one it is done each time. */
async function act(
  {query, headers, id, actor}: ActionContext,
  {limiter}: Services,
  kind: 'writes' | 'votes',
  sent: readonly unknown[],
  work: (thread: ThreadName, actor: Actor, idempotency: Idempotency) => Promise<Written>,
): Promise<Response> {
  const thread = threadOf(query);
  const key = headers['Idempotency-Key'] ?? crypto.randomUUID();
  const idempotency = await idempotencyOf(key, [thread, id, ...sent], limiter.charges(kind, actor));
  return answer(await work(thread, actor, idempotency), 200);
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
