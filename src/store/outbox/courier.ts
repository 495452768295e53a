import type {CommentsAdapter, Intent} from '../../model/adapter.js';
import type {Comment} from '../../model/comment.js';
import {CommentsError} from '../../model/errors.js';
import {confirmed} from './confirmed.js';
import type {KeptIntent} from './intents.js';
import {withTimeLimit, type Clock} from '../../storage/clock.js';

/** A backend that takes longer to answer has not answered. */
const POST_LASTS_MS = 60_000;
const LOOK_LASTS_MS = 30_000;

/** Takes letters to the backend, and does not wait for ever. */
export class Courier {
  readonly #adapter: CommentsAdapter;
  readonly #clock: Clock;

  constructor(adapter: CommentsAdapter, clock: Clock) {
    this.#adapter = adapter;
    this.#clock = clock;
  }

  /** Whether the backend can be asked if a letter has arrived. */
  get canLook(): boolean {
    return this.#adapter.findPosted !== undefined;
  }

  /** Posts; gives the comment that the letter has become, or why it has not, or why that is unknown. */
  async post({thread, draft, key}: KeptIntent): Promise<Comment | CommentsError> {
    const adapter = this.#adapter;
    try {
      const comment = await this.#inTime(POST_LASTS_MS, key, (intent) =>
        adapter.post?.(thread, draft, intent),
      );
      if (comment === undefined) return new CommentsError('unsupported', 'This adapter cannot post.');
      return confirmed(comment);
    } catch (reason) {
      return CommentsError.from(reason);
    }
  }

  /** The comment that a letter has become; `null` when there is none; or why that cannot be told. */
  async look({thread, draft, key}: KeptIntent): Promise<Comment | CommentsError | null> {
    const adapter = this.#adapter;
    try {
      const found = await this.#inTime(LOOK_LASTS_MS, key, (intent) =>
        adapter.findPosted?.(thread, draft, intent),
      );
      return found ? confirmed(found) : null;
    } catch (reason) {
      const error = CommentsError.from(reason);
      // That one may not look says nothing about the letter.
      return error.unanswered ? error : new CommentsError('server', error.message, {cause: error});
    }
  }

  async #inTime<Answer>(
    ms: number,
    key: string,
    ask: (intent: Intent) => Promise<Answer> | undefined,
  ): Promise<Answer | undefined> {
    // No reader's leaving aborts it: who goes on to another page still wants the letter to arrive.
    const ending = new AbortController();
    const answer = ask({key, signal: ending.signal});
    if (!answer) return undefined;
    return withTimeLimit(this.#clock, ms, answer, () => {
      ending.abort();
      return new CommentsError('timeout', 'No answer came in time.');
    });
  }
}
