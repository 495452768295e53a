/** What can become of a comment. */
export type CommentEventType =
  /** It is published, or waits for a moderator (`held`), at once when it was posted. */
  | 'comment.posted'
  /** It waits for a moderator after it was published: for its reports, or what was found after an edit. */
  | 'comment.held'
  /** It waited, and is published. */
  | 'comment.approved'
  /** A moderator has rejected it before publication. */
  | 'comment.rejected'
  /** A moderator has taken it away. */
  | 'comment.removed'
  /** It was rejected or removed, and is published again. */
  | 'comment.restored'
  /** Its author has taken it away, or everything of its author was erased. */
  | 'comment.deleted'
  | 'comment.edited'
  | 'comment.reported'
  | 'comment.featured'
  | 'comment.unfeatured';

/** One change of a comment, without personal data: consumers request the comment itself from the server. */
export interface CommentEvent {
  /** Unique; the same in each delivery of the event. */
  readonly id: string;
  readonly type: CommentEventType;
  /** UTC ISO 8601 with milliseconds. */
  readonly at: string;
  readonly site: string;
  readonly pageId: string;
  readonly commentId: string;
  /** `published`, `held` and so on, after the event. */
  readonly status?: string;
  /** Why it waits: `first`, `links`, ids of checks. */
  readonly heldBecause?: readonly string[];
  /** The rule of the policy that a report or a decision names. */
  readonly ruleId?: string;
}

/**
 * A consumer of events about comments, such as a webhook, mail or a spam filter. To add one: a file beside
 * `webhook.ts` that makes an `EventConsumer`, and a line in `command/run-server.ts` that hands it to an `EventWorker`.
 *
 * Each event is delivered at least once to each consumer, from the first start of the consumer on. The events of
 * one comment come in their order, each when the one before was taken; those of several comments come in any order, and
 * at the same time. What is thrown is tried again, later each time, until the event is 30 days old.
 */
export interface EventConsumer {
  /** Under which its events wait in the database: the same in every process and after each restart. */
  readonly name: string;
  /**
   * Takes one event, which is delivered when the promise is fulfilled. `signal` aborts after the time limit: then
   * another process may deliver the event.
   */
  readonly handle: (event: CommentEvent, signal: AbortSignal) => Promise<void>;
}
