import type {Comment, CommentId, NewComment} from '../../model/comment.js';
import {CommentsError} from '../../model/errors.js';
import {pauseFor} from '../../storage/clock.js';
import {untilOnline} from '../device.js';
import {HeldSubmission, type HoldingContext} from './held-submission.js';
import type {Outcome, SubmissionEvent} from './outcome.js';
import type {PostClient} from './post-client.js';
import {
  afterRefusal,
  mayHaveArrived,
  nextStep,
  pauseAfter,
  type Situation,
  type Step,
  type TabKnowledge,
} from './steps.js';
import type {Limit, StartedSubmission, Submission} from './submission.js';

/** A submission of an earlier page is shown without the backend's answer after this time. */
const SHOWN_UNCHECKED_AFTER_MS = 1_000;
/** A closed page's request may still be in flight; the backend is asked after this time. */
const IN_FLIGHT_WAIT_MS = 1_500;
/** A submission that is older is not sent without asking the reader, who may have forgotten it. */
const MAX_AUTOMATIC_AGE_MS = 7 * 24 * 60 * 60_000;

/** What the submissions of one thread and reader share. */
export interface SendingContext extends HoldingContext {
  readonly client: PostClient;
  readonly listener: (event: SubmissionEvent) => void;
  /** This tab does not send it any longer. */
  readonly remove: (sender: Sender) => void;
  /** The rate limit of all submissions. */
  limit: Limit | null;
}

/** What a request has come to. `again`: another tab may have changed the submission. */
type Answer = 'posted' | 'missing' | 'again' | CommentsError;

/**
 * Sends one submission from this tab: stores each state before acting on it, and runs the steps of `nextStep` under the tab's lock
 * until the submission is finished or the reader must decide. Never rejects or throws.
 */
export class Sender {
  readonly known: TabKnowledge;
  /** A step is running. A submission that only waits can be withdrawn. */
  isBusy = true;
  readonly #context: SendingContext;
  readonly #held: HeldSubmission;
  /** Incremented by each run and at the end; a run that has waited stops if it is not the last one. */
  #run = 0;
  #tries = 0;
  /** It may have been sent before this run. */
  #isUncertain = false;
  /** Resolves the run with the first outcome that the reader can see. */
  #settle: (outcome: Outcome) => void = () => undefined;

  /** `isStored`: it is resumed from the device, which an earlier page or another tab has stored. */
  constructor(
    context: SendingContext,
    submission: StartedSubmission,
    {inForm = false, isStored = false}: {inForm?: boolean; isStored?: boolean} = {},
  ) {
    this.#context = context;
    this.#held = new HeldSubmission(context, submission, isStored);
    this.known = {
      inForm,
      isFirstAttempt: false,
      isNotFound: false,
      isFromEarlierPage: isStored,
      needsConfirmation: false,
      isConfirmedByReader: false,
    };
  }

  get submission(): StartedSubmission {
    return this.#held.submission;
  }

  /** Sends a new submission. `isUncertain`: it may have been sent before, although the device has no record of that. */
  async post(isUncertain: boolean): Promise<Outcome | null> {
    const {records, client} = this.#context;
    this.#report({type: 'sending', submission: this.submission});
    await this.#held.lock();
    this.#held.hasLostLock = false;
    const stored = await records.read(this.submission);
    if (stored?.status === 'posted') return this.#reportFinished(stored);
    const {replaces = [], order = 0, attempt} = stored ?? {};
    const wasSent = isUncertain || attempt?.mayHaveArrived === true;
    const {submission} = this;
    // Also where nothing can be sent at the moment.
    const mayHaveArrived = wasSent || submission.attempt.mayHaveArrived;
    const next = {...submission, replaces, order, attempt: {...submission.attempt, mayHaveArrived}};
    this.#held.submission = next;
    // An earlier page may have sent it without being able to store that.
    const isFromEarlierPage = stored !== null && !records.isCreatedHere(stored.id);
    this.known.isFromEarlierPage = isFromEarlierPage;
    await this.#held.change({});
    return this.#runSteps(!wasSent && !(isFromEarlierPage && client.canFindPosted), wasSent);
  }

  /** Resumes a submission of an earlier page, or of a tab that has ended. */
  async resume(): Promise<void> {
    const {closing, device, records} = this.#context;
    await this.#held.lock();
    let stored = await this.#held.checkStored();
    if (!stored && this.submission.attempt.mayHaveArrived) {
      if (await this.#isFoundFirst()) return;
      await this.#pause(IN_FLIGHT_WAIT_MS);
      stored = await this.#held.checkStored();
    }
    const {submission} = this;
    if (stored || closing.aborted) {
      this.#end();
      if (!stored) return;
      const commentId = records.isCreatedHere(stored.id) ? stored.commentId : null;
      this.#report({type: 'ended', submission, commentId});
      return;
    }
    const {errorCode, startedAt} = submission.attempt;
    this.known.needsConfirmation = device.clock.now() - startedAt > MAX_AUTOMATIC_AGE_MS;
    if (errorCode === null || submission.status === 'discarded') {
      await this.#runSteps();
      return;
    }
    this.isBusy = false;
    this.#fail(new CommentsError(errorCode));
  }

  /** Sends it again, because the reader wants it: see `Submissions.retry`. */
  async retry(draft?: NewComment): Promise<Outcome | null> {
    if (this.isBusy) return null;
    this.isBusy = true;
    this.known.needsConfirmation = false;
    this.known.isConfirmedByReader = true;
    this.#tries = 0;
    const {attempt} = this.submission;
    // A submission that may have arrived is sent unchanged, or the backend would treat it as another one.
    const {guest, policyVersion} = attempt.mayHaveArrived || !draft ? attempt : draft;
    const {guest: _, policyVersion: __, ...rest} = attempt;
    this.#held.submission = {
      ...this.submission,
      attempt: {...rest, ...(guest && {guest}), ...(policyVersion !== undefined && {policyVersion})},
    };
    await this.#held.change({errorCode: null});
    return this.#runSteps();
  }

  /** Makes it a draft again: see `Submissions.withdraw`. */
  async withdraw(): Promise<Submission | null> {
    if (this.isBusy) return null;
    this.isBusy = true;
    const wasRunning = this.#run++ > 0;
    await this.#held.lock();
    if (await this.#isFinishedElsewhere()) return null;
    const {submission} = this;
    const answer = this.#canBeLookedFor ? await this.#look() : 'missing';
    if (answer === 'posted') return null;
    if (answer !== 'missing') {
      this.isBusy = false;
      // Continues the run that waited to send it.
      if (!this.known.inForm && submission.attempt.errorCode === null && wasRunning) void this.#runSteps();
      return null;
    }
    await this.#held.change({errorCode: null}, 'draft');
    this.#end();
    this.#report({type: 'ended', submission, commentId: null});
    return this.submission;
  }

  /** Gives it up: it is not sent again, and shown only if it has arrived. */
  async supersede(): Promise<void> {
    if (this.isBusy) return;
    this.isBusy = true;
    this.known.inForm = false;
    this.#tries = 0;
    await this.#held.change({}, 'discarded');
    await this.#runSteps();
  }

  /** Checks whether a stopped submission has arrived late. */
  async recheck(): Promise<void> {
    if (this.isBusy || this.known.inForm || !this.#canBeLookedFor) return;
    this.isBusy = true;
    await this.#look();
    this.isBusy = false;
  }

  /** The page enters the back/forward cache, or is closed: stores what is not stored, and releases the lock. */
  suspend(): void {
    this.#held.suspend();
  }

  /** The page is restored from the cache: applies what another tab has done meanwhile. */
  async catchUp(): Promise<void> {
    if (this.isBusy) return;
    await this.#held.lock();
    if (!this.isBusy) await this.#isFinishedElsewhere();
  }

  /** The thread was closed. A running request continues. */
  close(): void {
    if (!this.isBusy) this.#held.unlock();
  }

  get #canBeLookedFor(): boolean {
    return this.submission.attempt.mayHaveArrived && this.#context.client.canFindPosted;
  }

  #report(event: SubmissionEvent): void {
    this.#context.listener(event);
    if (event.type !== 'sending') this.#settle(event);
  }

  #fail(error: CommentsError): void {
    const {submission} = this;
    const isUncertain = submission.attempt.mayHaveArrived && !this.#context.client.canFindPosted;
    this.#report({type: 'failed', submission, error, isUncertain, inForm: this.known.inForm});
  }

  /** Stops sending it from this tab; another tab may continue. */
  #end(): void {
    this.#run++;
    this.#context.remove(this);
    this.#held.unlock();
  }

  // The steps

  /** Runs it until it is finished or the reader must decide. Resolves with the first event that the reader can see. */
  #runSteps(isFirstAttempt = false, isUncertain = false): Promise<Outcome | null> {
    this.isBusy = true;
    this.known.isFirstAttempt = isFirstAttempt;
    this.#isUncertain = isUncertain;
    const run = ++this.#run;
    return new Promise((resolve) => {
      this.#settle = resolve;
      void this.#loop(run).finally(() => {
        resolve(null);
        if (this.#run !== run) return;
        this.isBusy = false;
        if (this.#context.closing.aborted) this.#end();
      });
    });
  }

  async #loop(run: number): Promise<void> {
    const {closing, device} = this.#context;
    const {known} = this;
    let isUnderLock = false;
    known.isNotFound = false;
    while (!closing.aborted) {
      const step = nextStep(this.submission, this.#situation);
      if (step.do === 'wait') {
        isUnderLock = false;
        if (!(await this.#wait(step, run))) return;
        continue;
      }
      if (step.do === 'refuse') {
        this.#fail(step.error);
        return;
      }
      if (!isUnderLock) {
        if (await this.#isTakenOver()) return;
        isUnderLock = true;
        continue;
      }
      if (step.do === 'discard') {
        await this.#held.finish('discarded');
        this.#end();
        this.#report({type: 'ended', submission: this.submission, commentId: null});
        return;
      }
      if (step.do === 'ask') {
        known.needsConfirmation = true;
        known.isConfirmedByReader = false;
        this.#fail(step.error);
        return;
      }
      const result = step.do === 'look' ? await this.#look() : await this.#send();
      if (result === 'posted') return;
      if (result === 'missing') {
        known.isNotFound = true;
        continue;
      }
      isUnderLock = false;
      this.#startOver();
      if (result === 'again') continue;
      const next = nextStep(this.submission, this.#situation);
      if (next.do === 'wait' && (next.why === 'rate-limited' || result.unanswered)) continue;
      const pause = pauseAfter(++this.#tries, result, this.#situation, device.random());
      if (pause === null) {
        this.#fail(result);
        return;
      }
      this.#report({type: 'waiting', submission: this.submission, why: 'again', until: null});
      if (!(await this.#isUninterrupted(run, this.#pause(pause)))) return;
    }
  }

  get #situation(): Situation {
    const {device, client, limit} = this.#context;
    return {
      ...this.known,
      now: device.clock.now(),
      isOnline: device.isOnline(),
      limit,
      canFindPosted: client.canFindPosted,
    };
  }

  /** What was known of the last request does not hold any longer. */
  #startOver(): void {
    this.known.isFirstAttempt = false;
    this.known.isNotFound = false;
  }

  /** Waits until it may be sent. Resolves with `false` if it is not this run's any longer. */
  async #wait({why, until}: Extract<Step, {do: 'wait'}>, run: number): Promise<boolean> {
    const {device, closing} = this.#context;
    if (why === 'offline') {
      this.known.inForm = false;
      if (this.known.isFirstAttempt) await this.#held.change({mayHaveArrived: false});
    }
    this.#startOver();
    this.#report({type: 'waiting', submission: this.submission, why, until});
    const waiting = until === null ? untilOnline(device, closing) : this.#pause(until - device.clock.now());
    if (!(await this.#isUninterrupted(run, waiting))) return false;
    if (why === 'rate-limited') {
      this.#context.limit = null;
      await this.#held.change({notBefore: null});
    }
    return true;
  }

  /** Waits. Resolves with `false` if the reader has withdrawn or retried it meanwhile, or the thread was closed. */
  async #isUninterrupted(run: number, waiting: Promise<void>): Promise<boolean> {
    this.isBusy = false;
    await waiting;
    if (this.#context.closing.aborted || this.#run !== run) return false;
    this.isBusy = true;
    return true;
  }

  #pause(ms: number): Promise<void> {
    return pauseFor(this.#context.device.clock, ms, this.#context.closing);
  }

  /** Takes the lock. Resolves with whether another tab has finished it. */
  async #isTakenOver(): Promise<boolean> {
    this.#report({type: 'sending', submission: this.submission});
    await this.#held.lock();
    this.known.isFirstAttempt &&= !this.#held.hasLostLock;
    this.#held.hasLostLock = false;
    return !this.known.isFirstAttempt && (await this.#isFinishedElsewhere());
  }

  /** Asks the backend whether the comment has arrived. */
  async #look(): Promise<'posted' | 'missing' | CommentsError> {
    const found = await this.#context.client.findPosted(this.submission);
    if (found instanceof CommentsError) return found;
    if (!found) return 'missing';
    await this.#markPosted(found.id, found);
    return 'posted';
  }

  /**
   * Looks for the comment of an earlier page. The submission is shown only if there is no such comment, or if the answer takes
   * long, so that both are not shown side by side.
   */
  async #isFoundFirst(): Promise<boolean> {
    const {device, client, closing} = this.#context;
    const {submission} = this;
    let isAnswered = !client.canFindPosted || !device.isOnline();
    void this.#pause(SHOWN_UNCHECKED_AFTER_MS).then(() => {
      if (!isAnswered && !closing.aborted) this.#report({type: 'sending', submission});
    });
    if (!isAnswered && (await this.#look()) === 'posted') return (isAnswered = true);
    isAnswered = true;
    this.#report({type: 'sending', submission});
    return false;
  }

  /** Sends one request, if no other tab has changed the submission. */
  async #send(): Promise<Answer> {
    const {client} = this.#context;
    const wasUncertain = this.#isUncertain || mayHaveArrived(this.submission, this.#situation);
    const {mayHaveArrived: isStoredAsSent} = this.submission.attempt;
    this.known.isConfirmedByReader = false;
    if (!this.known.isFirstAttempt || !isStoredAsSent) {
      const isFirst = !isStoredAsSent && !client.canFindPosted;
      if (!(await this.#held.markSending(isFirst))) return 'again';
    }
    if (this.#held.hasLostLock) return 'again';
    const answer = await client.post(this.submission);
    if (!(answer instanceof CommentsError)) {
      await this.#markPosted(answer.id, answer);
      return 'posted';
    }
    // Another tab may have sent it after this rejection.
    if (this.#held.hasLostLock) return 'again';
    return answer.unanswered ? answer : this.#handleRefusal(answer, wasUncertain);
  }

  /** Stores the rejection. A duplicate of itself has been posted. */
  async #handleRefusal(error: CommentsError, wasUncertain: boolean): Promise<Answer> {
    const {device, client} = this.#context;
    const {submission} = this;
    if (error.code === 'duplicate' && wasUncertain) {
      const found = await client.findPosted(submission);
      const comment = found instanceof CommentsError ? null : found;
      const id = comment?.id ?? error.existingId;
      if (id !== null) {
        await this.#markPosted(id, comment);
        return 'posted';
      }
    }
    const change = afterRefusal(error, wasUncertain, device.clock.now());
    if (change.notBefore) this.#context.limit = change.notBefore;
    const status = submission.status === 'discarded' ? submission.status : undefined;
    return (await this.#held.change(change, status)) ? error : 'again';
  }

  /** Reports that it was published, and stores that. */
  async #markPosted(id: CommentId, comment: Comment | null): Promise<void> {
    // A run that waits to send it must not go on.
    this.#run++;
    this.#report({type: 'posted', submission: this.submission, id, comment});
    await this.#held.finish('posted', id);
    this.#end();
  }

  /** Whether another tab has finished it in the meantime; if so, reports the result. */
  async #isFinishedElsewhere(): Promise<boolean> {
    const stored = await this.#held.checkStored();
    if (stored) await this.#reportFinished(stored);
    return stored !== null;
  }

  /** Reports the result from the stored record. */
  async #reportFinished({status, commentId: id}: Submission): Promise<Outcome> {
    this.#end();
    const {submission} = this;
    const isPosted = status === 'posted' && id !== null;
    const found = isPosted ? await this.#context.client.findPosted(submission) : null;
    const comment = found instanceof CommentsError ? null : found;
    const outcome: Outcome = isPosted
      ? {type: 'posted', submission, id, comment}
      : {type: 'ended', submission, commentId: null};
    this.#report(outcome);
    return outcome;
  }
}
