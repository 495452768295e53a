import type {Report} from '../model/adapter.js';
import type {Body, Comment, CommentId, NewComment} from '../model/comment.js';
import type {CommentsError} from '../model/errors.js';
import type {Sort} from '../model/thread.js';
import type {ParleyCountChangedEvent, ParleyReadyEvent} from './opening-events.js';

export {ParleyCountChangedEvent, ParleyReadyEvent} from './opening-events.js';

/** Bubbles through all shadow roots to the page. */
const UP: EventInit = {bubbles: true, composed: true};
const UP_CANCELABLE: EventInit = {...UP, cancelable: true};

const CHECKS_LAST_MS = 1_500;

// Requests: an element asks for something; only <parley-thread> handles them. Pages may dispatch them inside a thread,
// too.

/** Requests to post a comment. */
export class ParleyPostRequestEvent extends Event {
  readonly draft: NewComment;
  /** Created once for this text, so that retries do not post it twice. */
  readonly key: string;
  /** Whether it may have arrived under this key, from an earlier page view. */
  readonly mayHaveArrived: boolean;

  constructor(draft: NewComment, key: string, mayHaveArrived = false) {
    super('parley-post-request', UP);
    this.draft = draft;
    this.key = key;
    this.mayHaveArrived = mayHaveArrived;
  }
}

/** Requests to replace the body of a comment. */
export class ParleyEditRequestEvent extends Event {
  readonly commentId: CommentId;
  readonly body: Body;

  constructor(commentId: CommentId, body: Body) {
    super('parley-edit-request', UP);
    this.commentId = commentId;
    this.body = body;
  }
}

/** Requests to remove a comment. */
export class ParleyRemoveRequestEvent extends Event {
  readonly commentId: CommentId;
  /**
   * The reason for which a moderator removes another reader's comment; `null` without a reason, absent if its author
   * deletes it.
   */
  readonly reason: string | null | undefined;

  constructor(commentId: CommentId, reason?: string | null) {
    super('parley-remove-request', UP);
    this.commentId = commentId;
    this.reason = reason;
  }
}

/** Requests to recommend a comment, or to take the recommendation back. */
export class ParleyVoteRequestEvent extends Event {
  readonly commentId: CommentId;
  /** True votes, false takes the vote back. */
  readonly up: boolean;

  constructor(commentId: CommentId, up: boolean) {
    super('parley-vote-request', UP);
    this.commentId = commentId;
    this.up = up;
  }
}

/** Requests to report a comment. */
export class ParleyReportRequestEvent extends Event {
  readonly commentId: CommentId;
  readonly report: Report;

  constructor(commentId: CommentId, report: Report) {
    super('parley-report-request', UP);
    this.commentId = commentId;
    this.report = report;
  }
}

/** Requests another order. */
export class ParleySortRequestEvent extends Event {
  readonly sort: Sort;

  constructor(sort: Sort) {
    super('parley-sort-request', UP);
    this.sort = sort;
  }
}

/** Requests the next page of a list. */
export class ParleyMoreRequestEvent extends Event {
  /** `null` for top-level comments, else the parent whose replies are requested. */
  readonly list: CommentId | null;
  /** True to show comments that have arrived since the thread was opened, instead of the next page. */
  readonly arrived: boolean;

  constructor(list: CommentId | null, arrived = false) {
    super('parley-more-request', UP);
    this.list = list;
    this.arrived = arrived;
  }
}

/** Requests to reload the thread. */
export class ParleyReloadRequestEvent extends Event {
  constructor() {
    super('parley-reload-request', UP);
  }
}

// Notices tell the page what has happened. They contain copies and grant no access.

class CommentEvent extends Event {
  readonly comment: Comment;

  constructor(type: string, comment: Comment) {
    super(type, UP);
    this.comment = comment;
  }
}

/** A comment was published. */
export class ParleyPostedEvent extends CommentEvent {
  constructor(comment: Comment) {
    super('parley-posted', comment);
  }
}

/** A comment is held for review. */
export class ParleyHeldEvent extends CommentEvent {
  constructor(comment: Comment) {
    super('parley-held', comment);
  }
}

/** What can fail. */
export type FailedOperation = 'open' | 'post' | 'edit' | 'remove' | 'vote' | 'report';

/** An operation failed. */
export class ParleyFailedEvent extends Event {
  readonly operation: FailedOperation;
  readonly error: CommentsError;
  /**
   * The comment of the operation; for `post` the parent. `null` if there is none: for `open`, and for a top-level
   * comment.
   */
  readonly commentId: CommentId | null;

  constructor(operation: FailedOperation, error: CommentsError, commentId: CommentId | null = null) {
    super('parley-failed', UP);
    this.operation = operation;
    this.error = error;
    this.commentId = commentId;
  }
}

/** A comment was edited. */
export class ParleyEditedEvent extends CommentEvent {
  constructor(comment: Comment) {
    super('parley-edited', comment);
  }
}

/** A comment was removed; a tombstone may remain. */
export class ParleyRemovedEvent extends CommentEvent {
  constructor(comment: Comment) {
    super('parley-removed', comment);
  }
}

/** A vote was counted. */
export class ParleyVotedEvent extends CommentEvent {
  constructor(comment: Comment) {
    super('parley-voted', comment);
  }
}

/** A report was accepted. */
export class ParleyReportedEvent extends CommentEvent {
  constructor(comment: Comment) {
    super('parley-reported', comment);
  }
}

/**
 * A reader has to sign in to continue. A page with its own sign-in cancels the event, or sets the thread's `viewer`.
 */
export class ParleyLoginRequestEvent extends Event {
  constructor() {
    super('parley-login-request', UP_CANCELABLE);
  }
}

/**
 * A comment is about to be sent. Cancelling keeps it in the form; `waitUntil` delays it until a check has ended, for at
 * most 1.5 seconds. If a check fails, the comment is sent.
 */
export class ParleyBeforePostEvent extends Event {
  readonly draft: NewComment;
  readonly #waits: Promise<unknown>[] = [];

  constructor(draft: NewComment) {
    super('parley-before-post', UP_CANCELABLE);
    this.draft = draft;
  }

  /** Delays the comment until `check` settles; the event can be cancelled until then. */
  waitUntil(check: Promise<unknown>): void {
    this.#waits.push(check);
  }

  /** Resolves when all checks have settled or the time limit is reached; true if the comment may be sent. */
  async mayGo(): Promise<boolean> {
    if (this.#waits.length > 0) {
      const timeIsUp = new Promise((resolve) => setTimeout(resolve, CHECKS_LAST_MS));
      await Promise.race([Promise.allSettled(this.#waits), timeIsUp]);
    }
    return !this.defaultPrevented;
  }
}

/** All events by name. */
export interface ParleyEventMap {
  'parley-post-request': ParleyPostRequestEvent;
  'parley-edit-request': ParleyEditRequestEvent;
  'parley-remove-request': ParleyRemoveRequestEvent;
  'parley-vote-request': ParleyVoteRequestEvent;
  'parley-report-request': ParleyReportRequestEvent;
  'parley-sort-request': ParleySortRequestEvent;
  'parley-more-request': ParleyMoreRequestEvent;
  'parley-reload-request': ParleyReloadRequestEvent;
  'parley-ready': ParleyReadyEvent;
  'parley-posted': ParleyPostedEvent;
  'parley-held': ParleyHeldEvent;
  'parley-failed': ParleyFailedEvent;
  'parley-edited': ParleyEditedEvent;
  'parley-removed': ParleyRemovedEvent;
  'parley-voted': ParleyVotedEvent;
  'parley-reported': ParleyReportedEvent;
  'parley-count-changed': ParleyCountChangedEvent;
  'parley-login-request': ParleyLoginRequestEvent;
  'parley-before-post': ParleyBeforePostEvent;
}

declare global {
  interface HTMLElementEventMap extends ParleyEventMap {}
  interface DocumentEventMap extends ParleyEventMap {}
  interface WindowEventMap extends ParleyEventMap {}
}
