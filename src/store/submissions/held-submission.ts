import type {CommentId} from '../../model/comment.js';
import {submissionKey} from '../../storage/stored-submission.js';
import type {Device} from '../device.js';
import {statusOf} from './steps.js';
import {finished, isStarted, type Attempt, type StartedSubmission, type Submission} from './submission.js';
import type {SubmissionRecords} from './submission-records.js';

/** What the submissions that a page holds have in common. */
export interface HoldingContext {
  readonly device: Device;
  readonly records: SubmissionRecords;
  /** Aborts when the thread is closed. */
  readonly closing: AbortSignal;
  /** Resolves when the page leaves the back/forward cache; `null` while it is not in it. */
  readonly suspended: () => Promise<void> | null;
  /** Aborts when the page enters the cache or is closed; a new one each time it is restored. */
  readonly awake: () => AbortSignal;
}

/**
 * One submission as this tab holds it: its record, which no change overwrites that another tab has made since, and the lock that
 * one tab at a time has. Never rejects or throws.
 */
export class HeldSubmission {
  submission: StartedSubmission;
  /** This tab has released its lock in the meantime: another tab may have sent it. */
  hasLostLock = false;
  readonly #context: HoldingContext;
  #release: (() => void) | null = null;
  /** The device stores it as started. */
  #isStored: boolean;
  /** Whether the last change outlives the page. */
  #isPersisted = true;

  /** `isStored`: an earlier page or another tab has stored it. */
  constructor(context: HoldingContext, submission: StartedSubmission, isStored: boolean) {
    this.#context = context;
    this.submission = submission;
    this.#isStored = isStored;
  }

  /** Stores it with a change. Resolves with `false` if another tab has finished or changed it in the meantime. */
  async change(change: Partial<Attempt>, status?: Submission['status']): Promise<boolean> {
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
  async markSending(isFirst: boolean): Promise<boolean> {
    const wasStored = this.#isStored;
    const isCurrent = await this.change({mayHaveArrived: true});
    if (isFirst && !this.#isPersisted && wasStored) await this.#context.records.remove(this.submission);
    return isCurrent;
  }

  /** Stores its final status, whatever other tabs have stored. */
  async finish(status: 'posted' | 'discarded', commentId: CommentId | null = null): Promise<void> {
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

  /** The page enters the back/forward cache, or is closed: stores what is not stored, and releases the lock. */
  suspend(): void {
    if (!this.#isPersisted) this.#isPersisted = this.#context.records.putSync(this.submission);
    this.unlock();
  }

  // Read anew after waiting, which the compiler does not know.
  get #isLocked(): boolean {
    return this.#release !== null;
  }
}
