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
  port: {value: 'NUMBER', summary: `Where to listen (default ${String(DEFAULT_PORT)}; 0 takes a free one)`},
  host: {
    value: 'ADDRESS',
    summary: `Whose connections to take (default ${DEFAULT_HOST}, this machine's; 0.0.0.0 for all)`,
  },
  ...STORE_FLAGS,
  site: {
    value: 'NAME',
    repeated: true,
    summary: 'A site whose discussions are kept (default: the hosts of --origins, else localhost)',
  },
  origins: {
    value: 'ORIGIN',
    repeated: true,
    summary:
      'Whose pages may talk to the server and are the paper’s own, such as https://paper.example; * lets all others talk too',
  },
  'jwt-secret': {
    value: 'TEXT',
    summary: `Signs readers in by tokens with this secret (HS256). Better in ${variableOf('jwt-secret')}`,
  },
  'jwt-jwks': {value: 'URL', summary: 'Signs readers in by tokens whose keys are published here'},
  'jwt-issuer': {value: 'TEXT', summary: 'What the tokens must have as iss'},
  'jwt-audience': {
    value: 'TEXT',
    summary: 'What they must have as aud (default: the site, where they have one)',
  },
  'jwt-role-claim': {value: 'NAME', summary: 'Which claim holds the role (default role)'},
  'jwt-role': {
    value: 'THEIRS=OURS',
    repeated: true,
    summary: 'What a role of the tokens is here: reader, staff or moderator',
  },
  'body-format': {
    value: 'FORMAT',
    summary:
      'What letters are written in, text or markdown, where a site has no setting of its own (default text)',
  },
  'first-comment': {
    value: 'FATE',
    summary:
      'Whether a person’s first comment waits for a moderator, hold or publish, where a site has no setting of its own\n' +
      '(default hold)',
  },
  'public-url': {
    value: 'URL',
    summary:
      'Where readers reach the server, such as https://comments.paper.example, for addresses in feeds (default: they are relative)',
  },
  webhook: {
    value: 'URL',
    summary:
      'Where it is posted what becomes of comments, such as https://desk.paper.example/comments (default nowhere)',
  },
  'webhook-secret': {
    value: 'TEXT',
    summary: `Signs that, as Standard Webhooks has it: whsec_ and base64. Better in ${variableOf('webhook-secret')}`,
  },
  'trust-proxy': {
    value: 'HOPS',
    summary: 'How many proxies of your own stand before the server and write X-Forwarded-For (default 0)',
  },
  'limit-reads': {value: 'N/SECONDS', summary: 'How much one address may read (default 600/60), or off'},
  'limit-writes': {
    value: 'N/SECONDS',
    summary: 'How much one account may post and edit (default 10/60; an address three times as much), or off',
  },
  'limit-votes': {
    value: 'N/SECONDS',
    summary:
      'How much one account may recommend and report (default 60/60; an address three times as much), or off',
  },
  'database-connections': {
    value: 'NUMBER',
    summary: `How many connections to PostgreSQL at most, and one more that listens (default ${String(DEFAULT_POSTGRES_LIMITS.connections)})`,
  },
  'database-queue': {
    value: 'NUMBER',
    summary: `How much may wait for one of them; what comes then is answered 503 at once (default ${String(DEFAULT_POSTGRES_LIMITS.queue)})`,
  },
  'database-wait': {
    value: 'SECONDS',
    summary: `How long it waits for one, then 503 (default ${String(DEFAULT_POSTGRES_LIMITS.connectMs / 1000)})`,
  },
  'statement-timeout': {
    value: 'SECONDS',
    summary: `How long PostgreSQL may take for one statement, then 503 (default ${String(DEFAULT_POSTGRES_LIMITS.statementMs / 1000)}; 0 for any time)`,
  },
  'answer-memory': {
    value: 'MEGABYTES',
    summary: `How much memory finished pages take at most (default ${String(DEFAULT_ANSWER_MEMORY / MEGABYTE)}; 0 for none)`,
  },
  'max-streams': {value: 'NUMBER', summary: 'How many readers may follow live at once (default 10000)'},
  'log-level': {value: 'LEVEL', summary: `${LOG_LEVELS.join(', ')} (default info)`},
  help: {summary: 'Shows this'},
} as const satisfies Flags;

/** What `serve` was told. */
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
  /** How much is asked of PostgreSQL; nothing to an embedded database. */
  readonly databaseLimits: Partial<PostgresLimits>;
  readonly maxStreams: number | undefined;
  /** In bytes. */
  readonly answerMemory: number;
  readonly logLevel: string;
}

/** Throws `UsageError` for a value that cannot be meant. */
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

/** An element that was told no site takes its page's host. */
function sitesOf(origins: readonly string[]): readonly string[] {
  const hosts = origins.filter((origin) => URL.canParse(origin)).map((origin) => new URL(origin).host);
  return hosts.length > 0 ? [...new Set(hosts)] : ['localhost'];
}

function webhookOptions(given: ParsedFlags<typeof SERVE_FLAGS>): WebhookOptions | undefined {
  const url = given.one('webhook');
  const secret = given.one('webhook-secret');
  if (url === undefined && secret === undefined) return undefined;
  if (url === undefined) throw new UsageError('--webhook-secret says nothing without --webhook.');
  if (secret === undefined)
    throw new UsageError('--webhook needs --webhook-secret, with which it is signed.');
  return {url, secret};
}

const JWT_DETAILS = ['jwt-issuer', 'jwt-audience', 'jwt-role-claim', 'jwt-role'] as const;

function jwtOptions(given: ParsedFlags<typeof SERVE_FLAGS>): JwtOptions | null {
  const secret = given.one('jwt-secret');
  const jwksUrl = given.one('jwt-jwks');
  if (secret === undefined && jwksUrl === undefined) {
    const unexpected = JWT_DETAILS.find((name) => given.one(name) !== undefined);
    if (unexpected === undefined) return null;
    throw new UsageError(`--${unexpected} says nothing without --jwt-secret or --jwt-jwks.`);
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
