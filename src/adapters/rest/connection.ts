import {ADDRESSES, isAddress} from '../../model/address.js';
import {documentProperty} from '../../model/document-property.js';
import {CommentsError, isBrokenOff} from '../../model/errors.js';
import {HEADERS} from '../../model/protocol.js';
import type {ThreadRef} from '../../model/thread.js';
import {GuestKey} from './guest-key.js';
import type {RestAdapterOptions} from './options.js';
import {BackendClock} from '../shared/backend-clock.js';

/** Query parameters; those that are `undefined` are omitted. */
export type Query = readonly (readonly [name: string, value: string | number | undefined])[];

/** The query parameters that identify a thread. */
export function threadQuery({site, pageId}: ThreadRef): Query {
  return [
    ['site', site],
    ['page', pageId],
  ];
}

/** Identify the reader: a token, a guest key, or both. */
export type ReaderHeaders = Readonly<Record<string, string>>;

/** One request. Without a method it is a GET, which is retried once if the response is missing or incomplete. */
export interface Request {
  /** The path below `/v1/`. */
  readonly path: string;
  readonly query: Query;
  /** Whether it is sent with the reader's headers. */
  readonly isPersonal?: boolean;
  /** The reader's headers, if they are known already. */
  readonly readerHeaders?: ReaderHeaders | null;
  readonly method?: 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** Bypasses the browser's cache, which may hold the incomplete response. */
  readonly isRetry?: boolean;
}

const TIMEOUT_MS = 15_000;
const RETRY_DELAY_MS = 300;

/** The statuses of a proxy whose server is unavailable for a moment. */
const GATEWAY_STATUSES = [502, 503, 504];

/**
 * Sends requests to one server. Every method throws only `CommentsError`, or the signal's reason when it was aborted. The
 * token and the guest key are sent only to the endpoint, because redirects are not followed.
 */
export class Connection {
  readonly options: RestAdapterOptions;
  readonly clock = new BackendClock();
  #guestKey: GuestKey | undefined;

  constructor(options: RestAdapterOptions) {
    this.options = options;
  }

  /** Created on first use, so that an invalid endpoint fails only when it is used. */
  get guestKey(): GuestKey {
    return (this.#guestKey ??= new GuestKey(this.urlOf('').origin, this.options.storage));
  }

  /** Sends a request and returns the response's JSON. */
  requestJson(request: Request, signal: AbortSignal): Promise<unknown> {
    return this.withTimeout(signal, async (inner) => {
      for (let isLast = !!request.method; ; isLast = true) {
        try {
          const response = await this.fetchResponse(request, inner);
          if (isLast || !GATEWAY_STATUSES.includes(response.status)) return await parseResponse(response);
        } catch (reason) {
          const isBroken = reason instanceof TypeError || isBrokenOff(reason);
          if (isLast || !isBroken || isOffline()) throw reason;
        }
        request = {...request, isRetry: true};
        await new Promise((resolve) => setTimeout(resolve, RETRY_DELAY_MS * (1 + Math.random())));
        inner.throwIfAborted();
      }
    });
  }

  /** Runs `work` with the adapter's timeout. */
  async withTimeout<Result>(
    signal: AbortSignal,
    work: (signal: AbortSignal) => Promise<Result>,
  ): Promise<Result> {
    signal.throwIfAborted();
    const {timeout = TIMEOUT_MS} = this.options;
    const inner = new AbortController();
    const abort = (): void => inner.abort(signal.reason);
    signal.addEventListener('abort', abort);
    const timer = setTimeout(() => {
      inner.abort(new CommentsError('timeout', `No response within ${String(timeout)} ms.`));
    }, timeout);
    // `getToken` receives no signal, so race it.
    const aborted = new Promise<never>((_, reject) => {
      inner.signal.addEventListener('abort', () => reject(inner.signal.reason as Error));
    });
    try {
      return await Promise.race([work(inner.signal), aborted]);
    } catch (reason) {
      inner.signal.throwIfAborted();
      throw toCommentsError(reason);
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
    }
  }

  /** Sends a request and returns the response of any status. Throws what `fetch` throws. */
  async fetchResponse(request: Request, signal: AbortSignal): Promise<Response> {
    const {
      isPersonal,
      method,
      readerHeaders = isPersonal ? await this.readerHeaders(!!method) : null,
    } = request;
    const response = await this.#fetch(request, readerHeaders, signal);
    if (response.status !== 401 || !isPersonal || !this.options.getToken) return response;
    return this.#fetch(request, await this.readerHeaders(!!method, true), signal);
  }

  /** The reader's headers; `null` without a token and a guest key. A write without a token creates a guest key. */
  async readerHeaders(writes = false, forceRefresh = false): Promise<ReaderHeaders | null> {
    const token = await this.#token(forceRefresh);
    const guest =
      writes && !token
        ? (await import('./new-guest-key.js')).keyForWriting(this.guestKey)
        : this.guestKey.get();
    if (!token && guest === null) return null;
    return {
      ...(token && {authorization: `Bearer ${token}`}),
      ...(guest !== null && {[HEADERS.guest]: guest}),
    };
  }

  async #token(forceRefresh: boolean): Promise<string | null | undefined> {
    try {
      return await this.options.getToken?.({forceRefresh});
    } catch (cause) {
      const code = isOffline() ? 'offline' : 'login-required';
      throw new CommentsError(code, 'getToken() failed.', {cause});
    }
  }

  async #fetch(
    {path, query, method, headers, body, isRetry}: Request,
    reader: ReaderHeaders | null,
    signal: AbortSignal,
  ): Promise<Response> {
    const url = this.urlOf(path);
    for (const [name, value] of query) {
      if (value !== undefined) url.searchParams.append(name, String(value));
    }
    const response = await (this.options.fetch ?? fetch)(url.href, {
      // Cached responses are revalidated.
      cache: isRetry ? 'reload' : 'no-cache',
      redirect: 'manual',
      signal,
      headers: {...headers, ...reader, ...(body !== undefined && {'content-type': 'application/json'})},
      ...(method && {method}),
      ...(body !== undefined && {body: JSON.stringify(body)}),
    });
    this.clock.sync(response);
    // Browsers hide redirects as `opaqueredirect`; other platforms show the status.
    if (response.type === 'opaqueredirect' || (response.status >= 300 && response.status < 400)) {
      throw new CommentsError('server', `${url.origin} answers with a redirect.`);
    }
    return response;
  }

  /** The URL of a path below `/v1/`, always on the endpoint's origin. Throws `unsupported` for an invalid endpoint. */
  urlOf(path: string): URL {
    const {endpoint} = this.options;
    const page = typeof document === 'object' ? documentProperty('baseURI') : undefined;
    try {
      if (!endpoint || isAddress(endpoint))
        return new URL(`v1/${path}`, new URL(endpoint.replace(/(^|[^/])\/*$/, '$1/'), page));
    } catch {
      // Reported below.
    }
    throw new CommentsError(
      'unsupported',
      `Invalid endpoint "${endpoint}"; expected an address that begins with ${ADDRESSES}.`,
    );
  }
}

/** The JSON of a response. Throws the `CommentsError` of one that is not 2xx. */
export async function parseResponse(response: Response): Promise<unknown> {
  if (!response.ok) throw await (await import('./problem.js')).parseProblem(response);
  const type = response.headers.get('content-type') ?? '';
  if (!/\bjson\b/.test(type)) {
    throw new CommentsError('malformed', `The backend answered with content type "${type}"; expected JSON.`);
  }
  return response.json();
}

/** The `CommentsError` for what a request threw. */
function toCommentsError(cause: unknown): CommentsError {
  if (cause instanceof CommentsError) return cause;
  if (isBrokenOff(cause))
    return new CommentsError('malformed', 'The JSON of the backend is incomplete or invalid.', {cause});
  const code = isOffline() ? 'offline' : 'server';
  return new CommentsError(code, 'The backend could not be reached.', {cause});
}

function isOffline(): boolean {
  return typeof navigator === 'object' && !navigator.onLine;
}
