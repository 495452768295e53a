import {operation, type AnyOperation} from '../operation.js';
import {CACHE, conditionalText, json, notReady} from '../responses.js';
import {Status} from '../schemas/comments.js';

const SERVICE = {method: 'GET', tag: 'service', identity: 'none'} as const;

/** What those who run the server, and those who write clients, ask. */
export const serviceOperations: readonly AnyOperation[] = [
  operation({
    ...SERVICE,
    id: 'health',
    path: '/healthz',
    summary: 'The process is alive.',
    limit: null,
    answers: {200: {schema: Status}},
    handle: () => json({status: 'ok'}),
  }),
  operation({
    ...SERVICE,
    id: 'ready',
    path: '/readyz',
    summary: 'Requests may be sent here: the database answers, and the server is not about to stop.',
    limit: null,
    answers: {200: {schema: Status}},
    async handle(_context, {store, isClosing}) {
      if (isClosing()) throw notReady('The server is shutting down.');
      try {
        await store.ready();
      } catch (cause) {
        throw notReady('The database does not answer.', cause);
      }
      return json({status: 'ready'});
    },
  }),
  operation({
    ...SERVICE,
    id: 'description',
    path: '/v1/openapi.json',
    summary: 'This document.',
    limit: 'reads',
    answers: {200: {type: 'application/json', headers: ['ETag']}, 304: {headers: ['ETag']}},
    handle: ({request}, {openapi}) => conditionalText(request, openapi, 'application/json', CACHE.slow),
  }),
];
