import {CommentsError} from '../../model/errors.js';
import {ActiveSubmission, type ActiveContext} from './active-submission.js';
import type {Outcome, PostedEvent, SubmissionEvent} from './outcome.js';
import type {PostClient} from './post-client.js';
import type {StartedSubmission, Submission} from './submission.js';

/** The submissions that this tab is sending, by id; each leaves it in one of the ways that are told here. */
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

  /** Whether it is still this one that the tab is sending. */
  has(active: ActiveSubmission): boolean {
    return this.#byId.get(active.submission.id) === active;
  }

  take(submission: StartedSubmission): ActiveSubmission {
    const active = new ActiveSubmission(this.#context, submission);
    this.#byId.set(submission.id, active);
    return active;
  }

  /** This tab sends it no more: another one may. */
  letGo(active: ActiveSubmission): void {
    if (this.has(active)) this.#byId.delete(active.submission.id);
    active.unlock();
  }

  /** It has become a comment: tells so, and settles it. */
  async arrived(
    active: ActiveSubmission,
    event: PostedEvent,
    tell: (event: PostedEvent) => void = this.#listener,
  ): Promise<void> {
    tell(event);
    await active.settle('posted', event.id);
    this.letGo(active);
  }

  async giveUp(active: ActiveSubmission, tell: (outcome: Outcome) => void): Promise<void> {
    await active.settle('discarded');
    this.letGo(active);
    tell({type: 'ended', submission: active.submission});
  }

  /** Whether another tab has settled it in the meantime; tells what became of it. */
  async isSettledElsewhere(active: ActiveSubmission): Promise<boolean> {
    const stored = await active.look();
    if (stored) await this.tellSettled(active, stored);
    return stored !== null;
  }

  /** Tells what became of it by what is stored. */
  async tellSettled(active: ActiveSubmission, {status, commentId: id}: Submission): Promise<Outcome> {
    this.letGo(active);
    const {submission} = active;
    const isPosted = status === 'posted' && id !== null;
    const found = isPosted ? await this.#client.look(submission) : null;
    const comment = found instanceof CommentsError ? null : found;
    const outcome: Outcome = isPosted
      ? {type: 'posted', submission, id, comment}
      : {type: 'ended', submission};
    this.#listener(outcome);
    return outcome;
  }
}
