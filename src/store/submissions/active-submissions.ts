import {CommentsError} from '../../model/errors.js';
import {ActiveSubmission, type ActiveContext} from './active-submission.js';
import type {Outcome, PostedEvent, SubmissionEvent} from './outcome.js';
import type {PostClient} from './post-client.js';
import type {StartedSubmission, Submission} from './submission.js';

/** The submissions that this tab is sending, by id, and the ways in which they end. */
export class ActiveSubmissions {
  readonly #context: ActiveContext;
  readonly #client: PostClient;
  readonly #listener: (event: SubmissionEvent) => void;
  readonly #byId = new Map<string, ActiveSubmission>();

  constructor(context: ActiveContext, client: PostClient, listener: (event: SubmissionEvent) => void) {
    this.#context = context;
    this.#client = client;
    this.#listener = listener;
  }

  get all(): readonly ActiveSubmission[] {
    return [...this.#byId.values()];
  }

  get(id: string): ActiveSubmission | undefined {
    return this.#byId.get(id);
  }

  /** Whether this tab is still sending this very submission. */
  has(active: ActiveSubmission): boolean {
    return this.#byId.get(active.submission.id) === active;
  }

  add(submission: StartedSubmission): ActiveSubmission {
    const active = new ActiveSubmission(this.#context, submission);
    this.#byId.set(submission.id, active);
    return active;
  }

  /** Stops sending it from this tab; another tab may continue. */
  remove(active: ActiveSubmission): void {
    if (this.has(active)) this.#byId.delete(active.submission.id);
    active.unlock();
  }

  /** Reports that it was published, and stores that. */
  async markPosted(
    active: ActiveSubmission,
    event: PostedEvent,
    report: (event: PostedEvent) => void = this.#listener,
  ): Promise<void> {
    report(event);
    await active.finish('posted', event.id);
    this.remove(active);
  }

  async discard(active: ActiveSubmission, report: (outcome: Outcome) => void): Promise<void> {
    await active.finish('discarded');
    this.remove(active);
    report({type: 'ended', submission: active.submission});
  }

  /** Whether another tab has finished it in the meantime; if so, reports the result. */
  async isFinishedElsewhere(active: ActiveSubmission): Promise<boolean> {
    const stored = await active.checkStored();
    if (stored) await this.reportFinished(active, stored);
    return stored !== null;
  }

  /** Reports the result from the stored record. */
  async reportFinished(active: ActiveSubmission, {status, commentId: id}: Submission): Promise<Outcome> {
    this.remove(active);
    const {submission} = active;
    const isPosted = status === 'posted' && id !== null;
    const found = isPosted ? await this.#client.findPosted(submission) : null;
    const comment = found instanceof CommentsError ? null : found;
    const outcome: Outcome = isPosted
      ? {type: 'posted', submission, id, comment}
      : {type: 'ended', submission};
    this.#listener(outcome);
    return outcome;
  }
}
