import type {CommentsErrorCode} from '../../model/error-codes.js';
import {CommentsError, type CommentsErrorOptions} from '../../model/errors.js';

export interface HttpErrorOptions extends CommentsErrorOptions {
  /** Headers that the status requires, such as `Allow` with 405. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** A `CommentsError` with a more precise HTTP status than that of its code. */
export class HttpError extends CommentsError {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, code: CommentsErrorCode, message: string, options: HttpErrorOptions = {}) {
    super(code, message, options);
    this.status = status;
    this.headers = options.headers ?? {};
  }
}

/** The request does not conform to this protocol: 400. */
export function malformed(message: string): HttpError {
  return new HttpError(400, 'malformed', message);
}
