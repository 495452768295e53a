import type {CommentsAdapter, Intent} from '../../model/adapter.js';
import type {Comment} from '../../model/comment.js';
import {CommentsError} from '../../model/errors.js';
import type {ThreadRef} from '../../model/thread.js';
import {withTimeLimit, type Clock} from '../../storage/clock.js';
import {parseAnswer} from './parse-answer.js';
import {draftOf, type Submission} from './submission.js';

/** A backend that takes longer to answer has not answered. */
const POST_TIMEOUT_MS = 60_000;
const FIND_TIMEOUT_MS = 30_000;

/** Sends submissions of a thread to the backend, and does not wait for ever. */
export class PostClient {
  readonly #adapter: CommentsAdapter;
  readonly #thread: ThreadRef;
  readonly #clock: Clock;

  constructor(adapter: CommentsAdapter, thread: ThreadRef, clock: Clock) {
    this.#adapter = adapter;
    this.#thread = thread;
    this.#clock = clock;
  }

  /** Whether the backend can be asked if a comment has arrived. */
  get canFindPosted(): boolean {
    return this.#adapter.findPosted !== undefined;
  }

  /** Posts; gives the comment that it has become, or why it has not, or why that is unknown. */
  async post(submission: Submission): Promise<Comment | CommentsError> {
    try {
      const comment = await this.#withTimeout(POST_TIMEOUT_MS, submission.id, (intent) =>
        this.#adapter.post?.(this.#thread, draftOf(submission), intent),
      );
      if (comment === undefined) return new CommentsError('unsupported', 'This adapter cannot post.');
      return parseAnswer(comment);
    } catch (reason) {
      return CommentsError.from(reason);
    }
  }

  /** The comment that a submission has become; `null` when there is none; or why that cannot be told. */
  async findPosted(submission: Submission): Promise<Comment | CommentsError | null> {
    try {
      const found = await this.#withTimeout(FIND_TIMEOUT_MS, submission.id, (intent) =>
        this.#adapter.findPosted?.(this.#thread, draftOf(submission), intent),
      );
      return found ? parseAnswer(found) : null;
    } catch (reason) {
      const error = CommentsError.from(reason);
      // That one may not look says nothing about the comment.
      return error.unanswered ? error : new CommentsError('server', error.message, {cause: error});
    }
  }

  async #withTimeout<Answer>(
    ms: number,
    key: string,
    request: (intent: Intent) => Promise<Answer> | undefined,
  ): Promise<Answer | undefined> {
    // No reader's leaving aborts it: who goes on to another page still wants the comment to arrive.
    const timeout = new AbortController();
    const answer = request({key, signal: timeout.signal});
    if (!answer) return undefined;
    return withTimeLimit(this.#clock, ms, answer, () => {
      timeout.abort();
      return new CommentsError('timeout', 'No answer came in time.');
    });
  }
}
