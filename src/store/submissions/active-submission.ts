import type {Device} from '../device.js';
import type {SubmissionRecords} from './submission-records.js';
import {statusOf} from './steps.js';
import {
  isStarted,
  finished,
  submissionKey,
  type Attempt,
  type StartedSubmission,
  type Submission,
} from './submission.js';

/** What the submissions of one thread and reader have in common. */
export interface ActiveContext {
  readonly device: Device;
  readonly records: SubmissionRecords;
  /** Aborts when the page needs them no more. */
  readonly closing: AbortSignal;
  /** Settles when the page is back from a cache; `null` while it is in none. */
  readonly suspended: () => Promise<void> | null;
  /** Aborts when the page goes into a cache, or is closed; another one each time that it is back. */
  readonly awake: () => AbortSignal;
}

/** A submission that this tab is sending: what is known of it, what is stored of it, and this tab's lock. */
export class ActiveSubmission {
  submission: StartedSubmission;
  inForm = false;
  /** Something is done with it just now; one that only waits can be taken back. */
  isBusy = true;
  /** Counts who runs it: whoever waited and finds a later run leaves it to that. */
  run = 0;
  tries = 0;
  isFirstAttempt = false;
  isNotFound = false;
  isFromEarlierPage = false;
  needsConfirmation = false;
  isConfirmedByReader = false;
  /** This tab has given its lock away in the meantime: another one may have sent it. */
  hasLostLock = false;
  /** The device has it as one that is on its way. */
  isStored = false;
  readonly #context: ActiveContext;
  #release: (() => void) | null = null;
  #isPersisted = true;

  constructor(context: ActiveContext, submission: StartedSubmission) {
    this.#context = context;
    this.submission = submission;
  }

  /** Stores it with a change; false when another tab has settled it, or has changed it in the meantime. */
  async store(change: Partial<Attempt>, status?: Submission['status']): Promise<boolean> {
    const {submission} = this;
    const before = submission.order;
    const attempt = {...submission.attempt, ...change};
    const next = {...submission, attempt, status: status ?? statusOf(attempt), order: before + 1};
    this.submission = next;
    let isCurrent = true;
    this.#isPersisted = await this.#context.records.change(submission, (stored) => {
      // A page that was frozen, or a storage that was given up as silent, may do its work long after.
      isCurrent = (stored?.order ?? 0) <= before;
      return isCurrent ? next : stored;
    });
    if (this.#isPersisted && isCurrent) this.isStored = true;
    return isCurrent;
  }

  /** The page is hidden or goes: what the device has not taken so far is offered to it once more. */
  flushSync(): void {
    if (!this.#isPersisted) this.#isPersisted = this.#context.records.putSync(this.submission);
  }

  /**
   * Stores that it is being sent, where the backend cannot be asked: where that can not be stored, the device must not say
   * that it is still to be sent, or it would go out twice after a crash.
   */
  async storeSending(): Promise<boolean> {
    const wasStored = this.isStored;
    const isCurrent = await this.store({mayHaveArrived: true});
    if (!this.#isPersisted && wasStored) await this.#context.records.remove(this.submission);
    return isCurrent;
  }

  /** Leaves a mark of what became of it. */
  async finish(status: 'posted' | 'discarded', commentId: string | null = null): Promise<void> {
    const {records, device} = this.#context;
    const {submission} = this;
    await records.change(submission, (stored) => {
      const order = Math.max(stored?.order ?? 0, submission.order);
      const certain = {...submission, order, attempt: {...submission.attempt, mayHaveArrived: false}};
      return {...finished(certain, status, device.clock.now()), commentId};
    });
  }

  /** Looks what is stored of it now; gives what became of it if another tab has settled it or taken it back. */
  async checkStored(): Promise<Submission | null> {
    const stored = await this.#context.records.read(this.submission);
    if (!stored || stored.order <= this.submission.order) return stored?.status === 'posted' ? stored : null;
    if (!isStarted(stored)) return stored;
    this.submission = stored;
    return null;
  }

  /** Waits for this tab's lock. A device that has none to give has to do without. */
  async lock(): Promise<void> {
    const {device, closing, suspended, awake} = this.#context;
    while (!this.#release && !closing.aborted) {
      await suspended();
      const signal = awake();
      // A page in a cache must not be in the queue: its turn would come while it cannot take it.
      const release = await device.tabLock.acquire(submissionKey(this.submission), signal).catch(() => null);
      if (!release && signal.aborted) continue;
      if (!release) return;
      if (!suspended() && !this.#isLocked) this.#release = release;
      else release();
    }
  }

  unlock(): void {
    this.hasLostLock = true;
    this.#release?.();
    this.#release = null;
  }

  get #isLocked(): boolean {
    return this.#release !== null;
  }
}
