import {Hono} from 'hono';
import {CommentsError} from '../../model/errors.js';
import type {Actor} from '../store/actor.js';
import {readForm, readJson} from './body.js';
import {MAX_ID} from './bounds.js';
import {allowedMethods} from './cors-names.js';
import {ExplainedError} from './explained-error.js';
import {HttpError} from './http-error.js';
import type {AnyOperation, RequestContext, Services} from './operation.js';
import {headerReader, queryReader} from './parameters.js';
import {createParser, isStorable} from './parser.js';
import {notReady} from './responses.js';

/** What only the platform knows about the sender of a request. */
export type Client = Pick<RequestContext, 'address' | 'disconnect' | 'sendsBytes'>;

/** Makes what finds a request's operation, checks what was sent, and has it carried out. It throws what is wrong. */
export function createRouter(
  operations: readonly AnyOperation[],
  services: Services,
): (request: Request, client: Client) => Promise<Response> {
  const router = new Hono<{Bindings: Client}>();
  for (const operation of operations) {
    const answer = answerer(operation, services);
    router.on(operation.method, operation.path, (context) => {
      const {id = ''}: Readonly<Record<string, string>> = context.req.param();
      return answer(context.req.raw, id, context.env);
    });
  }
  for (const path of new Set(operations.map((operation) => operation.path))) {
    const allow = allowedMethods(operations.filter((operation) => operation.path === path)).join(', ');
    router.all(path, ({req}) => {
      if (req.method === 'OPTIONS') return new Response(null, {status: 204, headers: {allow}});
      throw new HttpError(405, 'unsupported', 'Method not allowed.', {headers: {allow}});
    });
  }
  router.notFound(() => {
    throw notFound();
  });
  router.onError((error) => {
    throw error;
  });
  return async (request, client) => router.fetch(request, client);
}

type Answerer = (request: Request, id: string, client: Client) => Promise<Response>;

/** In this order: the body of a form, the limit of the address, parameters, body, who it is, and then the operation itself. */
function answerer(operation: AnyOperation, services: Services): Answerer {
  const {path, limit, identity, body, encoding, typed, handle, explain} = operation;
  const readQuery = queryReader(operation.query);
  const readHeaders = headerReader(operation.headers);
  const parseBody = body && createParser(body, typed ? {typed} : {});
  const isProbe = path === '/healthz' || path === '/readyz';

  const readBody = encoding === 'form' ? readForm : readJson;

  return async (request, id, client) => {
    const {address} = client;
    if (!explain) return carryOut(body && (() => readBody(request)));
    let given: unknown;
    try {
      given = body && (await readBody(request));
      return await carryOut(body && (() => Promise.resolve(given)));
    } catch (reason) {
      const error = CommentsError.from(reason);
      throw new ExplainedError(error, await explain(error, request, given, services));
    }

    async function carryOut(read: (() => Promise<unknown>) | undefined): Promise<Response> {
      if (services.isClosing() && !isProbe) throw notReady('The server is shutting down.');
      if (limit !== null) services.limiter.admit(limit, address);
      // Nothing has such an id, and no database takes it.
      if (id.length > MAX_ID || !isStorable(id)) throw notFound();
      const query = readQuery(new URL(request.url).searchParams);
      const headers = readHeaders(request.headers);
      const sent = parseBody && read ? parseBody(await read()) : undefined;
      const actor = identity === 'none' ? null : await identify(siteOf(query, sent));
      return handle({request, query, headers, body: sent, actor, id, ...client}, services);
    }

    async function identify(site: string): Promise<Actor> {
      if (identity === 'reader') return services.authenticator.actor(request, site, address);
      const moderator = await services.authenticator.moderator(request, site, address);
      await services.limiter.act('moderation', moderator);
      return moderator;
    }
  };
}

/** Which site a request is about: tokens may hold for one alone. */
function siteOf(query: object, body: unknown): string {
  if ('site' in query) return query.site as string;
  const sent = body as {readonly site: string} | {readonly thread: {readonly site: string}};
  return 'site' in sent ? sent.site : sent.thread.site;
}

function notFound(): CommentsError {
  return new CommentsError('not-found', 'Not found.');
}
