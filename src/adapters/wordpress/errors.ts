import {cutText} from '../../model/cut-text.js';
import type {DraftFault} from '../../model/draft-faults.js';
import type {CommentsErrorCode} from '../../model/error-codes.js';
import {CommentsError, type DraftField} from '../../model/errors.js';
import {normalisePolicy} from '../../model/normalise-facts.js';
import type {Blocked} from '../../model/thread.js';
import {parseRetryAfter} from '../shared/parse-retry-after.js';
import {decodeEntities} from './entities.js';

/** Error codes of WordPress's REST API and form (`wp-includes/rest-api/`, `wp-includes/comment.php`), and of the plugin. */
const CODES: Readonly<Record<string, CommentsErrorCode>> = {
  rest_comment_login_required: 'login-required',
  rest_cookie_invalid_nonce: 'login-required',
  not_logged_in: 'login-required',
  rest_comment_author_data_required: 'validation',
  rest_comment_content_invalid: 'validation',
  comment_content_column_length: 'validation',
  comment_author_column_length: 'validation',
  comment_author_email_column_length: 'validation',
  comment_author_url_column_length: 'validation',
  comment_duplicate: 'duplicate',
  comment_flood: 'rate-limited',
  rest_comment_closed: 'closed',
  comment_closed: 'closed',
  rest_comment_invalid_post_id: 'not-found',
  rest_comment_invalid_id: 'not-found',
  rest_post_invalid_id: 'not-found',
  rest_comment_draft_post: 'forbidden',
  rest_comment_trash_post: 'gone',
  rest_already_trashed: 'gone',
  rest_trash_not_supported: 'unsupported',
  rest_invalid_comment_type: 'unsupported',
  rest_no_route: 'unsupported',
  rest_invalid_json: 'malformed',
  rest_cannot_read: 'forbidden',
  rest_cannot_read_post: 'forbidden',
  rest_comment_invalid_author: 'forbidden',
  rest_comment_invalid_author_ip: 'forbidden',
  rest_comment_invalid_status: 'forbidden',
  parley_refused: 'validation',
  parley_form_invalid: 'validation',
  parley_signed_out: 'login-required',
  parley_failed: 'server',
  parley_already_posted: 'conflict',
  parley_in_progress: 'rate-limited',
  parley_policy_changed: 'conflict',
  parley_blocked: 'forbidden',
  parley_parent_not_found: 'not-found',
  parley_post_not_found: 'not-found',
  parley_comment_not_found: 'not-found',
  parley_own_comment: 'forbidden',
  parley_invalid_token: 'forbidden',
  parley_origin_refused: 'forbidden',
  parley_comment_gone: 'gone',
  parley_edit_window_closed: 'edit-window-closed',
  parley_words_refused: 'blocked-words',
  parley_rate_limited: 'rate-limited',
};

const STATUSES: Readonly<Record<number, CommentsErrorCode>> = {
  401: 'login-required',
  403: 'forbidden',
  404: 'not-found',
  408: 'timeout',
  409: 'conflict',
  410: 'gone',
  429: 'rate-limited',
  501: 'unsupported',
  504: 'timeout',
};

const FIELDS: Readonly<Record<string, DraftField>> = {
  author_name: 'name',
  author_email: 'email',
  author_url: 'url',
  content: 'body',
  rest_comment_content_invalid: 'body',
  parley_refused: 'body',
  comment_content_column_length: 'body',
  comment_author_column_length: 'name',
  comment_author_email_column_length: 'email',
  comment_author_url_column_length: 'url',
};

/** WordPress allows one post per 15 seconds (`wp_throttle_comment_flood`), and sends no `Retry-After`. */
const FLOOD_MS = 15_000;

/**
 * The `CommentsError` of a response that is not 2xx. `data` is the body as JSON, if any. `isWrite`: the request was a
 * write, so the message of another plugin is shown to the reader.
 */
export function toCommentsError(
  response: Response,
  data: unknown,
  text: string,
  isWrite = false,
): CommentsError {
  const {code, message, data: details} = (data ?? {}) as WordPressError;
  const errorText = `${String(response.status)} ${code ?? ''}: ${textOf(message ?? text)}`;
  const known =
    (code !== undefined && CODES[code]) ||
    (code === 'rest_invalid_param' && codeForParameters(details?.params));
  const pluginMessage =
    isWrite && !known && !/^rest_/.test(code ?? 'rest_') && message ? textOf(message) : '';
  if (pluginMessage !== '' && [400, 403, 422].includes(response.status))
    return new CommentsError('validation', errorText, {fields: {body: pluginMessage}});
  const contractCode =
    known || (STATUSES[response.status] ?? (response.status < 500 ? 'unsupported' : 'server'));
  const retryTime = retryAt(response);
  const policy = code === 'parley_policy_changed' ? normalisePolicy(details?.policy) : null;
  return new CommentsError(contractCode, errorText, {
    ...(policy && {policy}),
    ...(code === 'parley_blocked' && {blocked: parseBlocked(details ?? {})}),
    ...(contractCode === 'validation' && {
      fields: toFields(code ?? '', textOf(message ?? ''), details?.params),
    }),
    ...(contractCode === 'rate-limited' && {retryAt: retryTime}),
    ...(details && {cause: details}),
  });
}

interface WordPressError {
  readonly code?: string;
  readonly message?: string;
  readonly data?: {
    readonly params?: Readonly<Record<string, string>>;
    /** The current policy. */
    readonly policy?: unknown;
    /** Why a reader is blocked, and until when. */
    readonly reason?: unknown;
    readonly until?: unknown;
  } | null;
}

function parseBlocked({reason, until}: NonNullable<WordPressError['data']> = {}): Blocked {
  return {
    until: typeof until === 'string' ? until : null,
    ...(typeof reason === 'string' && reason !== '' && {reason}),
  };
}

/** In code points. */
const MAX_MESSAGE_LENGTH = 500;

/** The text of a message or a page, without tags and entities. */
export function textOf(markup: string): string {
  const body = markup
    .replace(/^[^]*?<\/head>/i, ' ')
    // Unclosed, these reach to the end, as in HTML; that also keeps the search linear.
    .replace(/<(style|script)\b[^]*?(?:<\/\1>|$)/gi, ' ');
  const words = decodeEntities(body.replace(/<[^<>]*>/g, ' ')).replace(/\s+/g, ' ');
  return cutText(words.trim(), MAX_MESSAGE_LENGTH);
}

/** The time of `Retry-After`, else the end of WordPress's flood limit; by the device's clock, UTC ISO 8601. */
export function retryAt(response: Response): string {
  return parseRetryAfter(response) ?? new Date(Date.now() + FLOOD_MS).toISOString();
}

/** An invalid parameter that is not a reader's input is an error of this adapter, or of an unknown WordPress. */
function codeForParameters(params: Readonly<Record<string, string>> = {}): CommentsErrorCode {
  return Object.keys(params).some((name) => name in FIELDS) ? 'validation' : 'unsupported';
}

/** Field errors: codes for those of WordPress, the message for those of plugins. */
function toFields(
  code: string,
  message: string,
  params: Readonly<Record<string, string>> = {},
): Partial<Record<DraftField, string>> {
  const named = Object.keys(params).flatMap((name) =>
    FIELDS[name] ? [[FIELDS[name], 'invalid' satisfies DraftFault] as const] : [],
  );
  if (named.length > 0) return Object.fromEntries(named);
  // WordPress does not say which of the two is missing; `withFields` finds out by the draft.
  if (code === 'rest_comment_author_data_required') return {name: 'missing', email: 'missing'};
  const field = FIELDS[code];
  return field ? {[field]: FIELD_ERRORS[code] ?? message} : {};
}

const FIELD_ERRORS: Readonly<Record<string, DraftFault>> = {
  rest_comment_content_invalid: 'missing',
  comment_content_column_length: 'too-long',
  comment_author_column_length: 'too-long',
  comment_author_email_column_length: 'too-long',
  comment_author_url_column_length: 'too-long',
};
