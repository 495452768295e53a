import type {Comment, CommentId, NewComment} from '../../model/comment.js';
import {CommentsError} from '../../model/errors.js';
import {pauseFor} from '../../storage/clock.js';
import {submissionKey} from '../../storage/stored-submission.js';
import {untilOnline, type Device} from '../device.js';
import type {Outcome, PostedEvent, SubmissionEvent} from './outcome.js';
import type {PostClient} from './post-client.js';
import {
  afterRefusal,
  mayHaveArrived,
  nextStep,
  pauseAfter,
  statusOf,
  type Situation,
  type Step,
  type TabKnowledge,
} from './steps.js';
import {
  finished,
  isStarted,
  type Attempt,
  type Limit,
  type StartedSubmission,
  type Submission,
} from './submission.js';
import type {SubmissionRecords} from './submission-records.js';

/** A submission of an earlier page is shown without the backend's answer after this time. */
const SHOWN_UNCHECKED_AFTER_MS = 1_000;
/** A closed page's request may still be in flight; the backend is asked after this time. */
const IN_FLIGHT_WAIT_MS = 1_500;
/** A submission that is older is not sent without asking the reader, who may have forgotten it. */
const MAX_AUTOMATIC_AGE_MS = 7 * 24 * 60 * 60_000;

/** What the submissions of one thread and reader share. */
export interface SendingContext {
  readonly device: Device;
  readonly records: SubmissionRecords;
  readonly client: PostClient;
  readonly listener: (event: SubmissionEvent) => void;
  /** Aborts when the thread is closed. */
  readonly closing: AbortSignal;
  /** Resolves when the page leaves the back/forward cache; `null` while it is not in it. */
  readonly suspended: () => Promise<void> | null;
  /** Aborts when the page enters the cache or is closed; a new one each time it is restored. */
  readonly awake: () => AbortSignal;
  /** This tab does not send it any longer. */
  readonly remove: (sender: Sender) => void;
  /** The rate limit of all submissions. */
  limit: Limit | null;
}

/**
 * Sends one submission from this tab: stores each state before acting on it, and runs the steps of `nextStep` under the tab's lock
 * until the submission is finished or the reader must decide. Never rejects or throws.
 */
export class Sender {
  submission: StartedSubmission;
  readonly known: TabKnowledge;
  /** A step is running. A submission that only waits can be withdrawn. */
  isBusy = true;
  readonly #context: SendingContext;
  /** Incremented by each run and at the end; a run that has waited stops if it is not the last one. */
  #run = 0;
  #tries = 0;
  /** It may have been sent before this run. */
  #isUncertain = false;
  /** Resolves the run with the first outcome that the reader can see. */
  #settle: (outcome: Outcome) => void = () => undefined;
  /** This tab has released its lock in the meantime: another tab may have sent it. */
  #hasLostLock = false;
  #release: (() => void) | null = null;
  /** The device stores it as started. */
  #isStored: boolean;
  /** Whether the last change outlives the page. */
  #isPersisted = true;

  /** `isStored`: it is resumed from the device, which an earlier page or another tab has stored. */
  constructor(
    context: SendingContext,
    submission: StartedSubmission,
    {inForm = false, isStored = false}: {inForm?: boolean; isStored?: boolean} = {},
  ) {
    this.#context = context;
    this.submission = submission;
    this.#isStored = isStored;
    this.known = {
      inForm,
      isFirstAttempt: false,
      isNotFound: false,
      isFromEarlierPage: isStored,
      needsConfirmation: false,
      isConfirmedByReader: false,
    };
  }

  /** Sends a new submission. `isUncertain`: it may have been sent before, although the device has no record of that. */
  async post(isUncertain: boolean): Promise<Outcome | null> {
    const {records, client} = this.#context;
    this.#report({type: 'sending', submission: this.submission});
    await this.#lock();
    this.#hasLostLock = false;
    const stored = await records.read(this.submission);
    if (stored?.status === 'posted') return this.#reportFinished(stored);
    const {replaces = [], order = 0, attempt} = stored ?? {};
    const wasSent = isUncertain || attempt?.mayHaveArrived === true;
    const {submission} = this;
    // Also where nothing can be sent at the moment.
    const mayHaveArrived = wasSent || submission.attempt.mayHaveArrived;
    this.submission = {...submission, replaces, order, attempt: {...submission.attempt, mayHaveArrived}};
    // An earlier page may have sent it without being able to store that.
    const isFromEarlierPage = stored !== null && !records.isCreatedHere(stored.id);
    this.known.isFromEarlierPage = isFromEarlierPage;
    await this.#store({});
    return this.#runSteps(!wasSent && !(isFromEarlierPage && client.canFindPosted), wasSent);
  }

  /** Resumes a submission of an earlier page, or of a tab that has ended. */
  async resume(): Promise<void> {
    const {closing, device} = this.#context;
    await this.#lock();
    let stored = await this.#checkStored();
    if (!stored && this.submission.attempt.mayHaveArrived) {
      const found = await this.#findPostedFirst();
      if (found) {
        await this.#markPosted(found.id, found);
        return;
      }
      await this.#pause(IN_FLIGHT_WAIT_MS);
      stored = await this.#checkStored();
    }
    const {submission} = this;
    if (stored || closing.aborted) {
      this.#end();
      if (stored) this.#report({type: 'ended', submission});
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
    this.submission = {
      ...this.submission,
      attempt: {...rest, ...(guest && {guest}), ...(policyVersion !== undefined && {policyVersion})},
    };
    await this.#store({errorCode: null});
    return this.#runSteps();
  }

  /** Makes it a draft again: see `Submissions.withdraw`. */
  async withdraw(): Promise<Submission | null> {
    const {client} = this.#context;
    if (this.isBusy) return null;
    this.isBusy = true;
    const wasRunning = this.#run++ > 0;
    await this.#lock();
    if (await this.#isFinishedElsewhere()) return null;
    const {submission} = this;
    if (submission.attempt.mayHaveArrived && client.canFindPosted) {
      const found = await client.findPosted(submission);
      if (found instanceof CommentsError) {
        this.isBusy = false;
        // Continues the run that waited to send it.
        if (!this.known.inForm && submission.attempt.errorCode === null && wasRunning) void this.#runSteps();
        return null;
      }
      if (found) {
        await this.#markPosted(found.id, found);
        return null;
      }
    }
    await this.#store({errorCode: null}, 'draft');
    this.#end();
    this.#report({type: 'ended', submission});
    return this.submission;
  }

  /** Gives it up: it is not sent again, and shown only if it has arrived. */
  async supersede(): Promise<void> {
    if (this.isBusy) return;
    this.isBusy = true;
    this.known.inForm = false;
    this.#tries = 0;
    await this.#store({}, 'discarded');
    await this.#runSteps();
  }

  /** Checks whether a stopped submission has arrived late. */
  async recheck(): Promise<void> {
    const {client} = this.#context;
    const {submission} = this;
    if (this.isBusy || this.known.inForm || !submission.attempt.mayHaveArrived || !client.canFindPosted)
      return;
    this.isBusy = true;
    const found = await client.findPosted(submission);
    this.isBusy = false;
    if (!found || found instanceof CommentsError) return;
    this.#run++;
    await this.#markPosted(found.id, found);
  }

  /** The page enters the back/forward cache, or is closed: stores what is not stored, and releases the lock. */
  suspend(): void {
    if (!this.#isPersisted) this.#isPersisted = this.#context.records.putSync(this.submission);
    this.#unlock();
  }

  /** The page is restored from the cache: applies what another tab has done meanwhile. */
  async catchUp(): Promise<void> {
    if (this.isBusy) return;
    await this.#lock();
    if (!this.isBusy) await this.#isFinishedElsewhere();
  }

  /** The thread was closed. A running request continues. */
  close(): void {
    if (!this.isBusy) this.#unlock();
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
    this.#unlock();
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
        await this.#finish('discarded');
        this.#end();
        this.#report({type: 'ended', submission: this.submission});
        return;
      }
      if (step.do === 'ask') {
        known.needsConfirmation = true;
        known.isConfirmedByReader = false;
        this.#fail(step.error);
        return;
      }
      const result = step.do === 'look' ? await this.#look() : await this.#send();
      if (result === 'looked') continue;
      if (result !== 'again' && !(result instanceof CommentsError)) {
        await this.#markPosted(result.id, result.comment);
        return;
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
      if (this.known.isFirstAttempt) await this.#store({mayHaveArrived: false});
    }
    this.#startOver();
    this.#report({type: 'waiting', submission: this.submission, why, until});
    const waiting = until === null ? untilOnline(device, closing) : this.#pause(until - device.clock.now());
    if (!(await this.#isUninterrupted(run, waiting))) return false;
    if (why === 'rate-limited') {
      this.#context.limit = null;
      await this.#store({notBefore: null});
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
    await this.#lock();
    this.known.isFirstAttempt &&= !this.#hasLostLock;
    this.#hasLostLock = false;
    return !this.known.isFirstAttempt && (await this.#isFinishedElsewhere());
  }

  /** Asks the backend whether the comment has arrived. */
  async #look(): Promise<PostedEvent | CommentsError | 'looked'> {
    const {submission} = this;
    const found = await this.#context.client.findPosted(submission);
    this.known.isNotFound = true;
    if (found instanceof CommentsError) return found;
    return found ? {type: 'posted', submission, id: found.id, comment: found} : 'looked';
  }

  /** Sends one request. `again`: another tab may have changed the submission, so the next step must be determined anew. */
  async #send(): Promise<PostedEvent | CommentsError | 'again'> {
    const {client} = this.#context;
    const wasUncertain = this.#isUncertain || mayHaveArrived(this.submission, this.#situation);
    const {mayHaveArrived: isStoredAsSent} = this.submission.attempt;
    this.known.isConfirmedByReader = false;
    if (!this.known.isFirstAttempt || !isStoredAsSent) {
      const isFirst = !isStoredAsSent && !client.canFindPosted;
      if (!(await this.#storeSending(isFirst))) return 'again';
    }
    if (this.#hasLostLock) return 'again';
    const answer = await client.post(this.submission);
    const {submission} = this;
    if (!(answer instanceof CommentsError))
      return {type: 'posted', submission, id: answer.id, comment: answer};
    // Another tab may have sent it after this rejection.
    if (this.#hasLostLock) return 'again';
    return (await this.#storeRefusal(answer, wasUncertain)) ?? answer;
  }

  /** Stores the rejection. For a duplicate of itself, resolves with the published comment. */
  async #storeRefusal(error: CommentsError, wasUncertain: boolean): Promise<PostedEvent | 'again' | null> {
    if (error.unanswered) return null;
    const {device, client} = this.#context;
    const {submission} = this;
    if (error.code === 'duplicate' && wasUncertain) {
      const found = await client.findPosted(submission);
      const comment = found instanceof CommentsError ? null : found;
      const id = comment?.id ?? error.existingId;
      if (id !== null) return {type: 'posted', submission, id, comment};
    }
    const change = afterRefusal(error, wasUncertain, device.clock.now());
    if (change.notBefore) this.#context.limit = change.notBefore;
    const status = submission.status === 'discarded' ? submission.status : undefined;
    return (await this.#store(change, status)) ? null : 'again';
  }

  /**
   * The published comment of an earlier page's submission, or `null`. The submission is shown only if there is no such comment,
   * or if the answer takes long, so that both are not shown side by side.
   */
  async #findPostedFirst(): Promise<Comment | null> {
    const {device, client, closing} = this.#context;
    const {submission} = this;
    let isAnswered = !client.canFindPosted || !device.isOnline();
    void this.#pause(SHOWN_UNCHECKED_AFTER_MS).then(() => {
      if (!isAnswered && !closing.aborted) this.#report({type: 'sending', submission});
    });
    const found = isAnswered ? null : await client.findPosted(submission);
    isAnswered = true;
    if (found && !(found instanceof CommentsError)) return found;
    this.#report({type: 'sending', submission});
    return null;
  }

  // The stored record, and the lock

  /** Stores it with a change. Resolves with `false` if another tab has finished or changed it in the meantime. */
  async #store(change: Partial<Attempt>, status?: Submission['status']): Promise<boolean> {
    const {submission} = this;
    const before = submission.order;
    const attempt = {...submission.attempt, ...change};
    const next = {...submission, attempt, status: status ?? statusOf(attempt), order: before + 1};
    this.submission = next;
    let isCurrent = true;
    this.#isPersisted = await this.#context.records.change(submission, (stored) => {
      // A frozen page, or a storage that had timed out, may finish much later.
      isCurrent = (stored?.order ?? 0) <= before;
      return isCurrent ? next : stored;
    });
    if (this.#isPersisted && isCurrent) this.#isStored = true;
    return isCurrent;
  }

  /**
   * Stores that it is being sent. If that fails for the first request to a backend that cannot be asked (`isFirst`), the stored record is
   * removed: otherwise it would be sent twice after a crash.
   */
  async #storeSending(isFirst: boolean): Promise<boolean> {
    const wasStored = this.#isStored;
    const isCurrent = await this.#store({mayHaveArrived: true});
    if (isFirst && !this.#isPersisted && wasStored) await this.#context.records.remove(this.submission);
    return isCurrent;
  }

  /** Reports that it was published, and stores that. */
  async #markPosted(id: CommentId, comment: Comment | null): Promise<void> {
    this.#report({type: 'posted', submission: this.submission, id, comment});
    await this.#finish('posted', id);
    this.#end();
  }

  /** Stores its final status. */
  async #finish(status: 'posted' | 'discarded', commentId: string | null = null): Promise<void> {
    const {records, device} = this.#context;
    const {submission} = this;
    await records.change(submission, (stored) => {
      const order = Math.max(stored?.order ?? 0, submission.order);
      const certain = {...submission, order, attempt: {...submission.attempt, mayHaveArrived: false}};
      return {...finished(certain, status, device.clock.now()), commentId};
    });
  }

  /** Reads the stored record; resolves with it if another tab has finished or withdrawn the submission, else with `null`. */
  async #checkStored(): Promise<Submission | null> {
    const stored = await this.#context.records.read(this.submission);
    if (!stored || stored.order <= this.submission.order) return stored?.status === 'posted' ? stored : null;
    if (!isStarted(stored)) return stored;
    this.submission = stored;
    return null;
  }

  /** Whether another tab has finished it in the meantime; if so, reports the result. */
  async #isFinishedElsewhere(): Promise<boolean> {
    const stored = await this.#checkStored();
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
      : {type: 'ended', submission};
    this.#report(outcome);
    return outcome;
  }

  /** Waits for this tab's lock. Continues without one if the device has no locks. */
  async #lock(): Promise<void> {
    const {device, closing, suspended, awake} = this.#context;
    while (!this.#release && !closing.aborted) {
      await suspended();
      const signal = awake();
      // A page in the cache must leave the queue, because it cannot use the lock.
      const release = await device.tabLock.acquire(submissionKey(this.submission), signal).catch(() => null);
      if (!release && signal.aborted) continue;
      if (!release) return;
      if (!suspended() && !this.#isLocked) this.#release = release;
      else release();
    }
  }

  get #isLocked(): boolean {
    return this.#release !== null;
  }

  #unlock(): void {
    this.#hasLostLock = true;
    this.#release?.();
    this.#release = null;
  }
}
