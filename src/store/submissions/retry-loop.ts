import {CommentsError} from '../../model/errors.js';
import {pauseFor} from '../../storage/clock.js';
import {untilOnline, type Device} from '../device.js';
import type {ActiveContext, ActiveSubmission} from './active-submission.js';
import type {ActiveSubmissions} from './active-submissions.js';
import type {Outcome, PostedEvent, SubmissionEvent} from './outcome.js';
import type {PostClient} from './post-client.js';
import {afterRefusal, mayHaveArrived, nextStep, pauseAfter, type Situation} from './steps.js';
import {leftOf, type Limit} from './submission.js';

/**
 * Sends submissions: carries out what `nextStep` says of each, until it is settled or the reader has to decide. What the
 * backend says about when to send again holds for all of them.
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

  /** Whether the backend has asked for nothing to be sent just now. */
  get isLimited(): boolean {
    return leftOf(this.#limit, this.#device.clock.now()) > 0;
  }

  /** Runs it until it is settled or the reader has to decide; gives the first thing that the reader can be told. */
  run(active: ActiveSubmission, isFresh = false, isUncertain = false): Promise<Outcome | null> {
    active.isBusy = true;
    active.isFresh = isFresh;
    const run = ++active.run;
    return new Promise((conclude) => {
      const tell = (outcome: Outcome): void => {
        this.#listener(outcome);
        conclude(outcome);
      };
      void this.#pursue(active, run, isUncertain, tell).finally(() => {
        conclude(null);
        if (active.run !== run) return;
        active.isBusy = false;
        if (this.#closing.aborted) this.#active.letGo(active);
      });
    });
  }

  async #pursue(
    active: ActiveSubmission,
    run: number,
    isUncertain: boolean,
    tell: (outcome: Outcome) => void,
  ): Promise<void> {
    const {clock} = this.#device;
    let isUnderLock = false;
    const again = (): void => {
      isUnderLock = false;
      active.isFresh = false;
      active.hasLooked = false;
    };
    active.hasLooked = false;
    while (!this.#closing.aborted) {
      const situation = this.#situationOf(active);
      const step = nextStep(active.submission, situation);
      const {submission} = active;
      if (step.do === 'wait') {
        if (step.why === 'offline') {
          active.inForm = false;
          if (active.isFresh) await active.store({mayHaveArrived: false});
        }
        again();
        tell({type: 'waiting', submission: active.submission, why: step.why, until: step.until});
        const over =
          step.until === null
            ? untilOnline(this.#device, this.#closing)
            : this.#pause(step.until - clock.now());
        if (!(await this.#rest(active, run, over))) return;
        if (step.why === 'rate-limited') {
          this.#limit = null;
          await active.store({notBefore: null});
        }
        continue;
      }
      if (step.do === 'refuse') {
        tell(this.failure(active, step.error));
        return;
      }
      if (!isUnderLock) {
        this.#listener({type: 'sending', submission});
        await active.lock();
        active.isFresh &&= !active.hasLapsed;
        active.hasLapsed = false;
        if (!active.isFresh && (await this.#active.isSettledElsewhere(active))) return;
        isUnderLock = true;
        continue;
      }
      if (step.do === 'discard') {
        await this.#active.giveUp(active, tell);
        return;
      }
      if (step.do === 'ask') {
        active.mustAsk = true;
        active.isConfirmed = false;
        tell(this.failure(active, step.error));
        return;
      }
      const result = step.do === 'look' ? await this.#look(active) : await this.#send(active, isUncertain);
      if (result === 'looked') continue;
      if (result === 'again') {
        again();
        continue;
      }
      if (!(result instanceof CommentsError)) {
        await this.#active.arrived(active, result, tell);
        return;
      }
      again();
      const next = nextStep(active.submission, this.#situationOf(active));
      if (next.do === 'wait' && (next.why === 'rate-limited' || result.unanswered)) continue;
      active.tries++;
      const pause = pauseAfter(active.tries, result, this.#situationOf(active), this.#device.random());
      if (pause === null) {
        tell(this.failure(active, result));
        return;
      }
      tell({type: 'waiting', submission: active.submission, why: 'again', until: null});
      if (!(await this.#rest(active, run, this.#pause(pause)))) return;
    }
  }

  /** Asks the backend whether it has arrived. */
  async #look(active: ActiveSubmission): Promise<PostedEvent | CommentsError | 'looked'> {
    const {submission} = active;
    const found = await this.#client.look(submission);
    active.hasLooked = true;
    if (found instanceof CommentsError) return found;
    return found ? {type: 'posted', submission, id: found.id, comment: found} : 'looked';
  }

  /** One request. `again`: another tab may have done something to it, so that what is to be done is another thing. */
  async #send(
    active: ActiveSubmission,
    isUncertain: boolean,
  ): Promise<PostedEvent | CommentsError | 'again'> {
    const situation = this.#situationOf(active);
    const wasUncertain = isUncertain || mayHaveArrived(active.submission, situation);
    const {mayHaveArrived: isStoredAsSent} = active.submission.attempt;
    active.isConfirmed = false;
    if (!active.isFresh || !isStoredAsSent) {
      const isFirst = !isStoredAsSent && !situation.canLook;
      const isOurs = await (isFirst ? active.storeSending() : active.store({mayHaveArrived: true}));
      if (!isOurs) return 'again';
    }
    if (active.hasLapsed) return 'again';
    const answer = await this.#client.post(active.submission);
    const {submission} = active;
    if (!(answer instanceof CommentsError))
      return {type: 'posted', submission, id: answer.id, comment: answer};
    // What was refused here may have been sent by another tab since.
    if (active.hasLapsed) return 'again';
    return (await this.#refused(active, answer, wasUncertain)) ?? answer;
  }

  /** Stores that the backend has refused it. Gives the comment where that is what was there already. */
  async #refused(
    active: ActiveSubmission,
    error: CommentsError,
    wasUncertain: boolean,
  ): Promise<PostedEvent | 'again' | null> {
    if (error.unanswered) return null;
    const {submission} = active;
    if (error.code === 'duplicate' && wasUncertain) {
      const found = await this.#client.look(submission);
      const comment = found instanceof CommentsError ? null : found;
      const id = comment?.id ?? error.existingId;
      if (id !== null) return {type: 'posted', submission, id, comment};
    }
    const change = afterRefusal(error, wasUncertain, this.#device.clock.now());
    if (change.notBefore) this.#limit = change.notBefore;
    const status = submission.status === 'discarded' ? submission.status : undefined;
    return (await active.store(change, status)) ? null : 'again';
  }

  #situationOf({inForm, isFresh, isFound, mustAsk, isConfirmed, hasLooked}: ActiveSubmission): Situation {
    return {
      now: this.#device.clock.now(),
      isOnline: this.#device.isOnline(),
      limit: this.#limit,
      canLook: this.#client.canLook,
      hasLooked,
      inForm,
      isFresh,
      isFound,
      mustAsk,
      isConfirmed,
    };
  }

  failure({submission, inForm}: ActiveSubmission, error: CommentsError): Outcome {
    const isUncertain = submission.attempt.mayHaveArrived && !this.#client.canLook;
    return {type: 'failed', submission, error, isUncertain, inForm};
  }

  /** Waits, while the reader may take it back or hurry it on; false when that has happened, or the page has gone. */
  async #rest(active: ActiveSubmission, run: number, over: Promise<void>): Promise<boolean> {
    active.isBusy = false;
    await over;
    const isGone = this.#closing.aborted || !this.#active.has(active);
    if (isGone || active.run !== run) return false;
    active.isBusy = true;
    return true;
  }

  #pause(ms: number): Promise<void> {
    return pauseFor(this.#device.clock, ms, this.#closing);
  }
}
