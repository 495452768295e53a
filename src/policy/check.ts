import type {NewComment} from '../model/comment.js';
import type {RuleSeverity} from '../model/policy.js';

/** What a check found in a draft. */
export interface Finding {
  /** The id of the policy's rule that it violates, or the check's own id. */
  readonly ruleId: string;
  /** The parts of the draft that it is about, as typed; for the author and for moderators. */
  readonly words: readonly string[];
  readonly severity: RuleSeverity;
}

/** What a check receives besides the draft. */
export interface CheckContext {
  /** BCP 47 tag of the thread's language, if known. */
  readonly lang?: string;
  /** Aborts when the result is no longer needed. */
  readonly signal?: AbortSignal;
}

/** Checks a draft before it is posted, in the reader's browser and on the server alike. `null` if it finds nothing. */
export type Check = (draft: NewComment, context: CheckContext) => Finding | null | Promise<Finding | null>;
