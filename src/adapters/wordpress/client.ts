import {CommentsError} from '../../model/errors.js';
import {BackendClock} from '../shared/backend-clock.js';
import type {ApiClient, ApiRequest, ApiResponse, SiteInfo} from './api-client.js';
import {Endpoint} from './endpoint.js';

/** The address of a site, and the credentials for it. */
export interface ClientOptions {
  readonly endpoint: string;
  readonly fetch?: typeof fetch;
  readonly nonce?: string;
  readonly applicationPassword?: {readonly user: string; readonly password: string};
  readonly timeout?: number;
}

const TIMEOUT_MS = 30_000;
const INVALID_NONCE = 'rest_cookie_invalid_nonce';

/**
 * Sends requests to the REST API of one site. Throws only `CommentsError`, or the signal's reason. Credentials go only to
 * the endpoint: a request with credentials follows no redirect.
 */
export class Client implements ApiClient {
  readonly endpoint: Endpoint;
  readonly clock = new BackendClock();
  /** The plugin's version; `null` until a response has it. */
  plugin: string | null = null;
  readonly #fetch: typeof fetch;
  readonly #authorization: string | null;
  readonly #timeout: number;
  #nonce: string | null;
  #refreshing: Promise<string | null> | null = null;
  #discovery: Promise<void> | undefined;
  #siteInfo: Promise<SiteInfo> | undefined;

  constructor({endpoint, fetch: ownFetch, nonce, applicationPassword, timeout}: ClientOptions) {
    this.endpoint = new Endpoint(endpoint);
    // Called without an object: the browser's `fetch` rejects any other `this`.
    this.#fetch = ownFetch ?? ((input, init) => fetch(input, init));
    this.#timeout = timeout ?? TIMEOUT_MS;
    this.#authorization = applicationPassword
      ? `Basic ${base64(`${applicationPassword.user}:${applicationPassword.password}`)}`
      : null;
    this.#nonce = this.#authorization ? null : (nonce ?? null);
  }

  /** Whether requests carry credentials of an account. */
  get hasCredentials(): boolean {
    return this.#authorization !== null || this.#nonce !== null;
  }

  /** Whether requests carry an application password, which the site's own form ignores. */
  get hasApplicationPassword(): boolean {
    return this.#authorization !== null;
  }

  /** The nonce that WordPress requires beside the reader's cookie. */
  set nonce(nonce: string) {
    if (!this.#authorization) this.#nonce = nonce;
  }

  /**
   * Sends a request. If WordPress rejects the nonce, it fetches another and sends the request once more. If nobody is
   * signed in any more, it sends it as a guest's, unless it writes without a guest's name.
   */
  async request(question: ApiRequest): Promise<ApiResponse> {
    const used = question.isAnonymous ? null : this.#nonce;
    const first = await this.#send(question, used);
    if (!(first instanceof ErrorResponse)) return first;
    if (used === null || first.code !== INVALID_NONCE) return this.#throwError(first, question);
    const {fetchNonce, assertGuestMayAsk} = await import('./nonces.js');
    // A parallel request may have refreshed the same nonce already.
    if (this.#nonce === used) {
      this.#refreshing ??= fetchNonce(this).finally(() => (this.#refreshing = null));
      this.#nonce = await this.#refreshing;
    }
    const fresh = this.#nonce;
    if (fresh === null) assertGuestMayAsk(question);
    const second = await this.#send(question, fresh);
    return second instanceof ErrorResponse ? this.#throwError(second, question) : second;
  }

  siteInfo(): Promise<SiteInfo> {
    return (this.#siteInfo ??= import('./site-info.js').then(({fetchSiteInfo}) => fetchSiteInfo(this)));
  }

  async fileUrl(path: string): Promise<string> {
    const usual = this.endpoint.file(path);
    if (this.endpoint.knowsFiles) return usual;
    const {files} = await this.siteInfo();
    // Never send credentials to another origin.
    return files !== null && new URL(files).origin === new URL(usual).origin ? files + path : usual;
  }

  fetchPage(
    url: string,
    init: RequestInit & {signal: AbortSignal},
  ): Promise<{response: Response; text: string}> {
    return this.#read(url, {credentials: 'same-origin', ...init});
  }

  async #send(question: ApiRequest, nonce: string | null): Promise<ApiResponse | ErrorResponse> {
    const {route, parameters, method, json, isAnonymous, signal} = question;
    const authorization = isAnonymous ? null : this.#authorization;
    const headers: Record<string, string> = {
      ...(authorization !== null && {Authorization: authorization}),
      ...(nonce !== null && {'X-WP-Nonce': nonce}),
      ...(json !== undefined && {'Content-Type': 'application/json'}),
    };
    const url = this.endpoint.url(route, parameters);
    const {response, text} = await this.#read(url, {
      method: method ?? (json === undefined ? 'GET' : 'POST'),
      headers,
      // Cookies are never sent to another origin, nor together with an application password.
      credentials: isAnonymous || authorization !== null ? 'omit' : 'same-origin',
      redirect: (authorization ?? nonce) ? 'error' : 'follow',
      ...(json !== undefined && {body: JSON.stringify(json)}),
      signal,
    });
    this.plugin = response.headers.get('X-Parley-Version') ?? this.plugin;
    // Every response to a signed-in reader has a fresh nonce, so that a page can stay open for days.
    const fresh = nonce !== null && response.headers.get('X-WP-Nonce');
    if (fresh) this.#nonce = fresh;
    const data = parse(text);
    // A page of WordPress, which links its API, or a 404: the API is elsewhere. Only reads are repeated.
    const isPage =
      data === undefined && (response.status === 404 || (response.ok && text.includes('api.w.org')));
    const isUnknown =
      (data as {code?: unknown} | null | undefined)?.code === 'rest_no_route' && /^wp\//.test(route);
    if (!method && json === undefined && (isPage || isUnknown)) {
      this.#discovery ??= import('./discover-api.js')
        .then(({discoverApi}) => discoverApi(this))
        .then((base) => {
          if (base !== null) this.endpoint.setBase(base);
        });
      await this.#discovery;
      if (this.endpoint.url(route, parameters) !== url) return this.#send(question, nonce);
    }
    if (LACKS_UTC_TIME.test(text))
      await import('./add-utc-dates.js').then(({addUtcDates}) => addUtcDates(this, data));
    if (!response.ok) return new ErrorResponse(response, data, text);
    if (data === undefined && method !== 'HEAD') {
      throw new CommentsError('malformed', `${response.url} answered with something other than JSON.`);
    }
    const total = response.headers.get('X-WP-Total');
    return {data: data ?? null, total: total === null ? null : Number(total)};
  }

  async #read(
    url: string,
    {signal, ...init}: RequestInit & {signal: AbortSignal},
  ): Promise<{response: Response; text: string}> {
    signal.throwIfAborted();
    const controller = new AbortController();
    const abort = (): void => controller.abort(signal.reason);
    const timer = setTimeout(() => controller.abort(timeoutError(url)), this.#timeout);
    signal.addEventListener('abort', abort);
    try {
      const response = await this.#fetch(url, {...init, signal: controller.signal});
      this.clock.sync(response);
      return {response, text: await response.text()};
    } catch (cause) {
      if (controller.signal.aborted) throw controller.signal.reason;
      throw new CommentsError('offline', `${url} cannot be reached.`, {cause});
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
    }
  }

  async #throwError({response, data, text}: ErrorResponse, {json, method}: ApiRequest): Promise<never> {
    const {toCommentsError} = await import('./errors.js');
    throw toCommentsError(response, data, text, json !== undefined || method === 'DELETE');
  }
}

/** Matches comments without a time in UTC. */
export const LACKS_UTC_TIME = /"date_gmt":\s*"-?000[01]-/;

/** A response that is not 2xx. */
class ErrorResponse {
  readonly response: Response;
  readonly data: unknown;
  readonly text: string;

  constructor(response: Response, data: unknown, text: string) {
    this.response = response;
    this.data = data;
    this.text = text;
  }

  get code(): unknown {
    return (this.data as {code?: unknown} | null | undefined)?.code;
  }
}

function timeoutError(url: string): CommentsError {
  return new CommentsError('timeout', `No response from ${url} in time.`);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Base64 of UTF-8; `btoa` alone accepts no character above U+00FF. */
function base64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}
