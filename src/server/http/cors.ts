/** For how many seconds a browser need not ask again; Chromium takes 7,200 at most, Firefox 86,400. */
const PREFLIGHT_SECONDS = 86_400;

const ALLOWED_METHODS = 'GET, HEAD, POST, PUT, PATCH, DELETE';
const ALLOWED_HEADERS =
  'Authorization, Content-Type, Idempotency-Key, If-None-Match, Last-Event-ID, Parley-Guest';
/** `Date` and `Age` tell pages what time it is at the server. */
const EXPOSED_HEADERS = 'Age, Date, ETag, Idempotency-Replayed, Location, Retry-After';

/** Which pages of other origins may talk to the server (Fetch Standard, CORS protocol). No credentials, ever. */
export interface Cors {
  /** Whether a page of this origin, as `URL.origin` writes it, is one of the paper's: was named, which `*` does not. */
  isNamed(origin: string): boolean;
  /** Adds to an answer what lets its page read it, if it may. */
  open(headers: Headers, origin: string | null): void;
  /** The answer to a browser that asks first. */
  preflight(origin: string | null): Response;
}

/** `origins`: such as `https://paper.example`; `*` for any. Throws `RangeError` for what is no origin. */
export function createCors(origins: readonly string[]): Cors {
  const any = origins.includes('*');
  const allowed = new Set(origins.filter((origin) => origin !== '*').map(parseOrigin));

  const isNamed = (origin: string): boolean => allowed.has(origin);
  const allows = (origin: string): boolean => any || isNamed(origin);

  const open = (headers: Headers, origin: string | null): void => {
    // A shared cache must not hand one origin's answer to another.
    if (!any) headers.append('vary', 'Origin');
    if (origin === null || !allows(origin)) return;
    headers.set('access-control-allow-origin', any ? '*' : origin);
    headers.set('access-control-expose-headers', EXPOSED_HEADERS);
  };

  const preflight = (origin: string | null): Response => {
    const headers = new Headers({allow: `${ALLOWED_METHODS}, OPTIONS`});
    if (origin !== null && allows(origin)) {
      headers.set('access-control-allow-methods', ALLOWED_METHODS);
      headers.set('access-control-allow-headers', ALLOWED_HEADERS);
      headers.set('access-control-max-age', String(PREFLIGHT_SECONDS));
    }
    return new Response(null, {status: 204, headers});
  };

  return {isNamed, open, preflight};
}

function parseOrigin(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (
    url === null ||
    !/^https?:$/.test(url.protocol) ||
    url.href !== `${url.origin}/` ||
    text.endsWith('/')
  ) {
    throw new RangeError(`"${text}" is no origin: it takes one such as https://paper.example.`);
  }
  return url.origin;
}
