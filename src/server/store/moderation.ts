import type {Comment, Cursor} from '../../model/comment.js';
import type {ThreadRef} from '../../model/thread.js';

/** Which comments the queue lists: held ones, or published ones with reports. */
export interface QueueQuery {
  readonly status: 'held' | 'reported';
  readonly cursor: Cursor | null;
  readonly limit: number;
}

/** One comment in the queue, with why it is there. */
export interface QueueEntry {
  readonly comment: Comment;
  readonly thread: ThreadRef;
  /** `first`, `all`, `links`, `words`, `reports`, or the id of a check. */
  readonly heldBecause: readonly string[];
  /** Those that count: of unknown guests one of each address. `known`: of a known reader. */
  readonly reports: readonly {
    readonly ruleId: string;
    readonly text?: string;
    readonly known: boolean;
    readonly at: string;
  }[];
  /** How many comments of this person have been published and rejected. */
  readonly author: {readonly personId: string; readonly published: number; readonly rejected: number};
}

/**
 * A moderator's decision on one comment. `editedAt`: that of the text that they have read; `null` if it was never
 * edited. If the text has changed since, nothing is decided.
 */
export type Decision = (
  | {readonly action: 'approve'}
  /** `ruleId`: the rule of the policy that it broke. */
  | {readonly action: 'reject' | 'remove'; readonly ruleId?: string; readonly reason?: string}
  | {readonly action: 'feature'; readonly by?: string; readonly reason?: string}
  | {readonly action: 'unfeature'}
  /** Dismisses the reports; the comment stays. */
  | {readonly action: 'dismiss-reports'}
) & {readonly editedAt?: string | null};

/**
 * Who is blocked: the author of a comment (user or guest, with e-mail and network address), or the person that the
 * moderator names. A network address is known only by a comment.
 */
export type BlockSubject =
  | {readonly commentId: string; readonly by: 'person' | 'address'}
  | {readonly userId: string}
  | {readonly email: string};

export interface NewBlock {
  readonly subject: BlockSubject;
  readonly reason: string;
  /** UTC ISO 8601; `null` for good. */
  readonly until: string | null;
}

export interface Block {
  readonly id: string;
  /** What is blocked, as far as it may be shown: a user's id, a name; never an address. */
  readonly subject: {readonly kind: 'user' | 'guest' | 'email' | 'address'; readonly label: string};
  readonly reason: string;
  readonly until: string | null;
  readonly createdAt: string;
  readonly createdBy: string;
}

/** One line of the audit log: who did what to what, when. */
export interface LogEntry {
  readonly id: string;
  readonly at: string;
  /** The moderator's user id, or `system`. */
  readonly actor: string;
  readonly action: string;
  readonly target: string;
  readonly details: Readonly<Record<string, unknown>>;
}

/**
 * One person, for export and erasure: a user by id, the owner of an e-mail address, or the author of a comment: only
 * that comment, or everything from the same account or device. Nobody is identified by a network address: without
 * account and device, the person is the author of that one comment.
 */
export type Person =
  | {readonly userId: string}
  | {readonly email: string}
  | {readonly commentId: string; readonly by: 'comment' | 'person'};
