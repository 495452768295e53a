import type {Digests} from '../identity/digests.js';
import type {Log} from '../log.js';
import type {Store} from '../store/store.js';
import type {Callers} from './caller.js';
import type {FinishedAnswers} from './finished-answers.js';
import type {Limits, RateLimiter} from './limits.js';
import type {Parameters} from './parameters.js';
import type {Streams} from './stream/streams.js';

/** What every route works with. */
export interface Services {
  readonly store: Store;
  readonly digests: Digests;
  readonly callers: Callers;
  readonly limiter: RateLimiter;
  readonly streams: Streams;
  readonly answers: FinishedAnswers;
  readonly log: Log;
  /** Where readers reach the server, without a slash at the end; null where nobody has said. */
  readonly publicUrl: string | null;
  /** Whether the page at this address may be that of a thread: whether its origin is among the configured ones. */
  readonly isOwnPage: (address: URL) => boolean;
  /** Whether the server is shutting down. */
  readonly isClosing: () => boolean;
}

/** One request, on its way to its route. */
export interface Ask {
  readonly request: Request;
  readonly query: Parameters;
  /** The `:id` of the path; empty where there is none. */
  readonly id: string;
  /** Whose connection it came over, normalised. */
  readonly address: string;
  /** Cuts the connection off, where the platform can. */
  readonly disconnect: (() => void) | undefined;
}

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export interface Route {
  readonly method: Method;
  /** As Hono has it: `/v1/comments/:id`. */
  readonly path: string;
  /** As what a request counts for its address, before anything of it is read; `null` for what is not limited. */
  readonly counts: keyof Limits | null;
  readonly answer: (ask: Ask, services: Services) => Response | Promise<Response>;
}
