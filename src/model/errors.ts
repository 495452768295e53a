import type {CommentsErrorCode} from './error-codes.js';
import type {Policy} from './policy.js';
import type {Blocked} from './thread.js';

/** The draft fields that a `validation` error can point at. */
export type DraftField = 'body' | 'name' | 'email' | 'url';

export interface CommentsErrorOptions {
  /** `validation`: the invalid fields, each with one of `DRAFT_FAULTS` or the backend's own message for readers. */
  fields?: Partial<Record<DraftField, string>>;
  /** `rate-limited`: the time from which a retry may succeed, by the device's clock, UTC ISO 8601. */
  retryAt?: string;
  /** `duplicate`: the id of the existing comment. */
  existingId?: string;
  /** `conflict`: the current policy, which has changed and must be acknowledged. */
  policy?: Policy;
  /** `forbidden`: the newsroom has blocked the reader. */
  blocked?: Blocked;
  /** `malformed`: the backend rejected the request as unreadable; absent if its response was unreadable. */
  refused?: boolean;
  cause?: unknown;
}

/**
 * The only error that an adapter throws. `code` is for programs, `message` for developers; `locale/` has the messages for
 * readers by `code`.
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
   * Errors of other copies of this class count as instances: a page with the script tag may have an adapter from the npm
   * package, which has its own copy.
   */
  static override [Symbol.hasInstance](thing: unknown): boolean {
    // A subclass needs the usual check.
    return this === CommentsError
      ? (thing as {name?: unknown} | null | undefined)?.name === 'CommentsError'
      : super[Symbol.hasInstance](thing);
  }

  constructor(code: CommentsErrorCode, message: string = code, options: CommentsErrorOptions = {}) {
    super(message, options);
    this.code = code;
    this.fields = options.fields ?? {};
    this.retryAt = options.retryAt ?? null;
    this.existingId = options.existingId ?? null;
    this.policy = options.policy ?? null;
    this.blocked = options.blocked ?? null;
    this.refused = options.refused ?? false;
  }

  /** Whether a retry of the same request can succeed. */
  get retriable(): boolean {
    return this.unanswered || (!this.refused && this.code === 'rate-limited');
  }

  /**
   * Whether the request may have taken effect although there was no valid response. Such a post is searched
   * (`findPosted`) before it is sent again.
   */
  get unanswered(): boolean {
    return !this.refused && /^(?:offline|timeout|server|malformed)$/.test(this.code);
  }

  /** Returns `reason` if it is a `CommentsError`, else wraps it with the code `server`. */
  static from(reason: unknown): CommentsError {
    if (reason instanceof CommentsError) return reason;
    const message = reason instanceof Error ? reason.message : String(reason);
    return new CommentsError('server', message, {cause: reason});
  }
}

/** Whether `reason` is the error of an aborted request (DOM Standard, `AbortSignal`). */
export function isAbort(reason: unknown): boolean {
  return typeof reason === 'object' && reason !== null && (reason as {name?: unknown}).name === 'AbortError';
}

/** Whether `reason` is a JSON syntax error, as of a truncated response. In WebKit `Response.json()` rejects with a `DOMException`. */
export function isBrokenOff(reason: unknown): boolean {
  return (reason as {name?: unknown} | null)?.name === 'SyntaxError';
}
