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

/** What all submissions of one thread and reader share. */
export interface ActiveContext {
  readonly device: Device;
  readonly records: SubmissionRecords;
  /** Aborts when the thread is closed. */
  readonly closing: AbortSignal;
  /** Resolves when the page leaves the back/forward cache; `null` while it is not in it. */
  readonly suspended: () => Promise<void> | null;
  /** Aborts when the page enters the cache or is closed; a new one each time it is restored. */
  readonly awake: () => AbortSignal;
}

/** A submission that this tab is sending: its record, its state, and this tab's lock. */
export class ActiveSubmission {
  submission: StartedSubmission;
  inForm = false;
  /** A step is running. A submission that only waits can be withdrawn. */
  isBusy = true;
  /** Incremented by each run; a run that has waited stops if there is a later one. */
  run = 0;
  tries = 0;
  isFirstAttempt = false;
  isNotFound = false;
  isFromEarlierPage = false;
  needsConfirmation = false;
  isConfirmedByReader = false;
  /** This tab has released its lock in the meantime: another tab may have sent it. */
  hasLostLock = false;
  /** The device stores it as started. */
  isStored = false;
  readonly #context: ActiveContext;
  #release: (() => void) | null = null;
  #isPersisted = true;

  constructor(context: ActiveContext, submission: StartedSubmission) {
    this.#context = context;
    this.submission = submission;
  }

  /** Stores it with a change. Resolves with `false` if another tab has finished or changed it in the meantime. */
  async store(change: Partial<Attempt>, status?: Submission['status']): Promise<boolean> {
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
    if (this.#isPersisted && isCurrent) this.isStored = true;
    return isCurrent;
  }

  /** Tries again synchronously to store what is not stored yet, when the page is hidden or closed. */
  flushSync(): void {
    if (!this.#isPersisted) this.#isPersisted = this.#context.records.putSync(this.submission);
  }

  /**
   * Stores that it is being sent, for a backend that cannot be asked. If that fails, the stored record is removed: otherwise it
   * would be sent twice after a crash.
   */
  async storeSending(): Promise<boolean> {
    const wasStored = this.isStored;
    const isCurrent = await this.store({mayHaveArrived: true});
    if (!this.#isPersisted && wasStored) await this.#context.records.remove(this.submission);
    return isCurrent;
  }

  /** Stores its final status. */
  async finish(status: 'posted' | 'discarded', commentId: string | null = null): Promise<void> {
    const {records, device} = this.#context;
    const {submission} = this;
    await records.change(submission, (stored) => {
      const order = Math.max(stored?.order ?? 0, submission.order);
      const certain = {...submission, order, attempt: {...submission.attempt, mayHaveArrived: false}};
      return {...finished(certain, status, device.clock.now()), commentId};
    });
  }

  /** Reads the stored record; resolves with it if another tab has finished or withdrawn the submission, else with `null`. */
  async checkStored(): Promise<Submission | null> {
    const stored = await this.#context.records.read(this.submission);
    if (!stored || stored.order <= this.submission.order) return stored?.status === 'posted' ? stored : null;
    if (!isStarted(stored)) return stored;
    this.submission = stored;
    return null;
  }

  /** Waits for this tab's lock. Continues without one if the device has no locks. */
  async lock(): Promise<void> {
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

  unlock(): void {
    this.hasLostLock = true;
    this.#release?.();
    this.#release = null;
  }

  get #isLocked(): boolean {
    return this.#release !== null;
  }
}
