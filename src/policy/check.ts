import type {NewComment} from '../model/comment.js';
import type {RuleSeverity} from '../model/policy.js';

/** What a check found in a draft. */
export interface Finding {
  /** The rule of the policy that it touches, or the check's own id. */
  readonly ruleId: string;
  /** What in the draft it is about, as typed; for the author and for moderators. */
  readonly words: readonly string[];
  readonly severity: RuleSeverity;
}

/** What a check may know beside the draft. */
export interface CheckContext {
  /** BCP 47 tag of the language that is written in the thread, where it is known. */
  readonly lang?: string;
  /** Aborts when nobody waits for the check any more. */
  readonly signal?: AbortSignal;
}

/** Looks a draft through before it is posted: the same in the reader's browser and on the server. Never throws. */
export type Check = (draft: NewComment, context: CheckContext) => Finding | null | Promise<Finding | null>;
