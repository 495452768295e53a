import {CommentsError} from '../../model/errors.js';

/** A conflict of its own kind: the key of an intent came again, with something else to do. */
export class KeyReusedError extends CommentsError {
  constructor() {
    super('conflict', 'This Idempotency-Key was used for another request.');
  }
}
