import {ADDRESSES, isAddress} from '../../model/address.js';
import {documentProperty} from '../../model/document-property.js';
import {CommentsError, isBrokenOff} from '../../model/errors.js';
import {HEADERS} from '../../model/protocol.js';
import type {ThreadRef} from '../../model/thread.js';
import {GuestKey} from './guest-key.js';
import type {RestAdapterOptions} from './options.js';
import {BackendClock} from '../shared/backend-clock.js';

/** Names and values of a query; what is `undefined` is left out. */
export type Query = readonly (readonly [name: string, value: string | number | undefined])[];

/** Says in a query which thread is meant. */
export function threadQuery({site, pageId}: ThreadRef): Query {
  return [
    ['site', site],
    ['page', pageId],
  ];
}

/** Says who asks: a token, a guest's key, or both. */
export type ReaderHeaders = Readonly<Record<string, string>>;

/** One request. Without a method it is a GET, and then tried again once when no whole answer has come. */
export interface Request {
  /** Below `/v1/`. */
  readonly path: string;
  readonly query: Query;
  /** Whether it is the reader's: only then does it say who asks. */
  readonly isPersonal?: boolean;
  /** Who asks, where that was found out before. */
  readonly readerHeaders?: ReaderHeaders | null;
  readonly method?: 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** Tried again: what the browser has in its cache may be what could not be read. */
  readonly isRetry?: boolean;
}

const TIMEOUT_MS = 15_000;
const RETRY_DELAY_MS = 300;

/** What a proxy answers in place of a server that is away for a moment. */
const GATEWAY_STATUSES = [502, 503, 504];

/**
 * The way to one server. Every method throws only `CommentsError`, or the signal's reason when it was aborted. The
 * token and the guest's key go to the endpoint and nowhere else, for redirects are not followed.
 */
export class Connection {
  readonly options: RestAdapterOptions;
  readonly clock = new BackendClock();
  #guestKey: GuestKey | undefined;

  constructor(options: RestAdapterOptions) {
    this.options = options;
  }

  /** Made when it is first needed, so that no page fails for an address that it never asks. */
  get guestKey(): GuestKey {
    return (this.#guestKey ??= new GuestKey(this.urlOf('').origin, this.options.storage));
  }

  /** Asks, and gives the answer's JSON. */
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

  /** Does `work` in the time that an answer may take. */
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
      inner.abort(new CommentsError('timeout', `No answer came within ${String(timeout)} ms.`));
    }, timeout);
    // Not everything that is waited for hears of the signal: the page's `getToken` does not.
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

  /** One request and its answer, whatever that is. Throws what `fetch` throws. */
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

  /** Who asks; `null` for a reader whom the server cannot know. Who writes without a token has a guest's key from then on. */
  async readerHeaders(writes = false, forceRefresh = false): Promise<ReaderHeaders | null> {
    const token = await this.#token(forceRefresh);
    const guest = writes && !token ? this.guestKey.getOrCreate() : this.guestKey.get();
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
      throw new CommentsError(code, 'The page did not give the reader’s token.', {cause});
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
      // Answers are the same for all readers and may lie in a cache; whoever comes back asks whether they still hold.
      cache: isRetry ? 'reload' : 'no-cache',
      redirect: 'manual',
      signal,
      headers: {...headers, ...reader, ...(body !== undefined && {'content-type': 'application/json'})},
      ...(method && {method}),
      ...(body !== undefined && {body: JSON.stringify(body)}),
    });
    this.clock.sync(response);
    // What browsers make of an answer between 300 and 399; elsewhere it is there to be seen.
    if (response.type === 'opaqueredirect' || (response.status >= 300 && response.status < 400)) {
      throw new CommentsError('server', `${url.origin} answers with a redirect, which is not followed.`);
    }
    return response;
  }

  /** The address of `path`, which is below `/v1/` whatever it is: no other origin's. Throws `unsupported` where the endpoint is none. */
  urlOf(path: string): URL {
    const {endpoint} = this.options;
    const page = typeof document === 'object' ? documentProperty('baseURI') : undefined;
    try {
      if (!endpoint || isAddress(endpoint))
        return new URL(`v1/${path}`, new URL(endpoint.replace(/(^|[^/])\/*$/, '$1/'), page));
    } catch {
      // Told below.
    }
    throw new CommentsError('unsupported', `Invalid endpoint "${endpoint}"; it begins with ${ADDRESSES}.`);
  }
}

/** An answer's JSON. Throws the `CommentsError` that the answer stands for. */
export async function parseResponse(response: Response): Promise<unknown> {
  if (!response.ok) throw await (await import('./problem.js')).parseProblem(response);
  const type = response.headers.get('content-type') ?? '';
  if (!/\bjson\b/.test(type)) {
    throw new CommentsError('malformed', `The backend answered with "${type}" where JSON should be.`);
  }
  return response.json();
}

/** What an attempt that threw comes to. */
function toCommentsError(cause: unknown): CommentsError {
  if (cause instanceof CommentsError) return cause;
  if (isBrokenOff(cause)) return new CommentsError('malformed', 'The backend’s JSON is broken off.', {cause});
  const code = isOffline() ? 'offline' : 'server';
  return new CommentsError(code, 'The backend could not be reached.', {cause});
}

function isOffline(): boolean {
  return typeof navigator === 'object' && !navigator.onLine;
}
