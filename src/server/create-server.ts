import {platformCompressors} from './http/compression.js';
import {Authenticator} from './http/authenticator.js';
import {corsNames} from './http/cors-names.js';
import {createCors} from './http/cors.js';
import {DEFAULT_ANSWER_MEMORY} from './http/bounds.js';
import {ResponseCache} from './http/response-cache.js';
import {ExplainedError} from './http/explained-error.js';
import {HttpError} from './http/http-error.js';
import {RateLimiter, type Limits} from './http/limits.js';
import {openapi} from './http/openapi.js';
import type {Services} from './http/operation.js';
import {problemResponse} from './http/problem.js';
import {publicAddress} from './http/public-address.js';
import {createRouter} from './http/router.js';
import {operations} from './http/routes/operations.js';
import {Streams, type StreamLimits} from './http/stream/streams.js';
import {clientAddress} from './identity/address.js';
import type {Digests} from './identity/digests.js';
import {createTokenVerifier, type JwtOptions} from './identity/jwt.js';
import {describeError, silentLog, type Log} from './log.js';
import type {Store} from './store/store.js';

export interface ServerOptions {
  /** The store. The server does not close it. */
  readonly store: Store;
  /** The digests that the store was opened with. */
  readonly digests: Digests;
  /**
   * Origins that CORS allows, such as `https://paper.example`; `*` for all. Comments, feeds and permalinks link only to pages
   * of the origins that are named, whatever a request says. Default: none.
   */
  readonly origins?: readonly string[];
  /** How tokens are verified. Default: readers cannot sign in. */
  readonly jwt?: JwtOptions | null;
  /** Rate limits that differ from `DEFAULT_LIMITS`. */
  readonly limits?: Partial<Limits>;
  /** Default: 10,000 streams in all, 100 from one address. */
  readonly streams?: Partial<StreamLimits>;
  /**
   * Maximum size of the response cache in bytes. It has threads' pages that are the same for all readers, and replaces them
   * when the thread changes. 0 disables it. Default: 64 MB.
   */
  readonly answerMemory?: number;
  /** Interval of a stream's heartbeats in seconds. Default: 15. */
  readonly heartbeat?: number;
  /** How many trusted proxies add to `X-Forwarded-For`. Default: 0. */
  readonly trustedProxies?: number;
  /**
   * Public URL of the server, such as `https://comments.paper.example`, with its path if there is one. Feeds then have
   * absolute URLs. Default: unknown, and URLs are relative.
   */
  readonly publicUrl?: string;
  /** Default: no log. */
  readonly log?: Log;
  /** The clock. Default: the machine's. */
  readonly now?: () => Date;
}

/** What only the platform knows about a request. */
export interface ConnectionInfo {
  /** The network address of the client, or of the proxy. */
  readonly address?: string;
  /** Closes the connection. Without it, the stream of a client that does not read ends with an error, and the platform must close the connection. */
  readonly disconnect?: () => void;
  /** Whether the platform sends the bytes of `bytesOf` for a response without a body. Default: false. */
  readonly sendsBytes?: boolean;
}

/** The protocol over a store. */
export interface ParleyServer {
  /** Answers a request. Never rejects. */
  fetch(request: Request, connection?: ConnectionInfo): Promise<Response>;
  /** Ends all streams, and waits for the requests that are being answered. Later ones get 503. */
  close(): Promise<void>;
}

/** The longest address that is looked at, in UTF-16 code units. */
const MAX_ADDRESS = 16_000;

const DEFAULT_STREAMS: StreamLimits = {total: 10_000, perAddress: 100};
const DEFAULT_HEARTBEAT_S = 15;

/**
 * Makes a server that runs wherever `fetch` handlers do: it needs WebCrypto, streams and timers, and nothing of Node.
 * Throws `RangeError` for invalid options.
 */
export function createServer(options: ServerOptions): ParleyServer {
  const {store, digests, log = silentLog, trustedProxies = 0, now = () => new Date()} = options;
  const cors = createCors(options.origins ?? [], corsNames(operations));
  const streamLimits = {...DEFAULT_STREAMS, ...options.streams};
  const running = new Set<Promise<unknown>>();
  let closing = false;
  let isProxyKnown = trustedProxies > 0;
  const services: Services = {
    store,
    digests,
    log,
    authenticator: new Authenticator(
      digests,
      options.jwt ? createTokenVerifier(options.jwt, now, log) : null,
    ),
    limiter: new RateLimiter(store, options.limits ?? {}, now),
    responseCache: new ResponseCache(options.answerMemory ?? DEFAULT_ANSWER_MEMORY, platformCompressors()),
    streams: new Streams(store, log, streamLimits, (options.heartbeat ?? DEFAULT_HEARTBEAT_S) * 1000),
    openapi: JSON.stringify(openapi),
    publicUrl: options.publicUrl === undefined ? null : publicAddress(options.publicUrl),
    isOwnPage: ({origin}) => cors.isNamed(origin),
    allowsOrigin: (origin) => cors.allows(origin),
    isClosing: () => closing,
  };
  const router = createRouter(operations, services);

  async function answer(request: Request, connection: ConnectionInfo): Promise<Response> {
    const started = performance.now();
    const requestId = crypto.randomUUID();
    const origin = request.headers.get('origin');
    const address = clientAddress(
      connection.address ?? 'unknown',
      request.headers.get('x-forwarded-for'),
      trustedProxies,
    );
    warnOfProxy(request);
    let failure: unknown = null;
    let response: Response;
    try {
      if (request.url.length > MAX_ADDRESS) throw new HttpError(414, 'malformed', 'The address is too long.');
      const isPreflight =
        request.method === 'OPTIONS' && request.headers.has('access-control-request-method');
      response = isPreflight
        ? cors.preflight(origin)
        : await router(request, {
            address,
            disconnect: connection.disconnect,
            sendsBytes: connection.sendsBytes ?? false,
          });
    } catch (error) {
      failure = error instanceof ExplainedError ? error.cause : error;
      response = problemResponse(error, requestId, now());
    }
    cors.open(response.headers, origin);
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) {
      // Pages for people have a policy of their own.
      if (!response.headers.has(name)) response.headers.set(name, value);
    }
    response.headers.set('x-request-id', requestId);
    report(request, response, failure, requestId, performance.now() - started);
    return response;
  }

  /** Once: behind a proxy that is not trusted, all readers have one address, and one limit. */
  function warnOfProxy({headers}: Request): void {
    if (isProxyKnown) return;
    const header = ['x-forwarded-for', 'forwarded'].find((name) => headers.has(name));
    if (header === undefined) return;
    isProxyKnown = true;
    log.warn(
      {header},
      'A request came with this header, and no proxy is trusted: if one stands before the server, all of its readers ' +
        'count as one address. Say how many there are with --trust-proxy.',
    );
  }

  function report(
    request: Request,
    response: Response,
    failure: unknown,
    requestId: string,
    ms: number,
  ): void {
    const fields = {
      requestId,
      method: request.method,
      // Without its query, which may reveal what a reader reads.
      path: pathOf(request.url),
      status: response.status,
      ms: Math.round(ms * 10) / 10,
    };
    if (response.status >= 500 && failure !== null) {
      // Stopping, or having too much to do, is no fault.
      const level = failure instanceof HttpError ? 'warn' : 'error';
      log[level]({...fields, error: describeError(failure)}, 'A request failed.');
      return;
    }
    // Monitoring polls every few seconds.
    const isProbe = response.ok && PROBE_PATHS.includes(fields.path);
    log[isProbe ? 'debug' : 'info'](fields, 'Request');
  }

  return {
    fetch(request, connection = {}) {
      const answered = answer(request, connection);
      running.add(answered);
      return answered.finally(() => running.delete(answered));
    },

    async close() {
      closing = true;
      services.streams.close();
      await Promise.allSettled(running);
    },
  };
}

const PROBE_PATHS = ['/healthz', '/readyz'];

/** Keeps browsers from treating a response as a page, or showing it in one. */
const SECURITY_HEADERS = {
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
};

function pathOf(url: string): string {
  return URL.canParse(url) ? new URL(url).pathname : '';
}
