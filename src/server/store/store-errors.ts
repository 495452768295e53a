import {CommentsError} from '../../model/errors.js';

/** A conflict of its own kind: the key of an intent was reused for something else. */
export class KeyReusedError extends CommentsError {
  constructor() {
    super('conflict', 'This Idempotency-Key was used for another request.');
  }
}

/**
 * The database is temporarily unavailable. The operation may have been carried out nevertheless; with its idempotency
 * key it can be repeated.
 */
export class UnavailableError extends CommentsError {
  /** After how many seconds to try again. */
  readonly retryAfter = 2;

  constructor(cause: unknown) {
    super('server', 'The database is not available at present.', {cause});
  }
}
