import type {CommentsAdapter, Intent} from '../../model/adapter.js';
import type {Comment} from '../../model/comment.js';
import {CommentsError} from '../../model/errors.js';
import type {ThreadRef} from '../../model/thread.js';
import {withTimeLimit, type Clock} from '../../storage/clock.js';
import {parseAnswer} from './parse-answer.js';
import {draftOf, type Submission} from './submission.js';

/** A request that takes longer has failed. */
const POST_TIMEOUT_MS = 60_000;
const FIND_TIMEOUT_MS = 30_000;

/** Sends the submissions of a thread to the backend, with time limits. */
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

  /** Posts a submission. Resolves with the published comment or an error; never rejects. */
  async post(submission: Submission): Promise<Comment | CommentsError> {
    if (!this.#adapter.post) return new CommentsError('unsupported', 'This adapter cannot post.');
    try {
      const comment = await this.#withTimeout(POST_TIMEOUT_MS, submission.id, (intent) =>
        this.#adapter.post?.(this.#thread, draftOf(submission), intent),
      );
      return parseAnswer(comment);
    } catch (reason) {
      return CommentsError.from(reason);
    }
  }

  /** Asks for the published comment of a submission. Resolves with it, `null` if there is none, or an error; never rejects. */
  async findPosted(submission: Submission): Promise<Comment | CommentsError | null> {
    try {
      const found = await this.#withTimeout(FIND_TIMEOUT_MS, submission.id, (intent) =>
        this.#adapter.findPosted?.(this.#thread, draftOf(submission), intent),
      );
      return found ? parseAnswer(found) : null;
    } catch (reason) {
      const error = CommentsError.from(reason);
      // A rejected question says nothing about the comment.
      return error.unanswered ? error : new CommentsError('server', error.message, {cause: error});
    }
  }

  async #withTimeout<Answer>(
    ms: number,
    key: string,
    request: (intent: Intent) => Promise<Answer> | undefined,
  ): Promise<Answer | undefined> {
    // Leaving the page does not abort it: the reader still wants the comment to arrive.
    const timeout = new AbortController();
    // Adapters without types may return no promise, or one that lacks `finally`.
    const answer = Promise.resolve(request({key, signal: timeout.signal}));
    return withTimeLimit(this.#clock, ms, answer, () => {
      timeout.abort();
      return new CommentsError('timeout', 'No answer came in time.');
    });
  }
}
