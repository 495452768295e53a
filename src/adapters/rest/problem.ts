import {COMMENTS_ERROR_CODES, type CommentsErrorCode} from '../../model/error-codes.js';
import {CommentsError, isBrokenOff, type DraftField} from '../../model/errors.js';
import {normalisePolicy} from '../../model/normalise-facts.js';
import {id, record, text, time} from '../../model/rules.js';
import type {Blocked} from '../../model/thread.js';
import {parseRetryAfter} from '../shared/parse-retry-after.js';
import {blockedRule} from './blocked.js';

const problemRule = record({title: text, detail: text, retryAt: time, existingId: id}, 0);
const fieldsRule = record({body: text, name: text, email: text, url: text}, 0);

/** The error of a response that is not 2xx, from the server or from a proxy. */
export async function parseProblem(response: Response): Promise<CommentsError> {
  const {status, headers} = response;
  const type = headers.get('content-type') ?? '';
  const problem = /\bjson\b/.test(type) ? await parseJson(response) : {};
  const known = COMMENTS_ERROR_CODES.find((name) => name === problem['code']);
  const code = known ?? codeForStatus(status);
  const {title, detail, existingId, ...told} = (problemRule(problem) ?? {}) as Partial<
    Record<'title' | 'detail' | 'retryAt' | 'existingId', string>
  >;
  const retryAt = parseRetryAfter(response, told.retryAt);
  const fields = fieldsRule(problem['fields']) as Partial<Record<DraftField, string>> | undefined;
  const policy = normalisePolicy(problem['policy']);
  const blocked = blockedRule(problem['blocked']) as Blocked | undefined;
  const message = known
    ? (detail ?? title)
    : `The backend answered ${String(status)} with "${type}", which is not an error of a Parley server.`;
  return new CommentsError(code, message, {
    ...(fields && {fields}),
    ...(retryAt !== undefined && {retryAt}),
    ...(existingId !== undefined && {existingId}),
    ...(policy && {policy}),
    ...(blocked && {blocked}),
    // Except after a request that was too slow (408), a retry would be refused again.
    ...(code === 'malformed' && status !== 408 && {refused: true}),
  });
}

async function parseJson(response: Response): Promise<Readonly<Record<string, unknown>>> {
  try {
    const answer: unknown = await response.json();
    return typeof answer === 'object' && answer !== null ? (answer as Record<string, unknown>) : {};
  } catch (reason) {
    // Truncated JSON; the status is still valid.
    if (isBrokenOff(reason)) return {};
    throw reason;
  }
}

/** A status without a `code` comes from a proxy, a firewall or another server. */
function codeForStatus(status: number): CommentsErrorCode {
  switch (status) {
    case 401:
      return 'login-required';
    case 403:
      return 'forbidden';
    case 408:
    case 504:
      return 'timeout';
    case 409:
      return 'conflict';
    case 413:
      return 'validation';
    case 429:
      return 'rate-limited';
    default:
      return status >= 500 ? 'server' : 'malformed';
  }
}
