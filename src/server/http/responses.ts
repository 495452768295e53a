import {acceptedEncodings} from './compression.js';
import type {ResponseCache} from './response-cache.js';
import {HttpError} from './http-error.js';

/** How long caches may store an answer: the values of `Cache-Control`. */
export const CACHE = {
  /** A thread's pages: a CDN stores them for five seconds, and half a minute more while it revalidates. */
  thread: 'public, max-age=0, s-maxage=5, stale-while-revalidate=30',
  changes: 'public, max-age=2',
  counts: 'public, s-maxage=10',
  slow: 'public, max-age=60',
  never: 'no-store',
  private: 'private, no-store',
} as const;

/** JSON that no cache stores, unless `headers` allow it. */
export function json(value: unknown, headers: Readonly<Record<string, string>> = {}, status = 200): Response {
  return new Response(JSON.stringify(value), {
    status,
    headers: {'content-type': 'application/json', 'cache-control': CACHE.never, ...headers},
  });
}

/** 204: done, without content. */
export function noContent(): Response {
  return new Response(null, {status: 204, headers: {'cache-control': CACHE.never}});
}

/** To be thrown where the server cannot answer now: 503, to be tried again a moment later. */
export function notReady(message: string, cause?: unknown): HttpError {
  return new HttpError(503, 'server', message, {cause, headers: {'retry-after': '1'}});
}

/**
 * Answers a conditional request (RFC 9110, section 13): `make` is called only for a client that does not have this
 * `version` yet. The tag is weak, for what carries it may be compressed on its way.
 */
export async function conditional(
  request: Request,
  version: string,
  cacheControl: string,
  make: () => Response | Promise<Response>,
): Promise<Response> {
  const tag = `W/"${encodeURIComponent(version)}"`;
  const given = request.headers.get('if-none-match');
  const fresh = given !== null && matches(given, tag);
  const response = fresh ? new Response(null, {status: 304}) : await make();
  response.headers.set('etag', tag);
  response.headers.set('cache-control', cacheControl);
  return response;
}

/** The bytes to send, by the response that was made without a body for a platform that sends them by itself. */
const bodies = new WeakMap<Response, Uint8Array<ArrayBuffer>>();

/** The bytes to send with a response of `cachedResponse` that has no body, because `sendsBytes` was set. */
export function bytesOf(response: Response): Uint8Array<ArrayBuffer> | undefined {
  return bodies.get(response);
}

/** A response that is the same for all readers. */
export interface Cacheable {
  /** Under what it is stored: the operation and its parameters. */
  readonly name: string;
  /** Changes whenever anything does that `make` would give. */
  readonly version: string;
  readonly cacheControl: string;
  /** Default: JSON. */
  readonly contentType?: string;
  /** Gives what is at least as new as `version`: a text, or a value to be written as JSON. */
  readonly make: () => Promise<object | string>;
}

/**
 * The same for what is the same for all readers: cached by its name, and compressed by `Accept-Encoding`. If the platform
 * sends bytes itself (`sendsBytes`), the response has no body, and `bytesOf` returns it: creating a stream would cost more
 * than the rest of the request.
 */
export async function cachedResponse(
  cache: ResponseCache,
  {request, sendsBytes}: {readonly request: Request; readonly sendsBytes: boolean},
  {name, version, cacheControl, contentType = 'application/json', make}: Cacheable,
): Promise<Response> {
  const response = await conditional(request, version, cacheControl, async () => {
    const encodings = acceptedEncodings(request.headers.get('accept-encoding'));
    const {bytes, encoding} = await cache.get(name, version, encodings, async () => {
      const made = await make();
      return typeof made === 'string' ? made : JSON.stringify(made);
    });
    const headers = {
      'content-type': contentType,
      ...(encoding !== 'identity' && {'content-encoding': encoding}),
    };
    // Workers of Cloudflare would else compress once more.
    const init: ResponseInit & {encodeBody: 'manual'} = {headers, encodeBody: 'manual'};
    if (!sendsBytes) return new Response(bytes, init);
    const headOnly = new Response(null, init);
    bodies.set(headOnly, bytes);
    return headOnly;
  });
  response.headers.append('vary', 'Accept-Encoding');
  return response;
}

/** The same for a text that is cheap to make: its digest is its version. */
export async function conditionalText(
  request: Request,
  text: string,
  contentType: string,
  cacheControl: string,
): Promise<Response> {
  const version = (await sha256(text)).slice(0, 32);
  return conditional(request, version, cacheControl, () => {
    return new Response(text, {headers: {'content-type': contentType}});
  });
}

/** In hexadecimal digits. */
export async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Weak comparison (RFC 9110, section 8.8.3.2). */
function matches(ifNoneMatch: string, tag: string): boolean {
  const opaque = (one: string): string => one.trim().replace(/^W\//, '');
  return ifNoneMatch.trim() === '*' || ifNoneMatch.split(',').some((one) => opaque(one) === opaque(tag));
}
