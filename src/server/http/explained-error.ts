import type {CommentsError} from '../../model/errors.js';
import type {HtmlPage} from './operation.js';

/** A failed request that is answered with a page for people, instead of a problem document. `cause` is the failure. */
export class ExplainedError extends Error {
  override readonly cause: CommentsError;
  readonly page: HtmlPage;

  constructor(cause: CommentsError, page: HtmlPage) {
    super(cause.message);
    this.cause = cause;
    this.page = page;
  }
}
