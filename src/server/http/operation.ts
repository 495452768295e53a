import type {TProperties} from 'typebox';
import type {Digests} from '../identity/digests.js';
import type {Log} from '../log.js';
import type {Actor} from '../store/actor.js';
import type {Store} from '../store/store.js';
import type {Authenticator, SignedInActor} from './authenticator.js';
import type {ResponseCache} from './response-cache.js';
import type {Limits, RateLimiter} from './limits.js';
import type {ParserOptions} from './parser.js';
import type {Static, TSchema} from './schema.js';
import type {CommentsError} from '../../model/errors.js';
import type {Streams} from './stream/streams.js';

/** What every handler works with. */
export interface Services {
  readonly store: Store;
  readonly digests: Digests;
  readonly authenticator: Authenticator;
  readonly limiter: RateLimiter;
  readonly streams: Streams;
  readonly responseCache: ResponseCache;
  readonly log: Log;
  /** The OpenAPI document of all operations, as JSON. */
  readonly openapi: string;
  /** Public URL of the server, without a slash at the end; null if it is not configured. */
  readonly publicUrl: string | null;
  /** Whether the page at this address may be that of a thread: whether its origin is among the configured ones. */
  readonly isOwnPage: (address: URL) => boolean;
  /** Whether pages of this origin, as `URL.origin` writes it, may send requests. */
  readonly allowsOrigin: (origin: string) => boolean;
  /** Whether the server is shutting down. */
  readonly isClosing: () => boolean;
}

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/**
 * Who may send a request: anybody, and credentials are ignored (`none`); anybody, identified by a token or a guest's
 * key if there is one (`reader`); a moderator with a token (`moderator`).
 */
export type Identity = 'none' | 'reader' | 'moderator';

/** The parameters of an operation by name, all from the query or all from headers. */
export type Parameters = TProperties;

/** What of parameters an operation gets: absent ones are undefined. */
export type ParameterValues<Given extends Parameters> = {
  readonly [Name in keyof Given]: Given[Name] extends {'~optional': true}
    ? Static<Given[Name]> | undefined
    : Static<Given[Name]>;
};

/** One request, whose parameters, body and sender have been checked. */
export interface RequestContext<
  Query extends Parameters = Parameters,
  Headers extends Parameters = Parameters,
  Body = unknown,
  Sender = unknown,
> {
  readonly request: Request;
  readonly query: ParameterValues<Query>;
  readonly headers: ParameterValues<Headers>;
  readonly body: Body;
  /** Who sent it; null where `identity` is `none`. */
  readonly actor: Sender;
  /** The `:id` of the path; empty where there is none. */
  readonly id: string;
  /** The client's address, normalised. */
  readonly address: string;
  /** Cuts the connection off, where the platform can. */
  readonly disconnect: (() => void) | undefined;
  /** Whether the platform sends the bytes of `bytesOf` by itself. */
  readonly sendsBytes: boolean;
}

/** A document for people, and the headers that it needs. */
export interface HtmlPage {
  readonly html: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** One kind of successful answer. */
export interface Answer {
  /** What is answered as JSON. */
  readonly schema?: TSchema;
  /** The media type of what is no JSON, or of JSON without a schema. */
  readonly type?: string;
  /** The headers that it has, by their names among the document's components. */
  readonly headers?: readonly string[];
}

/** One line of the table of operations: all that there is to know of it, and what carries it out. */
export interface Operation<
  Query extends Parameters = Parameters,
  Headers extends Parameters = Parameters,
  Body extends TSchema = TSchema,
  Who extends Identity = Identity,
> {
  /** Its name for programs that are made from the document. */
  readonly id: string;
  readonly method: Method;
  /** As Hono has it: `/v1/comments/:id`. */
  readonly path: string;
  readonly tag: 'reading' | 'writing' | 'moderation' | 'service';
  /** One sentence. */
  readonly summary: string;
  /** As what a request counts for its address, before anything of it is read; null for what is not limited. */
  readonly limit: keyof Limits | null;
  readonly identity: Who;
  readonly query?: Query;
  readonly headers?: Headers;
  /** What is sent; absent where nothing is read. */
  readonly body?: Body;
  /** How it is sent: as JSON (the default), or by a form, of which every field is a text. */
  readonly encoding?: 'json' | 'form';
  /** Which fields of the body a reader has typed. */
  readonly typed?: ParserOptions['typed'];
  /** By status. Those that are not 2xx or 304 are problem documents, and not listed. */
  readonly answers: Readonly<Record<number, Answer>>;
  /** The statuses of problems besides those that any request of its kind may meet. */
  readonly problems?: readonly number[];
  /**
   * Makes the page that tells a person why a request failed, instead of a problem document. `sent` is what was sent as far
   * as it was read, unchecked. The body is read before anything can be refused, so that the page has what was written.
   */
  readonly explain?: (
    error: CommentsError,
    request: Request,
    sent: unknown,
    services: Services,
  ) => Promise<HtmlPage>;
  readonly handle: (
    context: RequestContext<Query, Headers, Static<Body>, Sender<Who>>,
    services: Services,
  ) => Response | Promise<Response>;
}

type Sender<Who extends Identity> = Who extends 'none' ? null : Who extends 'reader' ? Actor : SignedInActor;

/** An operation among others, whose handler is called by `router.ts` alone, with what it was declared with. */
export type AnyOperation = Omit<Operation, 'handle'> & {
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- each has parameters of its own
  readonly handle: (context: any, services: Services) => Response | Promise<Response>;
};

/** Declares an operation; its handler receives the parsed parameters, body and identity. */
export function operation<
  Query extends Parameters = Record<never, never>,
  Headers extends Parameters = Record<never, never>,
  Body extends TSchema = TUndefinedBody,
  const Who extends Identity = Identity,
>(declared: Operation<Query, Headers, Body, Who>): AnyOperation {
  return declared;
}

type TUndefinedBody = TSchema & {readonly '~unsafe': undefined};
