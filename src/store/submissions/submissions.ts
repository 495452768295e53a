import type {CommentsAdapter} from '../../model/adapter.js';
import type {NewComment} from '../../model/comment.js';
import type {ThreadRef} from '../../model/thread.js';
import type {Device} from '../device.js';
import type {Outcome, SubmissionEvent} from './outcome.js';
import {PostClient} from './post-client.js';
import {Sender, type SendingContext} from './sender.js';
import {isStarted, remainingMs, type Scope, type StartedSubmission, type Submission} from './submission.js';
import {isAbout, SubmissionRecords} from './submission-records.js';

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
  readonly #context: SendingContext;
  readonly #scope: Scope;
  /** The submissions that this tab is sending, by id. */
  readonly #senders = new Map<string, Sender>();
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
    this.#scope = {site, pageId, viewerId};
    this.#context = {
      device,
      records: SubmissionRecords.of(device),
      client: new PostClient(adapter, thread, device.clock),
      listener,
      closing: this.#closing.signal,
      suspended: () => this.#suspension?.over ?? null,
      awake: () => this.#awake.signal,
      remove: (sender) => {
        const {id} = sender.submission;
        if (this.#senders.get(id) === sender) this.#senders.delete(id);
      },
      limit: null,
    };
    this.#stopListening = device.channel.listen((message) => {
      if (isAbout(message, this.#scope) && !message.isDraft) void this.resumePending();
    });
  }

  /** Posts a comment, or retries it if its id is known. Resolves with the first event that the reader can see. */
  async post({id, draft, authorName, inForm, mayHaveArrived}: NewSubmission): Promise<Outcome | null> {
    const known = this.#senders.get(id);
    if (known) return known.retry(draft);
    const {device, limit} = this.#context;
    const now = device.clock.now();
    const {parentId, body, guest, policyVersion} = draft;
    const submission: StartedSubmission = {
      id,
      place: {...this.#scope, parentId},
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
        mayHaveArrived: device.isOnline() && remainingMs(limit, now) === 0,
        errorCode: null,
        notBefore: null,
        authorName,
        ...(guest && {guest}),
        ...(policyVersion !== undefined && {policyVersion}),
      },
      commentId: null,
    };
    return this.#add(new Sender(this.#context, submission, {inForm})).post(mayHaveArrived);
  }

  /**
   * Retries a submission that waits or has failed, with the current policy version. Resolves with `null` if it is being sent or
   * unknown.
   */
  async retry(id: string): Promise<Outcome | null> {
    return (await this.#senders.get(id)?.retry()) ?? null;
  }

  /**
   * Withdraws a submission: it becomes a draft again. Resolves with `null` if it cannot be withdrawn: it is being sent, has
   * arrived, or the backend cannot be asked at the moment.
   */
  async withdraw(id: string): Promise<Submission | null> {
    return (await this.#senders.get(id)?.withdraw()) ?? null;
  }

  /** Gives up a submission for another text or name: it is not sent again, and shown only if it has arrived. */
  async supersede(id: string): Promise<void> {
    await this.#senders.get(id)?.supersede();
  }

  /** Detaches a submission from its form, which has another text by now: its result is shown in the list. */
  detach(id: string): void {
    const sender = this.#senders.get(id);
    if (sender) sender.known.inForm = false;
  }

  /**
   * Resumes every submission of this thread and reader that no other tab is sending, now or when that tab ends, and checks
   * again whether stopped ones have arrived.
   */
  async resumePending(): Promise<void> {
    const stored = await this.#context.records.list(this.#scope);
    if (this.#closing.signal.aborted) return;
    for (const sender of [...this.#senders.values()]) void sender.recheck();
    for (const submission of stored) {
      const {id, status, attempt, doubtedAt} = submission;
      const isPending = isStarted(submission) || (status === 'discarded' && attempt?.mayHaveArrived === true);
      if (!isPending || doubtedAt !== undefined || this.#senders.has(id)) continue;
      void this.#add(new Sender(this.#context, submission as StartedSubmission, {isStored: true})).resume();
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
    for (const sender of this.#senders.values()) sender.suspend();
  }

  /** The page is restored from the cache: applies what other tabs have done meanwhile. */
  async resume(): Promise<void> {
    if (this.#suspension && !this.#closing.signal.aborted) this.#awake = new AbortController();
    this.#suspension?.end();
    this.#suspension = null;
    for (const sender of [...this.#senders.values()]) await sender.catchUp();
    await this.resumePending();
  }

  /** Ends this instance. A running request continues; the next page resumes the other submissions. */
  close(): void {
    this.#closing.abort();
    this.#awake.abort();
    this.#stopListening();
    this.#suspension?.end();
    for (const sender of this.#senders.values()) sender.close();
  }

  #add(sender: Sender): Sender {
    this.#senders.set(sender.submission.id, sender);
    return sender;
  }
}
