import {
  COMMENTS_ERROR_CODES,
  CommentsError,
  isBrokenOff,
  type CommentsErrorCode,
  type DraftField,
} from '../../model/errors.js';
import {normalisePolicy} from '../../model/normalise-facts.js';
import {id, record, text, time} from '../../model/rules.js';
import type {Blocked} from '../../model/thread.js';
import {parseRetryAfter} from '../shared/parse-retry-after.js';
import {blockedRule} from './blocked.js';

const problemRule = record({title: text, detail: text, retryAt: time, existingId: id}, 0);
const fieldsRule = record({body: text, name: text, email: text, url: text}, 0);

/** What an answer that is not 2xx says, whoever gave it: the server, or something between it and the reader. */
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
    : `The backend answered ${String(status)} with "${type}", which is no answer of a Parley server.`;
  return new CommentsError(code, message, {
    ...(fields && {fields}),
    ...(retryAt !== undefined && {retryAt}),
    ...(existingId !== undefined && {existingId}),
    ...(policy && {policy}),
    ...(blocked && {blocked}),
    // But for a request that came too slowly (408), the same would be refused again.
    ...(code === 'malformed' && status !== 408 && {refused: true}),
  });
}

async function parseJson(response: Response): Promise<Readonly<Record<string, unknown>>> {
  try {
    const answer: unknown = await response.json();
    return typeof answer === 'object' && answer !== null ? (answer as Record<string, unknown>) : {};
  } catch (reason) {
    // Broken off; the status still tells something.
    if (isBrokenOff(reason)) return {};
    throw reason;
  }
}

/** A status without one of our codes comes from a proxy, a firewall, or from something that is no Parley server. */
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
