/** For how many seconds a browser need not ask again; Chromium takes 7,200 at most, Firefox 86,400. */
const PREFLIGHT_SECONDS = 86_400;

/** Which pages of other origins may talk to the server (Fetch Standard, CORS protocol). No credentials, ever. */
export interface Cors {
  /** Whether this origin, as `URL.origin` writes it, is one of the configured ones; `*` names none. */
  isNamed(origin: string): boolean;
  /** Whether pages of this origin may talk to the server. */
  allows(origin: string): boolean;
  /** Adds to an answer what lets its page read it, if it may. */
  open(headers: Headers, origin: string | null): void;
  /** The answer to a preflight request. */
  preflight(origin: string | null): Response;
}

/** What pages may send and read. */
export interface CorsNames {
  readonly methods: readonly string[];
  /** Of requests. */
  readonly allowedHeaders: readonly string[];
  /** Of answers. */
  readonly exposedHeaders: readonly string[];
}

/** `origins`: such as `https://paper.example`; `*` for any. Throws `RangeError` for an invalid origin. */
export function createCors(
  origins: readonly string[],
  {methods, allowedHeaders, exposedHeaders}: CorsNames,
): Cors {
  const any = origins.includes('*');
  const allowed = new Set(parseOrigins(origins));

  const isNamed = (origin: string): boolean => allowed.has(origin);
  const allows = (origin: string): boolean => any || isNamed(origin);

  const open = (headers: Headers, origin: string | null): void => {
    // A shared cache must not hand one origin's answer to another.
    if (!any) headers.append('vary', 'Origin');
    if (origin === null || !allows(origin)) return;
    headers.set('access-control-allow-origin', any ? '*' : origin);
    headers.set('access-control-expose-headers', exposedHeaders.join(', '));
  };

  const preflight = (origin: string | null): Response => {
    const headers = new Headers({allow: methods.join(', ')});
    if (origin !== null && allows(origin)) {
      headers.set('access-control-allow-methods', methods.join(', '));
      headers.set('access-control-allow-headers', allowedHeaders.join(', '));
      headers.set('access-control-max-age', String(PREFLIGHT_SECONDS));
    }
    return new Response(null, {status: 204, headers});
  };

  return {isNamed, allows, open, preflight};
}

/** The origins that are named, as `URL.origin` writes them, which `*` does not. Throws `RangeError` for an invalid origin. */
export function parseOrigins(origins: readonly string[]): readonly string[] {
  return origins.filter((origin) => origin !== '*').map(parseOrigin);
}

function parseOrigin(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (
    url === null ||
    !/^https?:$/.test(url.protocol) ||
    url.href !== `${url.origin}/` ||
    text.endsWith('/')
  ) {
    throw new RangeError(`"${text}" is no origin; expected one such as https://paper.example.`);
  }
  return url.origin;
}
