import {CommentsError} from '../../model/errors.js';
import {pauseFor} from '../../storage/clock.js';
import {untilOnline, type Device} from '../device.js';
import type {ActiveContext, ActiveSubmission} from './active-submission.js';
import type {ActiveSubmissions} from './active-submissions.js';
import type {Outcome, PostedEvent, SubmissionEvent} from './outcome.js';
import type {PostClient} from './post-client.js';
import {afterRefusal, mayHaveArrived, nextStep, pauseAfter, type Situation} from './steps.js';
import {remainingMs, type Limit} from './submission.js';

/**
 * Sends submissions: runs the steps of `nextStep` for each, until it is finished or the reader must decide. A rate limit
 * applies to all of them.
 */
export class RetryLoop {
  readonly #device: Device;
  readonly #client: PostClient;
  readonly #active: ActiveSubmissions;
  readonly #listener: (event: SubmissionEvent) => void;
  readonly #closing: AbortSignal;
  #limit: Limit | null = null;

  constructor(
    {device, closing}: ActiveContext,
    client: PostClient,
    active: ActiveSubmissions,
    listener: (event: SubmissionEvent) => void,
  ) {
    this.#device = device;
    this.#client = client;
    this.#active = active;
    this.#listener = listener;
    this.#closing = closing;
  }

  /** Whether a rate limit is active. */
  get isLimited(): boolean {
    return remainingMs(this.#limit, this.#device.clock.now()) > 0;
  }

  /** Runs it until it is finished or the reader must decide. Resolves with the first event that the reader can see. */
  run(active: ActiveSubmission, isFirstAttempt = false, isUncertain = false): Promise<Outcome | null> {
    active.isBusy = true;
    active.isFirstAttempt = isFirstAttempt;
    const run = ++active.run;
    return new Promise((resolve) => {
      const report = (outcome: Outcome): void => {
        this.#listener(outcome);
        resolve(outcome);
      };
      void this.#runSteps(active, run, isUncertain, report).finally(() => {
        resolve(null);
        if (active.run !== run) return;
        active.isBusy = false;
        if (this.#closing.aborted) this.#active.remove(active);
      });
    });
  }

  async #runSteps(
    active: ActiveSubmission,
    run: number,
    isUncertain: boolean,
    report: (outcome: Outcome) => void,
  ): Promise<void> {
    const {clock} = this.#device;
    let isUnderLock = false;
    const resetAttempt = (): void => {
      isUnderLock = false;
      active.isFirstAttempt = false;
      active.isNotFound = false;
    };
    active.isNotFound = false;
    while (!this.#closing.aborted) {
      const situation = this.#situationOf(active);
      const step = nextStep(active.submission, situation);
      const {submission} = active;
      if (step.do === 'wait') {
        if (step.why === 'offline') {
          active.inForm = false;
          if (active.isFirstAttempt) await active.store({mayHaveArrived: false});
        }
        resetAttempt();
        report({type: 'waiting', submission: active.submission, why: step.why, until: step.until});
        const waiting =
          step.until === null
            ? untilOnline(this.#device, this.#closing)
            : this.#pause(step.until - clock.now());
        if (!(await this.#waitUnlessInterrupted(active, run, waiting))) return;
        if (step.why === 'rate-limited') {
          this.#limit = null;
          await active.store({notBefore: null});
        }
        continue;
      }
      if (step.do === 'refuse') {
        report(this.failure(active, step.error));
        return;
      }
      if (!isUnderLock) {
        this.#listener({type: 'sending', submission});
        await active.lock();
        active.isFirstAttempt &&= !active.hasLostLock;
        active.hasLostLock = false;
        if (!active.isFirstAttempt && (await this.#active.isFinishedElsewhere(active))) return;
        isUnderLock = true;
        continue;
      }
      if (step.do === 'discard') {
        await this.#active.discard(active, report);
        return;
      }
      if (step.do === 'ask') {
        active.needsConfirmation = true;
        active.isConfirmedByReader = false;
        report(this.failure(active, step.error));
        return;
      }
      const result =
        step.do === 'look' ? await this.#findPosted(active) : await this.#send(active, isUncertain);
      if (result === 'looked') continue;
      if (result === 'again') {
        resetAttempt();
        continue;
      }
      if (!(result instanceof CommentsError)) {
        await this.#active.markPosted(active, result, report);
        return;
      }
      resetAttempt();
      const next = nextStep(active.submission, this.#situationOf(active));
      if (next.do === 'wait' && (next.why === 'rate-limited' || result.unanswered)) continue;
      active.tries++;
      const pause = pauseAfter(active.tries, result, this.#situationOf(active), this.#device.random());
      if (pause === null) {
        report(this.failure(active, result));
        return;
      }
      report({type: 'waiting', submission: active.submission, why: 'again', until: null});
      if (!(await this.#waitUnlessInterrupted(active, run, this.#pause(pause)))) return;
    }
  }

  /** Asks the backend whether the comment has arrived. */
  async #findPosted(active: ActiveSubmission): Promise<PostedEvent | CommentsError | 'looked'> {
    const {submission} = active;
    const found = await this.#client.findPosted(submission);
    active.isNotFound = true;
    if (found instanceof CommentsError) return found;
    return found ? {type: 'posted', submission, id: found.id, comment: found} : 'looked';
  }

  /** Sends one request. `again`: another tab may have changed the submission, so the next step must be determined anew. */
  async #send(
    active: ActiveSubmission,
    isUncertain: boolean,
  ): Promise<PostedEvent | CommentsError | 'again'> {
    const situation = this.#situationOf(active);
    const wasUncertain = isUncertain || mayHaveArrived(active.submission, situation);
    const {mayHaveArrived: isStoredAsSent} = active.submission.attempt;
    active.isConfirmedByReader = false;
    if (!active.isFirstAttempt || !isStoredAsSent) {
      const isFirst = !isStoredAsSent && !situation.canFindPosted;
      const isCurrent = await (isFirst ? active.storeSending() : active.store({mayHaveArrived: true}));
      if (!isCurrent) return 'again';
    }
    if (active.hasLostLock) return 'again';
    const answer = await this.#client.post(active.submission);
    const {submission} = active;
    if (!(answer instanceof CommentsError))
      return {type: 'posted', submission, id: answer.id, comment: answer};
    // Another tab may have sent it after this rejection.
    if (active.hasLostLock) return 'again';
    return (await this.#storeRefusal(active, answer, wasUncertain)) ?? answer;
  }

  /** Stores the rejection. For a duplicate of itself, resolves with the published comment. */
  async #storeRefusal(
    active: ActiveSubmission,
    error: CommentsError,
    wasUncertain: boolean,
  ): Promise<PostedEvent | 'again' | null> {
    if (error.unanswered) return null;
    const {submission} = active;
    if (error.code === 'duplicate' && wasUncertain) {
      const found = await this.#client.findPosted(submission);
      const comment = found instanceof CommentsError ? null : found;
      const id = comment?.id ?? error.existingId;
      if (id !== null) return {type: 'posted', submission, id, comment};
    }
    const change = afterRefusal(error, wasUncertain, this.#device.clock.now());
    if (change.notBefore) this.#limit = change.notBefore;
    const status = submission.status === 'discarded' ? submission.status : undefined;
    return (await active.store(change, status)) ? null : 'again';
  }

  #situationOf({
    inForm,
    isFirstAttempt,
    isFromEarlierPage,
    needsConfirmation,
    isConfirmedByReader,
    isNotFound,
  }: ActiveSubmission): Situation {
    return {
      now: this.#device.clock.now(),
      isOnline: this.#device.isOnline(),
      limit: this.#limit,
      canFindPosted: this.#client.canFindPosted,
      isNotFound,
      inForm,
      isFirstAttempt,
      isFromEarlierPage,
      needsConfirmation,
      isConfirmedByReader,
    };
  }

  failure({submission, inForm}: ActiveSubmission, error: CommentsError): Outcome {
    const isUncertain = submission.attempt.mayHaveArrived && !this.#client.canFindPosted;
    return {type: 'failed', submission, error, isUncertain, inForm};
  }

  /** Waits. Resolves with `false` if the reader has withdrawn or retried it meanwhile, or the thread was closed. */
  async #waitUnlessInterrupted(
    active: ActiveSubmission,
    run: number,
    waiting: Promise<void>,
  ): Promise<boolean> {
    active.isBusy = false;
    await waiting;
    const isGone = this.#closing.aborted || !this.#active.has(active);
    if (isGone || active.run !== run) return false;
    active.isBusy = true;
    return true;
  }

  #pause(ms: number): Promise<void> {
    return pauseFor(this.#device.clock, ms, this.#closing);
  }
}
