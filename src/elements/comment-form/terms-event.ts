import type {NewComment} from '../../model/comment.js';
import type {Finding} from '../../policy/check.js';

/** The conditions for posting in a thread. */
export interface PostingTerms {
  /** Whether readers must acknowledge the policy. */
  readonly mustAcknowledge: boolean;
  /** Loads the checks' data. */
  readonly prepare: () => void;
  /** Runs the publisher's checks on a draft; never rejects. */
  readonly check: (draft: NewComment) => Promise<readonly Finding[]>;
}

/**
 * A form requests the conditions from its thread; outside of a thread there is no answer. Internal: pages set `checks`
 * and `policy` of the thread.
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

  /** Called by the thread with its conditions. */
  answer(terms: PostingTerms): void {
    this.#resolve(terms);
  }
}
