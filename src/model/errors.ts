import type {Policy} from './policy.js';
import type {Blocked} from './thread.js';

/** Every way in which an adapter may fail, by the name that programs check. */
export const COMMENTS_ERROR_CODES = [
  'validation',
  'duplicate',
  'rate-limited',
  'closed',
  'blocked-words',
  'login-required',
  'forbidden',
  'captcha-required',
  'not-found',
  'gone',
  'conflict',
  'edit-window-closed',
  'offline',
  'timeout',
  'server',
  'malformed',
  'unsupported',
] as const;

export type CommentsErrorCode = (typeof COMMENTS_ERROR_CODES)[number];

/** The draft fields that a `validation` error can point at. */
export type DraftField = 'body' | 'name' | 'email' | 'url';

export interface CommentsErrorOptions {
  /** `validation`: what is wrong with which field: one of `DRAFT_FAULTS`, or a sentence of the backend's own for readers. */
  fields?: Partial<Record<DraftField, string>>;
  /** `rate-limited`: the moment from which a retry may succeed, by the device's own clock, UTC ISO 8601. */
  retryAt?: string;
  /** `duplicate`: the comment that is already there. */
  existingId?: string;
  /** `conflict`: the policy that has changed in the meantime and has to be accepted. */
  policy?: Policy;
  /** `forbidden`: the newsroom has blocked whoever asked. */
  blocked?: Blocked;
  /** `malformed`: the backend could not read what it was sent, rather than that its answer could not be read. */
  refused?: boolean;
  cause?: unknown;
}

/**
 * The only error an adapter throws. `code` is for programs, `message` for the developer's console; what a
 * reader sees is made from `code` in `locale/`.
 */
export class CommentsError extends Error {
  override readonly name = 'CommentsError';
  readonly code: CommentsErrorCode;
  readonly fields: Readonly<Partial<Record<DraftField, string>>>;
  readonly retryAt: string | null;
  readonly existingId: string | null;
  readonly policy: Policy | null;
  readonly blocked: Blocked | null;
  readonly refused: boolean;

  /**
   * Any copy's errors are errors of this class: a page with the script tag may have an adapter that was made with the
   * package, whose class is another one of the same shape.
   */
  static override [Symbol.hasInstance](thing: unknown): boolean {
    // A class that extends this one says more than its name.
    return this === CommentsError
      ? (thing as {name?: unknown} | null | undefined)?.name === 'CommentsError'
      : super[Symbol.hasInstance](thing);
  }

  constructor(code: CommentsErrorCode, message: string = code, options: CommentsErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : {cause: options.cause});
    this.code = code;
    this.fields = options.fields ?? {};
    this.retryAt = options.retryAt ?? null;
    this.existingId = options.existingId ?? null;
    this.policy = options.policy ?? null;
    this.blocked = options.blocked ?? null;
    this.refused = options.refused ?? false;
  }

  /** Whether sending the same thing again can succeed without the reader changing anything. */
  get retriable(): boolean {
    return !this.refused && RETRIABLE.has(this.code);
  }

  /**
   * Whether the request may have reached the backend although no answer came. A post that ended so is
   * looked for (`findPosted`) before it is sent again.
   */
  get unanswered(): boolean {
    return !this.refused && UNANSWERED.has(this.code);
  }

  /** Gives `reason` back if it is a `CommentsError`, else wraps it as `server`. */
  static from(reason: unknown): CommentsError {
    if (reason instanceof CommentsError) return reason;
    const message = reason instanceof Error ? reason.message : String(reason);
    return new CommentsError('server', message, {cause: reason});
  }
}

const RETRIABLE: ReadonlySet<CommentsErrorCode> = new Set([
  'rate-limited',
  'offline',
  'timeout',
  'server',
  'malformed',
]);
const UNANSWERED: ReadonlySet<CommentsErrorCode> = new Set(['offline', 'timeout', 'server', 'malformed']);

/** Whether `reason` is what an aborted request throws (DOM Standard, `AbortSignal`), and so no failure. */
export function isAbort(reason: unknown): boolean {
  return typeof reason === 'object' && reason !== null && (reason as {name?: unknown}).name === 'AbortError';
}

/** Whether `reason` says that a JSON text could not be read. `Response.json()` rejects with a `DOMException` in WebKit. */
export function isBrokenOff(reason: unknown): boolean {
  return (reason as {name?: unknown} | null)?.name === 'SyntaxError';
}
