import type {CommentsErrorCode} from '../../model/error-codes.js';
import {CommentsError} from '../../model/errors.js';
import type {Problem} from '../../model/protocol.js';
import {KeyReusedError, UnavailableError} from '../store/store-errors.js';
import {ExplainedError} from './explained-error.js';
import {HttpError} from './http-error.js';

const STATUS: Readonly<Record<CommentsErrorCode, number>> = {
  validation: 422,
  'blocked-words': 422,
  duplicate: 409,
  conflict: 409,
  'login-required': 401,
  forbidden: 403,
  closed: 403,
  'edit-window-closed': 403,
  'captcha-required': 403,
  'not-found': 404,
  gone: 410,
  'rate-limited': 429,
  malformed: 400,
  unsupported: 501,
  timeout: 504,
  server: 500,
  offline: 503,
};

const TITLES: Readonly<Record<CommentsErrorCode, string>> = {
  validation: 'A field is not valid.',
  'blocked-words': 'The comment has words that this site does not publish.',
  duplicate: 'This comment was posted before.',
  conflict: 'The request is based on an older state.',
  'login-required': 'A valid token is required.',
  forbidden: 'This is not allowed.',
  closed: 'The thread is closed.',
  'edit-window-closed': 'The comment can no longer be changed.',
  'captcha-required': 'A CAPTCHA is required.',
  'not-found': 'Not found.',
  gone: 'It is no longer there.',
  'rate-limited': 'Rate limit exceeded.',
  malformed: 'The request is malformed.',
  unsupported: 'Not supported.',
  timeout: 'Timed out.',
  server: 'Internal error.',
  offline: 'The server cannot be reached.',
};

/** The status of the answer to a request that failed so. */
export function statusOf(error: CommentsError): number {
  if (error instanceof HttpError) return error.status;
  if (error instanceof KeyReusedError) return 422;
  if (error instanceof UnavailableError) return 503;
  return STATUS[error.code];
}

/**
 * The answer to a failed request: a problem document (RFC 9457), or the page of an `ExplainedError`. Of a failure within the server it contains only
 * `requestId`, which identifies it in the log.
 */
export function problemResponse(reason: unknown, requestId: string, now: Date): Response {
  const page = reason instanceof ExplainedError ? reason.page : null;
  const error = CommentsError.from(reason instanceof ExplainedError ? reason.cause : reason);
  const status = statusOf(error);
  const hidden = error.code === 'server' && !(error instanceof HttpError);
  const problem: Problem = {
    type: `urn:parley:problem:${error.code}`,
    title: TITLES[error.code],
    status,
    detail: hidden ? `Internal error; request id ${requestId}.` : error.message,
    code: error.code,
    ...(Object.keys(error.fields).length > 0 && {fields: error.fields}),
    ...(error.retryAt !== null && {retryAt: error.retryAt}),
    ...(error.existingId !== null && {existingId: error.existingId}),
    ...(error.policy !== null && {policy: error.policy}),
    ...(error.blocked !== null && {blocked: error.blocked}),
  };
  const headers = new Headers({
    'content-type': 'application/problem+json',
    'cache-control': 'no-store',
    ...(error.code === 'login-required' && {'www-authenticate': 'Bearer'}),
    ...(error.retryAt !== null && {'retry-after': secondsUntil(error.retryAt, now)}),
    ...(error instanceof UnavailableError && {'retry-after': String(error.retryAfter)}),
    ...(error instanceof HttpError && error.headers),
    ...page?.headers,
  });
  return new Response(page?.html ?? JSON.stringify(problem), {status, headers});
}

/** Rounded up: a client that waits for this time is admitted. */
function secondsUntil(moment: string, now: Date): string {
  return String(Math.max(1, Math.ceil((Date.parse(moment) - now.getTime()) / 1000)));
}
