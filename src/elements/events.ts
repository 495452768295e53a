import type {Report} from '../model/adapter.js';
import type {Body, Comment, CommentId, NewComment} from '../model/comment.js';
import type {CommentsError} from '../model/errors.js';
import type {Sort} from '../model/thread.js';
import type {ListId} from '../store/state.js';
import type {ParleyCountChangedEvent, ParleyReadyEvent} from './opening-events.js';

export {ParleyCountChangedEvent, ParleyReadyEvent} from './opening-events.js';

/** Out of every shadow root and up to the page. */
const UP: EventInit = {bubbles: true, composed: true};
const UP_CANCELABLE: EventInit = {...UP, cancelable: true};

const CHECKS_LAST_MS = 1_500;

// Requests: an element asks; only <parley-thread> hears and acts. A page may dispatch them inside a thread too.

/** Asks to post a letter. */
export class ParleyPostRequestEvent extends Event {
  readonly draft: NewComment;
  /** Made once for this text, so that sending it again posts it once. */
  readonly key: string;
  /** It may have arrived already under this key, from an earlier page. */
  readonly mayHaveArrived: boolean;

  constructor(draft: NewComment, key: string, mayHaveArrived = false) {
    super('parley-post-request', UP);
    this.draft = draft;
    this.key = key;
    this.mayHaveArrived = mayHaveArrived;
  }
}

/** Asks to replace the body of a comment. */
export class ParleyEditRequestEvent extends Event {
  readonly commentId: CommentId;
  readonly body: Body;

  constructor(commentId: CommentId, body: Body) {
    super('parley-edit-request', UP);
    this.commentId = commentId;
    this.body = body;
  }
}

/** Asks to take a comment away. */
export class ParleyRemoveRequestEvent extends Event {
  readonly commentId: CommentId;
  /** Why a moderator removes another reader's comment; `null` without a reason, absent where its own author does. */
  readonly reason: string | null | undefined;

  constructor(commentId: CommentId, reason?: string | null) {
    super('parley-remove-request', UP);
    this.commentId = commentId;
    this.reason = reason;
  }
}

/** Asks to recommend a comment, or to take the recommendation back. */
export class ParleyVoteRequestEvent extends Event {
  readonly commentId: CommentId;
  /** True casts the vote, false takes it back. */
  readonly up: boolean;

  constructor(commentId: CommentId, up: boolean) {
    super('parley-vote-request', UP);
    this.commentId = commentId;
    this.up = up;
  }
}

/** Asks to report a comment to the paper. */
export class ParleyReportRequestEvent extends Event {
  readonly commentId: CommentId;
  readonly report: Report;

  constructor(commentId: CommentId, report: Report) {
    super('parley-report-request', UP);
    this.commentId = commentId;
    this.report = report;
  }
}

/** Asks for another order. */
export class ParleySortRequestEvent extends Event {
  readonly sort: Sort;

  constructor(sort: Sort) {
    super('parley-sort-request', UP);
    this.sort = sort;
  }
}

/** Asks for what comes next in a list. */
export class ParleyMoreRequestEvent extends Event {
  /** `null` for the roots, else the comment whose replies go on. */
  readonly list: ListId;
  /** True to see what has arrived since the thread was opened, instead of the next page. */
  readonly arrived: boolean;

  constructor(list: ListId, arrived = false) {
    super('parley-more-request', UP);
    this.list = list;
    this.arrived = arrived;
  }
}

/** Asks to load the thread again. */
export class ParleyReloadRequestEvent extends Event {
  constructor() {
    super('parley-reload-request', UP);
  }
}

// Notices: what has happened, for the page. They carry copies and no authority.

/** A letter was published. */
export class ParleyPostedEvent extends Event {
  readonly comment: Comment;

  constructor(comment: Comment) {
    super('parley-posted', UP);
    this.comment = comment;
  }
}

/** A letter waits for review. */
export class ParleyHeldEvent extends Event {
  readonly comment: Comment;

  constructor(comment: Comment) {
    super('parley-held', UP);
    this.comment = comment;
  }
}

/** What can fail. */
type Operation = 'open' | 'post' | 'edit' | 'remove' | 'vote' | 'report';

/** Something asked for could not be done. */
export class ParleyFailedEvent extends Event {
  readonly operation: Operation;
  readonly error: CommentsError;
  /**
   * The comment for which it was asked; of `post` the one that was to be answered. `null` where there is none: of `open`,
   * and of a comment that answers no other.
   */
  readonly commentId: CommentId | null;

  constructor(operation: Operation, error: CommentsError, commentId: CommentId | null = null) {
    super('parley-failed', UP);
    this.operation = operation;
    this.error = error;
    this.commentId = commentId;
  }
}

/** A comment has a new body. */
export class ParleyEditedEvent extends Event {
  readonly comment: Comment;

  constructor(comment: Comment) {
    super('parley-edited', UP);
    this.comment = comment;
  }
}

/** A comment was taken away; what is left is its tombstone. */
export class ParleyRemovedEvent extends Event {
  readonly comment: Comment;

  constructor(comment: Comment) {
    super('parley-removed', UP);
    this.comment = comment;
  }
}

/** A vote was counted. */
export class ParleyVotedEvent extends Event {
  readonly comment: Comment;

  constructor(comment: Comment) {
    super('parley-voted', UP);
    this.comment = comment;
  }
}

/** A report was taken. */
export class ParleyReportedEvent extends Event {
  readonly comment: Comment;

  constructor(comment: Comment) {
    super('parley-reported', UP);
    this.comment = comment;
  }
}

/** A reader wants to do what needs a sign-in. A page that signs readers in itself cancels it, or gives the thread a `viewer`. */
export class ParleyLoginRequestEvent extends Event {
  constructor() {
    super('parley-login-request', UP_CANCELABLE);
  }
}

/**
 * A letter is about to be sent. Canceling it keeps it in the form; `waitUntil` holds it until a check has ended,
 * for at most 1.5 seconds. A check that fails lets the letter through, for a broken check must not silence a reader.
 */
export class ParleyBeforePostEvent extends Event {
  readonly draft: NewComment;
  readonly #waits: Promise<unknown>[] = [];

  constructor(draft: NewComment) {
    super('parley-before-post', UP_CANCELABLE);
    this.draft = draft;
  }

  /** Holds the letter until `check` settles; a check may still cancel the event until then. */
  waitUntil(check: Promise<unknown>): void {
    this.#waits.push(check);
  }

  /** Settles when all checks have, or their time is up; true when the letter may go. */
  async mayGo(): Promise<boolean> {
    if (this.#waits.length > 0) {
      const timeIsUp = new Promise((resolve) => setTimeout(resolve, CHECKS_LAST_MS));
      await Promise.race([Promise.allSettled(this.#waits), timeIsUp]);
    }
    return !this.defaultPrevented;
  }
}

/** Every event by its name. */
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
}
