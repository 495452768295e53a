import type {CommentsAdapter} from '../../model/adapter.js';
import type {Comment, NewComment} from '../../model/comment.js';
import {CommentsError} from '../../model/errors.js';
import type {ThreadRef} from '../../model/thread.js';
import {pauseFor} from '../../storage/clock.js';
import type {Device} from '../device.js';
import type {ActiveContext, ActiveSubmission} from './active-submission.js';
import {ActiveSubmissions} from './active-submissions.js';
import type {Outcome, SubmissionEvent} from './outcome.js';
import {PostClient} from './post-client.js';
import {RetryLoop} from './retry-loop.js';
import {isStarted, type Place, type Scope, type StartedSubmission, type Submission} from './submission.js';
import {isAbout, SubmissionRecords} from './submission-records.js';

/** So long an answer may take before a submission of an earlier page is shown without it. */
const SHOWN_UNCHECKED_AFTER_MS = 1_000;
/** A request that a closing page has left may still be on its way; to ask at once would be too early. */
const IN_FLIGHT_WAIT_MS = 1_500;
/** After so long a reader may not remember; what is that old is not sent without asking. */
const MAX_AUTOMATIC_AGE_MS = 7 * 24 * 60 * 60_000;

/** What a reader posts. */
export interface NewSubmission {
  /** The id of the draft that holds the text. */
  readonly id: string;
  readonly draft: NewComment;
  readonly authorName: string;
  /** A form has the text and shows what becomes of it. */
  readonly inForm: boolean;
  /** It may have been sent under this id before, though the device tells nothing of that. */
  readonly mayHaveArrived: boolean;
}

/**
 * Sends what a reader posts, each comment once. A submission is stored on the device before anything is sent, and until the
 * backend has confirmed it by a comment's id, or the reader has it back; after a reload or a crash it is taken up again.
 * Before one is sent again that may have arrived, the backend is asked (`findPosted`); where it cannot be asked nothing
 * is sent twice unless the reader says so. One tab at a time sends a submission. Nothing here rejects or throws.
 *
 * One serves one thread and one reader.
 */
export class Submissions {
  readonly #client: PostClient;
  readonly #device: Device;
  readonly #records: SubmissionRecords;
  readonly #context: ActiveContext;
  readonly #scope: Scope;
  readonly #listener: (event: SubmissionEvent) => void;
  readonly #active: ActiveSubmissions;
  readonly #loop: RetryLoop;
  readonly #closing = new AbortController();
  readonly #stopListening: () => void;
  #awake = new AbortController();
  /** Settles when the page is back from a cache; `null` while it is not in one. */
  #suspension: {readonly over: Promise<void>; readonly end: () => void} | null = null;

  constructor(
    adapter: CommentsAdapter,
    device: Device,
    thread: ThreadRef,
    viewerId: string | null,
    listener: (event: SubmissionEvent) => void,
  ) {
    const {site, pageId} = thread;
    this.#client = new PostClient(adapter, thread, device.clock);
    this.#device = device;
    this.#records = SubmissionRecords.of(device);
    this.#scope = {site, pageId, viewerId};
    this.#listener = listener;
    this.#context = {
      device,
      records: this.#records,
      closing: this.#closing.signal,
      suspended: () => this.#suspension?.over ?? null,
      awake: () => this.#awake.signal,
    };
    this.#active = new ActiveSubmissions(this.#context, this.#client, listener);
    this.#loop = new RetryLoop(this.#context, this.#client, this.#active, listener);
    this.#stopListening = device.channel.listen((message) => {
      if (isAbout(message, this.#scope) && !message.isDraft) void this.resumePending();
    });
  }

  /** Takes a submission, or, with an id that it has, tries again. Settles as soon as the reader can be told something. */
  async post({
    id,
    draft,
    authorName,
    inForm,
    mayHaveArrived: isUncertain,
  }: NewSubmission): Promise<Outcome | null> {
    if (this.#active.get(id)) return this.retry(id, draft);
    const {clock} = this.#device;
    const now = clock.now();
    const {parentId, body, guest, policyVersion} = draft;
    const place: Place = {...this.#scope, parentId};
    const active = this.#active.add({
      id,
      place,
      text: body.value,
      format: body.format,
      status: 'sending',
      order: 0,
      savedAt: now,
      replaces: [],
      awaitsSignIn: false,
      attempt: {
        startedAt: now,
        // Stored as if it had been sent, so that a crash in the next moment cannot make it go out twice.
        mayHaveArrived: this.#device.isOnline() && !this.#loop.isLimited,
        errorCode: null,
        notBefore: null,
        authorName,
        ...(guest && {guest}),
        ...(policyVersion !== undefined && {policyVersion}),
      },
      commentId: null,
    });
    active.inForm = inForm;
    this.#listener({type: 'sending', submission: active.submission});
    await active.lock();
    active.hasLostLock = false;
    const stored = await this.#records.read(active.submission);
    if (stored?.status === 'posted') return this.#active.reportFinished(active, stored);
    const {replaces = [], order = 0, attempt} = stored ?? {};
    active.submission = {...active.submission, replaces, order};
    // Another page has left it, which may have sent it without being able to store that.
    active.isFromEarlierPage = stored !== null && !this.#records.isCreatedHere(id);
    await active.store({});
    return this.#loop.run(
      active,
      !isUncertain &&
        attempt?.mayHaveArrived !== true &&
        !(active.isFromEarlierPage && this.#client.canFindPosted),
      isUncertain || attempt?.mayHaveArrived === true,
    );
  }

  /**
   * The reader wants one sent that waits or has failed, as it is now: the policy may be another since. `null` when it is
   * being sent, or is no more.
   */
  async retry(id: string, draft?: NewComment): Promise<Outcome | null> {
    const active = this.#active.get(id);
    if (!active || active.isBusy) return null;
    active.isBusy = true;
    active.needsConfirmation = false;
    active.isConfirmedByReader = true;
    active.tries = 0;
    const {attempt} = active.submission;
    // What may have arrived is sent again as it was, or the backend would take it for another.
    const {guest, policyVersion} = attempt.mayHaveArrived || !draft ? attempt : draft;
    const {guest: _, policyVersion: __, ...rest} = attempt;
    active.submission = {
      ...active.submission,
      attempt: {...rest, ...(guest && {guest}), ...(policyVersion !== undefined && {policyVersion})},
    };
    await active.store({errorCode: null});
    return this.#loop.run(active);
  }

  /**
   * Gives a submission back to the reader as a draft. `null` when that cannot be: it is being sent, it has arrived, or
   * whether it has cannot be told just now.
   */
  async withdraw(id: string): Promise<Submission | null> {
    const active = this.#active.get(id);
    if (!active || active.isBusy) return null;
    active.isBusy = true;
    const {run} = active;
    active.run++;
    await active.lock();
    if (await this.#active.isFinishedElsewhere(active)) return null;
    const {submission} = active;
    if (submission.attempt.mayHaveArrived && this.#client.canFindPosted) {
      const found = await this.#client.findPosted(submission);
      if (found instanceof CommentsError) {
        active.isBusy = false;
        // Whoever waited to send it does so again.
        if (!active.inForm && submission.attempt.errorCode === null && run > 0) void this.#loop.run(active);
        return null;
      }
      if (found) {
        await this.#active.markPosted(active, {type: 'posted', submission, id: found.id, comment: found});
        return null;
      }
    }
    await active.store({errorCode: null}, 'draft');
    this.#active.remove(active);
    this.#listener({type: 'ended', submission});
    return active.submission;
  }

  /** The reader goes on with other text, or under another name: this is not sent any more, and shown only if it has arrived. */
  async supersede(id: string): Promise<void> {
    const active = this.#active.get(id);
    if (!active || active.isBusy) return;
    active.isBusy = true;
    active.inForm = false;
    active.tries = 0;
    await active.store({}, 'discarded');
    await this.#loop.run(active);
  }

  /** The form has other text by now: what becomes of this one is shown in the list. */
  detach(id: string): void {
    const active = this.#active.get(id);
    if (active) active.inForm = false;
  }

  /**
   * Takes up every submission of this thread and reader that no living tab is sending, now or when that tab ends, and looks
   * again for those that have stopped.
   */
  async resumePending(): Promise<void> {
    const stored = await this.#records.list(this.#scope);
    if (this.#closing.signal.aborted) return;
    for (const active of this.#active.all) void this.#recheck(active);
    for (const submission of stored) {
      const {id, status, attempt, doubtedAt} = submission;
      const isPending = isStarted(submission) || (status === 'discarded' && attempt?.mayHaveArrived === true);
      if (!isPending || doubtedAt !== undefined || this.#active.get(id) !== undefined) continue;
      void this.#resumeOne(this.#active.add(submission as StartedSubmission));
    }
  }

  /** The page goes into a cache, or away: other tabs may have a turn. */
  suspend(): void {
    if (this.#suspension) return;
    let end = (): void => undefined;
    const over = new Promise<void>((resolve) => {
      end = resolve;
    });
    this.#suspension = {over, end};
    this.#awake.abort();
    for (const active of this.#active.all) {
      active.flushSync();
      active.unlock();
    }
  }

  /** The page is back: what other tabs did meanwhile counts. */
  async resume(): Promise<void> {
    if (this.#suspension && !this.#closing.signal.aborted) this.#awake = new AbortController();
    this.#suspension?.end();
    this.#suspension = null;
    for (const active of this.#active.all) {
      if (active.isBusy) continue;
      await active.lock();
      if (!active.isBusy) await this.#active.isFinishedElsewhere(active);
    }
    await this.resumePending();
  }

  /** Ends what only serves this page. A request on its way goes on; the others are taken up by whoever comes next. */
  close(): void {
    this.#closing.abort();
    this.#awake.abort();
    this.#stopListening();
    this.#suspension?.end();
    for (const active of this.#active.all) if (!active.isBusy) active.unlock();
  }

  async #resumeOne(active: ActiveSubmission): Promise<void> {
    active.isStored = true;
    await active.lock();
    let stored = await active.checkStored();
    if (!stored && active.submission.attempt.mayHaveArrived) {
      const found = await this.#findPostedFirst(active.submission);
      if (found) {
        const {submission} = active;
        await this.#active.markPosted(active, {type: 'posted', submission, id: found.id, comment: found});
        return;
      }
      await this.#pause(IN_FLIGHT_WAIT_MS);
      stored = await active.checkStored();
    }
    if (stored || this.#closing.signal.aborted) {
      this.#active.remove(active);
      if (stored) this.#listener({type: 'ended', submission: active.submission});
      return;
    }
    const {errorCode, startedAt} = active.submission.attempt;
    active.isFromEarlierPage = true;
    active.needsConfirmation = this.#device.clock.now() - startedAt > MAX_AUTOMATIC_AGE_MS;
    if (errorCode === null || active.submission.status === 'discarded') {
      await this.#loop.run(active);
      return;
    }
    active.isBusy = false;
    this.#listener(this.#loop.failure(active, new CommentsError(errorCode)));
  }

  /**
   * The comment that a submission of an earlier page has become already. It is shown as long as there is none, and not beside
   * it: only when the answer takes long.
   */
  async #findPostedFirst(submission: StartedSubmission): Promise<Comment | null> {
    let isAnswered = !this.#client.canFindPosted || !this.#device.isOnline();
    const show = (): void => {
      this.#listener({type: 'sending', submission});
    };
    void this.#pause(SHOWN_UNCHECKED_AFTER_MS).then(() => {
      if (!isAnswered && !this.#closing.signal.aborted) show();
    });
    const found = isAnswered ? null : await this.#client.findPosted(submission);
    isAnswered = true;
    if (found && !(found instanceof CommentsError)) return found;
    show();
    return null;
  }

  /** What has stopped may have arrived late. */
  async #recheck(active: ActiveSubmission): Promise<void> {
    const {submission} = active;
    if (active.isBusy || active.inForm || !submission.attempt.mayHaveArrived || !this.#client.canFindPosted)
      return;
    active.isBusy = true;
    const found = await this.#client.findPosted(submission);
    active.isBusy = false;
    if (!found || found instanceof CommentsError) return;
    active.run++;
    await this.#active.markPosted(active, {type: 'posted', submission, id: found.id, comment: found});
  }

  #pause(ms: number): Promise<void> {
    return pauseFor(this.#device.clock, ms, this.#closing.signal);
  }
}
