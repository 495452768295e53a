import {CommentsError} from '../../model/errors.js';
import {BackendClock} from '../shared/backend-clock.js';
import {Endpoint, type Parameters} from './endpoint.js';
import type {SiteInfo} from './site-info.js';

/** How a client reaches a site, and as whom. */
export interface ClientOptions {
  readonly endpoint: string;
  readonly fetch?: typeof fetch;
  readonly nonce?: string;
  readonly applicationPassword?: {readonly user: string; readonly password: string};
  readonly timeout?: number;
}

/** One request. `route` is below the root of the API: `wp/v2/comments`. */
export interface ApiRequest {
  readonly route: string;
  readonly parameters?: Parameters;
  /** Default: GET. */
  readonly method?: 'HEAD' | 'POST' | 'DELETE';
  readonly json?: unknown;
  /** Asked without saying who asks, so that one answer may serve all readers. */
  readonly isAnonymous?: boolean;
  readonly signal: AbortSignal;
}

export interface ApiResponse {
  /** The body as JSON; `null` when there is none. */
  readonly data: unknown;
  /** Of a list: how many there are, or `null` when it was not said. */
  readonly total: number | null;
}

const TIMEOUT_MS = 30_000;
const INVALID_NONCE = 'rest_cookie_invalid_nonce';

/**
 * Asks the REST API of one site. Everything it throws is a `CommentsError`, or the signal's reason. Credentials go
 * to the endpoint alone: a request that carries any follows no redirect.
 */
export class Client {
  readonly endpoint: Endpoint;
  readonly clock = new BackendClock();
  /** The plugin's version, once an answer has told it. */
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
    // Called without an object: the browser's own refuses any other `this`.
    this.#fetch = ownFetch ?? ((input, init) => fetch(input, init));
    this.#timeout = timeout ?? TIMEOUT_MS;
    this.#authorization = applicationPassword
      ? `Basic ${base64(`${applicationPassword.user}:${applicationPassword.password}`)}`
      : null;
    this.#nonce = this.#authorization ? null : (nonce ?? null);
  }

  /** Whether requests carry something that may stand for an account. */
  get hasCredentials(): boolean {
    return this.#authorization !== null || this.#nonce !== null;
  }

  /** Whether requests are signed by a header, which the site's own form does not look at. */
  get hasApplicationPassword(): boolean {
    return this.#authorization !== null;
  }

  /** The nonce that proves to WordPress that the reader's cookie is meant. */
  set nonce(nonce: string) {
    if (!this.#authorization) this.#nonce = nonce;
  }

  /**
   * Asks once; when WordPress no longer takes the nonce, gets another and asks once more. Where nobody is signed in
   * any more, it asks as nobody, unless `json` says nothing of who writes.
   */
  async request(question: ApiRequest): Promise<ApiResponse> {
    const used = question.isAnonymous ? null : this.#nonce;
    const first = await this.#send(question, used);
    if (!(first instanceof ErrorResponse)) return first;
    if (used === null || first.code !== INVALID_NONCE) return this.#throwError(first, question);
    const {fetchNonce, assertGuestMayAsk} = await import('./nonces.js');
    // Another question that went out with the same nonce may have got a new one already.
    if (this.#nonce === used) {
      this.#refreshing ??= fetchNonce(this).finally(() => (this.#refreshing = null));
      this.#nonce = await this.#refreshing;
    }
    const fresh = this.#nonce;
    if (fresh === null) assertGuestMayAsk(question);
    const second = await this.#send(question, fresh);
    return second instanceof ErrorResponse ? this.#throwError(second, question) : second;
  }

  /** What the site says of itself; asked once. */
  siteInfo(): Promise<SiteInfo> {
    return (this.#siteInfo ??= import('./site-info.js').then(({fetchSiteInfo}) => fetchSiteInfo(this)));
  }

  /** The address of a file of WordPress, which may be in another folder than its pages. */
  async fileUrl(path: string): Promise<string> {
    const usual = this.endpoint.file(path);
    if (this.endpoint.knowsFiles) return usual;
    const {files} = await this.siteInfo();
    // Credentials go nowhere else.
    return files !== null && new URL(files).origin === new URL(usual).origin ? files + path : usual;
  }

  /** Fetches a page of the site itself, such as what its form answers, with the reader's cookies. */
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
      // Another site's cookies are never sent; with an application password not even one's own.
      credentials: isAnonymous || authorization !== null ? 'omit' : 'same-origin',
      redirect: (authorization ?? nonce) ? 'error' : 'follow',
      ...(json !== undefined && {body: JSON.stringify(json)}),
      signal,
    });
    this.plugin = response.headers.get('X-Parley-Version') ?? this.plugin;
    // Sent along with every answer to a signed-in reader, so that a page may stay open for days.
    const fresh = nonce !== null && response.headers.get('X-WP-Nonce');
    if (fresh) this.#nonce = fresh;
    const data = parse(text);
    // A page of WordPress, which names its API, or nothing at all. Only what is read is asked for once more.
    const isPage =
      data === undefined && (response.status === 404 || (response.ok && text.includes('api.w.org')));
    const isUnknown =
      (data as {code?: unknown} | null | undefined)?.code === 'rest_no_route' && /^wp\//.test(route);
    if (!method && json === undefined && (isPage || isUnknown)) {
      // The API is elsewhere.
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
      throw new CommentsError('malformed', `${response.url} did not answer with JSON.`);
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

/** Whether a text has comments without a time in UTC. */
export const LACKS_UTC_TIME = /"date_gmt":\s*"-?000[01]-/;

/** An answer that says no. */
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
  return new CommentsError('timeout', `${url} did not answer in time.`);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** `btoa` takes no character beyond U+00FF. */
function base64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}
