import type {NewComment} from '../../model/comment.js';
import type {Finding} from '../../policy/check.js';

/** On what terms a letter may be posted in a thread. */
export interface PostingTerms {
  /** Whether readers have to confirm that they have read the policy. */
  readonly mustAcknowledge: boolean;
  /** Fetches what the checks need. */
  readonly prepare: () => void;
  /** What the publisher's checks find in a draft; never rejects. */
  readonly check: (draft: NewComment) => Promise<readonly Finding[]>;
}

/**
 * A form asks the thread around it for its terms; where there is no thread, no answer comes. Between elements alone: a
 * page sets `checks` and `policy` of the thread.
 */
export class PostingTermsRequestEvent extends Event {
  readonly terms: Promise<PostingTerms>;
  #resolve: (terms: PostingTerms) => void = () => undefined;

  constructor() {
    super('parley-terms-request', {bubbles: true, composed: true});
    this.terms = new Promise((resolve) => {
      this.#resolve = resolve;
    });
  }

  /** The thread tells its terms. */
  answer(terms: PostingTerms): void {
    this.#resolve(terms);
  }
}
