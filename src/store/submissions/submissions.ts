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

/** A submission of an earlier page is shown without the backend's answer after this time. */
const SHOWN_UNCHECKED_AFTER_MS = 1_000;
/** A closed page's request may still be in flight; the backend is asked after this time. */
const IN_FLIGHT_WAIT_MS = 1_500;
/** A submission that is older is not sent without asking the reader, who may have forgotten it. */
const MAX_AUTOMATIC_AGE_MS = 7 * 24 * 60 * 60_000;

/** A comment to post. */
export interface NewSubmission {
  /** The id of the draft that holds the text. */
  readonly id: string;
  readonly draft: NewComment;
  readonly authorName: string;
  /** A form has the text and shows the result. */
  readonly inForm: boolean;
  /** It may have been sent with this id before, although the device has no record of that. */
  readonly mayHaveArrived: boolean;
}

/**
 * Posts each comment once. A submission is stored on the device before it is sent, until the backend has confirmed it by a
 * comment's id or the reader has withdrawn it. It is resumed after a reload or a crash. Before a submission that may have
 * arrived is sent again, the backend is asked (`findPosted`); if it cannot be asked, nothing is sent twice without the
 * reader's consent. One tab at a time sends a submission. Never rejects or throws.
 *
 * One instance per thread and reader.
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
  /** Resolves when the page leaves the back/forward cache; `null` while it is not in it. */
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

  /** Posts a comment, or retries it if its id is known. Resolves with the first event that the reader can see. */
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
        // Stored as sent, so that it is not sent twice after a crash.
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
    // An earlier page may have sent it without being able to store that.
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
   * Retries a submission that waits or has failed, with the current policy version. Resolves with `null` if it is being sent or
   * unknown.
   */
  async retry(id: string, draft?: NewComment): Promise<Outcome | null> {
    const active = this.#active.get(id);
    if (!active || active.isBusy) return null;
    active.isBusy = true;
    active.needsConfirmation = false;
    active.isConfirmedByReader = true;
    active.tries = 0;
    const {attempt} = active.submission;
    // A submission that may have arrived is sent unchanged, or the backend would treat it as another one.
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
   * Withdraws a submission: it becomes a draft again. Resolves with `null` if it cannot be withdrawn: it is being sent, has
   * arrived, or the backend cannot be asked at the moment.
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
        // Continues the run that waited to send it.
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

  /** Gives up a submission for another text or name: it is not sent again, and shown only if it has arrived. */
  async supersede(id: string): Promise<void> {
    const active = this.#active.get(id);
    if (!active || active.isBusy) return;
    active.isBusy = true;
    active.inForm = false;
    active.tries = 0;
    await active.store({}, 'discarded');
    await this.#loop.run(active);
  }

  /** Detaches a submission from its form, which has another text by now: its result is shown in the list. */
  detach(id: string): void {
    const active = this.#active.get(id);
    if (active) active.inForm = false;
  }

  /**
   * Resumes every submission of this thread and reader that no other tab is sending, now or when that tab ends, and checks
   * again whether stopped ones have arrived.
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

  /** The page enters the back/forward cache, or is closed: releases the locks to other tabs. */
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

  /** The page is restored from the cache: applies what other tabs have done meanwhile. */
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

  /** Ends this instance. A running request continues; the next page resumes the other submissions. */
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
   * The published comment of an earlier page's submission, or `null`. The submission is shown only if there is no such comment,
   * or if the answer takes long, so that both are not shown side by side.
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

  /** Checks whether a stopped submission has arrived late. */
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
