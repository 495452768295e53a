import {UsageError, variableOf, wholeNumber, type Flags, type ParsedFlags} from './flags.js';
import {readWebhookOptions, type WebhookOptions} from '../events/webhook-options.js';
import {parseOrigins} from '../http/cors.js';
import {publicAddress} from '../http/public-address.js';
import {DEFAULT_ANSWER_MEMORY} from '../http/bounds.js';
import {createTokenVerifier, type JwtOptions} from '../identity/jwt.js';
import {DEFAULT_POSTGRES_LIMITS, type PostgresLimits} from '../database/postgres-limits.js';
import type {Role} from '../store/actor.js';
import type {Limits} from '../http/limits.js';
import type {SiteSettings} from '../store/site-settings.js';
import type {RateLimit} from '../store/store.js';
import {STORE_FLAGS} from './store-flags.js';

/** In bytes. */
const MEGABYTE = 2 ** 20;

const DEFAULT_PORT = 8640;
const DEFAULT_HOST = '127.0.0.1';
const LOG_LEVELS = ['debug', 'info', 'warn', 'error', 'silent'];

/** The options of `serve`, in the order of its help. */
export const SERVE_FLAGS = {
  port: {value: 'NUMBER', summary: `Port to listen on (default ${String(DEFAULT_PORT)}; 0 for a free one)`},
  host: {
    value: 'ADDRESS',
    summary: `Address to bind to (default ${DEFAULT_HOST}; 0.0.0.0 for all)`,
  },
  ...STORE_FLAGS,
  site: {
    value: 'NAME',
    repeated: true,
    summary: 'A site (default: the hosts of --origins, else localhost)',
  },
  origins: {
    value: 'ORIGIN',
    repeated: true,
    summary: 'Origin of your pages, allowed by CORS, such as https://paper.example; * also allows all others',
  },
  'jwt-secret': {
    value: 'TEXT',
    summary: `Secret of the readers’ tokens (HS256). Better set in ${variableOf('jwt-secret')}`,
  },
  'jwt-jwks': {value: 'URL', summary: 'URL of the key set of the readers’ tokens'},
  'jwt-issuer': {value: 'TEXT', summary: 'Required value of iss'},
  'jwt-audience': {
    value: 'TEXT',
    summary: 'Required value of aud (default: the site, if tokens have aud)',
  },
  'jwt-role-claim': {value: 'NAME', summary: 'The claim with the role (default role)'},
  'jwt-role': {
    value: 'THEIRS=OURS',
    repeated: true,
    summary: 'Maps a role of the tokens to reader, staff or moderator',
  },
  'body-format': {
    value: 'FORMAT',
    summary: 'Format of comments, text or markdown, for sites without a setting of their own (default text)',
  },
  'first-comment': {
    value: 'hold|publish',
    summary:
      'Whether to hold or publish a person’s first comment, for sites without a setting of their own (default hold)',
  },
  'public-url': {
    value: 'URL',
    summary:
      'Public URL of the server, such as https://comments.paper.example, for feeds (default: relative URLs)',
  },
  webhook: {
    value: 'URL',
    summary: 'URL that receives events about comments, such as https://desk.paper.example/comments',
  },
  'webhook-secret': {
    value: 'TEXT',
    summary: `Secret that signs events (Standard Webhooks): whsec_ and base64. Better set in ${variableOf('webhook-secret')}`,
  },
  'trust-proxy': {
    value: 'HOPS',
    summary: 'Number of your proxies that add to X-Forwarded-For (default 0)',
  },
  'limit-reads': {value: 'N/SECONDS', summary: 'Reads per address (default 600/60), or off'},
  'limit-writes': {
    value: 'N/SECONDS',
    summary: 'Posts and edits per account (default 10/60; three times as many per address), or off',
  },
  'limit-votes': {
    value: 'N/SECONDS',
    summary: 'Votes and reports per account (default 60/60; three times as many per address), or off',
  },
  'database-connections': {
    value: 'NUMBER',
    summary: `Maximum of connections to PostgreSQL, and one more for LISTEN (default ${String(DEFAULT_POSTGRES_LIMITS.connections)})`,
  },
  'database-queue': {
    value: 'NUMBER',
    summary: `Maximum of operations that wait for a connection; more get 503 (default ${String(DEFAULT_POSTGRES_LIMITS.queue)})`,
  },
  'database-wait': {
    value: 'SECONDS',
    summary: `How long to wait for a connection, then 503 (default ${String(DEFAULT_POSTGRES_LIMITS.connectMs / 1000)})`,
  },
  'statement-timeout': {
    value: 'SECONDS',
    summary: `Timeout of a PostgreSQL statement, then 503 (default ${String(DEFAULT_POSTGRES_LIMITS.statementMs / 1000)}; 0 for none)`,
  },
  'answer-memory': {
    value: 'MEGABYTES',
    summary: `Maximum size of the response cache per process (default ${String(DEFAULT_ANSWER_MEMORY / MEGABYTE)}; 0 for none)`,
  },
  'max-streams': {value: 'NUMBER', summary: 'Maximum of live streams (default 10000)'},
  'log-level': {value: 'LEVEL', summary: `${LOG_LEVELS.join(', ')} (default info)`},
  help: {summary: 'Shows this help'},
} as const satisfies Flags;

/** The options of `serve`. */
export interface ServeSettings {
  readonly port: number;
  readonly host: string;
  readonly database: string | undefined;
  readonly secret: string | undefined;
  readonly sites: readonly string[];
  readonly origins: readonly string[];
  readonly jwt: JwtOptions | null;
  readonly bodyFormat: SiteSettings['bodyFormat'] | undefined;
  readonly firstComment: 'hold' | 'publish' | undefined;
  readonly publicUrl: string | undefined;
  readonly webhook: WebhookOptions | undefined;
  readonly trustedProxies: number;
  readonly limits: Partial<Limits>;
  /** The limits of PostgreSQL; an embedded database ignores them. */
  readonly databaseLimits: Partial<PostgresLimits>;
  readonly maxStreams: number | undefined;
  /** In bytes. */
  readonly answerMemory: number;
  readonly logLevel: string;
}

/** Throws `UsageError` for an invalid value. */
export function serveSettings(given: ParsedFlags<typeof SERVE_FLAGS>): ServeSettings {
  const [unexpected] = given.positionals;
  if (unexpected !== undefined) throw new UsageError(`serve takes no "${unexpected}".`);
  const origins = given.all('origins');
  const sites = given.all('site');
  const number = (name: keyof typeof SERVE_FLAGS, fallback: number, most: number): number =>
    wholeNumber(name, given.one(name) ?? String(fallback), 0, most);
  const maxStreams = given.one('max-streams');
  const jwt = jwtOptions(given);
  const publicUrl = given.one('public-url');
  const webhook = webhookOptions(given);
  rejectInvalid(() => parseOrigins(origins));
  rejectInvalid(() => publicUrl === undefined || publicAddress(publicUrl));
  if (webhook) rejectInvalid(() => readWebhookOptions(webhook));
  if (jwt) rejectInvalid(() => createTokenVerifier(jwt, () => new Date()));
  return {
    port: number('port', DEFAULT_PORT, 65_535),
    host: given.one('host') ?? DEFAULT_HOST,
    database: given.one('database'),
    secret: given.one('secret'),
    sites: sites.length > 0 ? sites : sitesOf(origins),
    origins,
    jwt,
    bodyFormat: bodyFormat(given.one('body-format')),
    firstComment: firstComment(given.one('first-comment')),
    publicUrl,
    webhook,
    trustedProxies: number('trust-proxy', 0, 100),
    limits: limitsOf(given),
    databaseLimits: databaseLimits(given),
    answerMemory: number('answer-memory', DEFAULT_ANSWER_MEMORY / MEGABYTE, 1_000_000) * MEGABYTE,
    maxStreams: maxStreams === undefined ? undefined : wholeNumber('max-streams', maxStreams, 0, 1_000_000),
    logLevel: logLevel(given.one('log-level') ?? 'info'),
  };
}

/** Says at once what would be refused when the server is made. */
function rejectInvalid(make: () => unknown): void {
  try {
    make();
  } catch (error) {
    throw error instanceof RangeError ? new UsageError(error.message) : error;
  }
}

/** An element without a `site` uses the host of its page. */
function sitesOf(origins: readonly string[]): readonly string[] {
  const hosts = origins.filter((origin) => URL.canParse(origin)).map((origin) => new URL(origin).host);
  return hosts.length > 0 ? [...new Set(hosts)] : ['localhost'];
}

function webhookOptions(given: ParsedFlags<typeof SERVE_FLAGS>): WebhookOptions | undefined {
  const url = given.one('webhook');
  const secret = given.one('webhook-secret');
  if (url === undefined && secret === undefined) return undefined;
  if (url === undefined) throw new UsageError('--webhook-secret needs --webhook.');
  if (secret === undefined) throw new UsageError('--webhook needs --webhook-secret to sign the events.');
  return {url, secret};
}

const JWT_DETAILS = ['jwt-issuer', 'jwt-audience', 'jwt-role-claim', 'jwt-role'] as const;

function jwtOptions(given: ParsedFlags<typeof SERVE_FLAGS>): JwtOptions | null {
  const secret = given.one('jwt-secret');
  const jwksUrl = given.one('jwt-jwks');
  if (secret === undefined && jwksUrl === undefined) {
    const unexpected = JWT_DETAILS.find((name) => given.one(name) !== undefined);
    if (unexpected === undefined) return null;
    throw new UsageError(`--${unexpected} needs --jwt-secret or --jwt-jwks.`);
  }
  const issuer = given.one('jwt-issuer');
  const audience = given.one('jwt-audience');
  const roleClaim = given.one('jwt-role-claim');
  const roles = given.all('jwt-role');
  return {
    ...(secret !== undefined && {secret}),
    ...(jwksUrl !== undefined && {jwksUrl}),
    ...(issuer !== undefined && {issuer}),
    ...(audience !== undefined && {audience}),
    ...(roleClaim !== undefined && {roleClaim}),
    ...(roles.length > 0 && {roles: Object.fromEntries(roles.map(roleOf))}),
  };
}

function roleOf(text: string): [string, Role] {
  const [, theirs, ours] = /^(.+)=(reader|staff|moderator)$/.exec(text) ?? [];
  if (theirs !== undefined && ours !== undefined) return [theirs, ours as Role];
  throw new UsageError(`--jwt-role takes such as editor=staff, not "${text}".`);
}

function limitsOf(given: ParsedFlags<typeof SERVE_FLAGS>): Partial<Limits> {
  const limits: {-readonly [Kind in keyof Limits]?: RateLimit | null} = {};
  for (const kind of ['reads', 'writes', 'votes'] as const) {
    const text = given.one(`limit-${kind}`);
    if (text !== undefined) limits[kind] = limitOf(`limit-${kind}`, text);
  }
  return limits;
}

function databaseLimits(given: ParsedFlags<typeof SERVE_FLAGS>): Partial<PostgresLimits> {
  const limits: {-readonly [Name in keyof PostgresLimits]?: number} = {};
  const take = (
    name: keyof PostgresLimits,
    flag: keyof typeof SERVE_FLAGS,
    [least, most]: readonly [number, number],
    unit = 1,
  ): void => {
    const text = given.one(flag);
    if (text !== undefined) limits[name] = wholeNumber(flag, text, least, most) * unit;
  };
  take('connections', 'database-connections', [1, 10_000]);
  take('queue', 'database-queue', [1, 1_000_000]);
  take('connectMs', 'database-wait', [1, 3_600], 1000);
  take('statementMs', 'statement-timeout', [0, 86_400], 1000);
  return limits;
}

function limitOf(flag: string, text: string): RateLimit | null {
  if (text === 'off') return null;
  const [, count = '', seconds = ''] = /^(\d+)\/(\d+)$/.exec(text) ?? [];
  if (count === '') throw new UsageError(`--${flag} takes such as 10/60, or off, not "${text}".`);
  return {
    count: wholeNumber(flag, count, 1, 1_000_000),
    perSeconds: wholeNumber(flag, seconds, 1, 86_400),
  };
}

function bodyFormat(text: string | undefined): ServeSettings['bodyFormat'] {
  if (text === undefined || text === 'text' || text === 'markdown') return text;
  throw new UsageError(`--body-format takes text or markdown, not "${text}".`);
}

function firstComment(text: string | undefined): ServeSettings['firstComment'] {
  if (text === undefined || text === 'hold' || text === 'publish') return text;
  throw new UsageError(`--first-comment takes hold or publish, not "${text}".`);
}

function logLevel(text: string): string {
  if (LOG_LEVELS.includes(text)) return text;
  throw new UsageError(`--log-level takes ${LOG_LEVELS.join(', ')}, not "${text}".`);
}
