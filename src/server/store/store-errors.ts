import {CommentsError} from '../../model/errors.js';

/** A conflict of its own kind: the key of an intent was reused for something else. */
export class KeyReusedError extends CommentsError {
  constructor() {
    super('conflict', 'This Idempotency-Key was used for another request.');
  }
}

/**
 * The database cannot answer now, though it may in a moment. What was asked may have been carried out all the same; with
 * its idempotency key it may be asked again.
 */
export class UnavailableError extends CommentsError {
  /** After how many seconds to try again. */
  readonly retryAfter = 2;

  constructor(cause: unknown) {
    super('server', 'The database is not available at present.', {cause});
  }
}
