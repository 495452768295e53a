import {CACHE, conditionalText, json} from '../answers.js';
import {HttpError} from '../http-error.js';
import type {Ask, Route, Services} from '../route.js';
import {openapi} from '../../openapi/document.js';

/** What those who run the server, and those who write clients, ask. */
export const serviceRoutes: readonly Route[] = [
  {method: 'GET', path: '/healthz', counts: null, answer: health},
  {method: 'GET', path: '/readyz', counts: null, answer: ready},
  {method: 'GET', path: '/v1/openapi.json', counts: 'reads', answer: description},
];

/** The process is alive. */
function health(): Response {
  return json({status: 'ok'});
}

/** Requests may be sent here: the database answers, and the server is not about to stop. */
async function ready(_ask: Ask, {store, isClosing}: Services): Promise<Response> {
  if (isClosing()) throw notReady('The server is shutting down.');
  try {
    await store.ready();
  } catch (cause) {
    throw notReady('The database does not answer.', cause);
  }
  return json({status: 'ready'});
}

/** 503 until a moment later. */
export function notReady(message: string, cause?: unknown): HttpError {
  return new HttpError(503, 'server', message, {cause, headers: {'retry-after': '1'}});
}

function description({request}: Ask): Promise<Response> {
  return conditionalText(request, JSON.stringify(openapi), 'application/json', CACHE.slow);
}
