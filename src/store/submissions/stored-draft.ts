import type {BodyFormat} from '../../model/comment.js';
import {isAbout, type SubmissionRecords} from './submission-records.js';
import {doesReplace, finished, type Place, type Submission} from './submission.js';

/** The delay of saving after the last key press. */
const SAVE_DELAY_MS = 500;
/** The most replaced records that a record lists. */
const MAX_REPLACED = 20;

/** The callbacks of the form. */
export interface StoredDraftListener {
  /** The text is stored. `isPersisted`: it outlives the page; `others`: the number of other drafts at this position. */
  saved(isPersisted: boolean, others: number): void;
  /** This text was posted in another tab. */
  posted(): void;
  /** A later record replaces this one, which was sent and is obsolete. */
  replaced(submission: Submission): void;
}

/** A restored draft. */
export interface FoundDraft {
  readonly text: string;
  /** The number of other drafts, from other tabs. */
  readonly others: number;
}

/**
 * Stores the text of one form at one position: half a second after the last key press, and synchronously when the page is
 * hidden or closed. Never rejects or throws.
 */
export class StoredDraft {
  readonly #records: SubmissionRecords;
  readonly #listener: StoredDraftListener;
  readonly #stopListening: () => void;
  #place: Place;
  #format: BodyFormat = 'text';
  #text = '';
  /** The record that was stored last, or is being stored. */
  #record: Submission | null = null;
  /** Whether it outlives the page. */
  #isPersisted = true;
  /** The highest `order` of all known records. */
  #highestOrder = 0;
  #awaitsSignIn = false;
  #isClosed = false;
  #isAbandoned = false;
  #cancelTimer: (() => void) | undefined;
  /** The end of the queue of asynchronous work. */
  #queue: Promise<unknown> = Promise.resolve();

  constructor(records: SubmissionRecords, place: Place, listener: StoredDraftListener) {
    this.#records = records;
    this.#place = place;
    this.#listener = listener;
    this.#stopListening = records.device.channel.listen((message) => {
      if (isAbout(message, this.#place)) void this.refresh();
    });
  }

  get place(): Place {
    return this.#place;
  }

  /** The record of the current text; `null` if there is none. */
  get record(): Submission | null {
    return this.#record?.text === this.#text ? this.#record : null;
  }

  /** Whether the current text is not stored, or would be lost with the page. */
  get hasUnsavedChanges(): boolean {
    const record = this.#record;
    if (this.#text !== (record?.text ?? '')) return true;
    return record !== null && (!this.#isPersisted || record.awaitsSignIn !== this.#awaitsSignIn);
  }

  /**
   * Shows (`show`) the latest draft: this viewer's, else that of a guest who then signed in. Does nothing if there is none, or
   * if the reader has begun to type.
   */
  restore(show: (draft: FoundDraft) => void): Promise<void> {
    return this.#enqueue(async () => {
      // A slow device may respond after the empty form was shown.
      const retry = (): void => void this.restore(show);
      const own = await this.#drafts(retry);
      const draft = own[0] ?? (await this.#findGuestDraft());
      if (!draft || this.#text !== '' || this.#isClosed) return;
      this.#load(draft);
      // Synchronously, or the next key press would replace a draft that was never shown.
      show({text: draft.text, others: Math.max(0, own.length - 1)});
      if (own.length > 0) return;
      // From now on it is this viewer's draft.
      this.#record = null;
      await this.#store();
      await this.#records.discard(draft);
    });
  }

  /** Handles input: `text` is the whole text. */
  write(text: string, format: BodyFormat = this.#format): void {
    if (this.#isClosed) return;
    this.#text = text;
    this.#format = format;
    this.#cancelTimer?.();
    this.#cancelTimer = this.#records.device.clock.after(SAVE_DELAY_MS, () => void this.save());
  }

  /** Stores the text now. */
  save(): Promise<void> {
    this.#cancelTimer?.();
    return this.#enqueue(() => (this.hasUnsavedChanges ? this.#store() : Promise.resolve()));
  }

  /** Stores the text before the next line runs, if the device can do that. */
  flushSync(): void {
    if (!this.hasUnsavedChanges || this.#isAbandoned) return;
    this.#cancelTimer?.();
    const before = this.#record;
    const next = this.#nextRecord();
    this.#record = next;
    if (next) this.#isPersisted = this.#records.putSync(next);
    else if (before) this.#records.putSync(finished(before, 'discarded', this.#records.device.clock.now()));
    if (next && before && before.id !== next.id) this.#listener.replaced(before);
    // Should the page stay, it moves to where there is more room.
    void this.#enqueue(() => this.#write(next, before));
  }

  /** Whether the text may follow a reader who signs in: they were asked to, or it is not known yet who they are. */
  setAwaitsSignIn(awaitsSignIn: boolean): void {
    this.#awaitsSignIn = awaitsSignIn;
  }

  /** Discards the text. */
  async discard(): Promise<void> {
    const record = this.#record;
    this.release();
    await this.#enqueue(() => (record ? this.#records.discard(record) : Promise.resolve()));
  }

  /** Detaches the record from the form; it stays stored. */
  release(): void {
    this.#cancelTimer?.();
    this.#text = '';
    this.#record = null;
  }

  /** Text from now on is another draft, which replaces nothing. */
  startNewRecord(): void {
    this.#record = null;
  }

  /** Gives the same text a new id: the submission with the first id is obsolete. */
  changeId(): void {
    const before = this.record;
    if (!before || this.#isAbandoned) return;
    const next = this.#createRecord(this.#text, before);
    this.#record = next;
    this.#isPersisted = this.#records.putSync(next);
    this.#listener.replaced(before);
    void this.#enqueue(() => this.#write(next, null));
  }

  /** Stores this text and shows (`show`) the next draft at this position, if there is one. */
  async showNext(show: (draft: FoundDraft) => void): Promise<void> {
    await this.save();
    await this.#enqueue(async () => {
      const drafts = await this.#drafts();
      const index = drafts.findIndex(({id}) => id === this.#record?.id);
      const next = drafts[(index + 1) % Math.max(1, drafts.length)];
      if (!next || next.id === this.#record?.id || this.hasUnsavedChanges) return;
      this.#load(next);
      show({text: next.text, others: drafts.length - 1});
    });
  }

  /** Moves the text to another viewer, who has signed in. */
  moveTo(place: Place): Promise<void> {
    return this.#enqueue(async () => {
      const before = this.#record;
      this.#place = place;
      this.#record = null;
      this.#awaitsSignIn = false;
      await this.#store();
      if (before) await this.#records.discard(before);
    });
  }

  /** Checks for changes by other tabs. Also called when the page is restored from the cache. */
  refresh(): Promise<void> {
    return this.#enqueue(async () => {
      const record = this.record;
      if (!record) return;
      const all = await this.#records.list(this.#place);
      const isPosted = all.some(
        (one) => one.status === 'posted' && (one.id === record.id || doesReplace(one, record)),
      );
      if (!isPosted || this.record !== record) return;
      this.release();
      this.#listener.posted();
    });
  }

  /** Stores the text, and ends. */
  close(): void {
    this.flushSync();
    this.#isClosed = true;
    this.#cancelTimer?.();
    this.#stopListening();
  }

  /** Ends without storing anything; resolves when pending work is finished. */
  async abandon(): Promise<void> {
    this.#isAbandoned = true;
    this.close();
    await this.#queue;
  }

  async #store(): Promise<void> {
    if (this.#isAbandoned) return;
    const before = this.#record;
    const next = this.#nextRecord();
    this.#record = next;
    this.#isPersisted = false;
    await this.#write(next, before);
    if (next && before && before.id !== next.id) this.#listener.replaced(before);
  }

  /** Stores `next`, and removes the draft that it replaces. */
  async #write(next: Submission | null, before: Submission | null): Promise<void> {
    const records = this.#records;
    if (next) {
      const isPersisted = await records.change(next, (stored) => {
        // Nothing is stored after a sign-out; a started or finished submission does not become a draft again.
        if (this.#isAbandoned || (stored && stored.status !== 'draft')) return stored;
        return stored && stored.order > next.order ? stored : next;
      });
      if (this.#record === next) this.#isPersisted = isPersisted;
    }
    if (before && before.id !== next?.id) {
      await (next ? this.#removeReplaced(before) : records.discard(before));
    }
    if (!next || this.#record !== next) return;
    const others = (await this.#drafts()).filter(({id}) => id !== next.id).length;
    // The text may have changed in the meantime and is not stored yet.
    if (this.record === next) this.#listener.saved(this.#isPersisted, others);
  }

  /** Removes a draft that a later record replaces. */
  async #removeReplaced(before: Submission): Promise<void> {
    const now = this.#records.device.clock.now();
    await this.#records.change(before, (stored) => {
      if (stored?.status !== 'draft') return stored;
      return stored.attempt?.mayHaveArrived ? finished(stored, 'discarded', now) : undefined;
    });
  }

  /** The record for the current text; `null` if the text is blank. */
  #nextRecord(): Submission | null {
    const text = this.#text;
    const before = this.#record;
    if (text.trim() === '') return null;
    if (before?.text !== text) return this.#createRecord(text, before);
    if (before.awaitsSignIn === this.#awaitsSignIn) return before;
    return {...before, awaitsSignIn: this.#awaitsSignIn, order: before.order + 1};
  }

  #createRecord(text: string, before: Submission | null): Submission {
    const {device} = this.#records;
    const id = device.newKey();
    this.#records.addCreated(id);
    this.#highestOrder = Math.max(this.#highestOrder, before?.order ?? 0) + 1;
    return {
      id,
      place: this.#place,
      text,
      format: this.#format,
      status: 'draft',
      order: this.#highestOrder,
      savedAt: device.clock.now(),
      replaces: before
        ? [{id: before.id, order: before.order}, ...before.replaces].slice(0, MAX_REPLACED)
        : [],
      awaitsSignIn: this.#awaitsSignIn,
      attempt: null,
      commentId: null,
    };
  }

  async #drafts(onLateAnswer?: () => void): Promise<readonly Submission[]> {
    const drafts = await this.#records.drafts(this.#place, onLateAnswer);
    for (const {order} of drafts) this.#highestOrder = Math.max(this.#highestOrder, order);
    return drafts;
  }

  async #findGuestDraft(): Promise<Submission | undefined> {
    if (this.#place.viewerId === null) return undefined;
    const drafts = await this.#records.drafts({...this.#place, viewerId: null});
    return drafts.find(({awaitsSignIn}) => awaitsSignIn);
  }

  #load(draft: Submission): void {
    this.#record = draft;
    this.#text = draft.text;
    this.#format = draft.format;
    this.#isPersisted = true;
    this.#awaitsSignIn = draft.place.viewerId === this.#place.viewerId && draft.awaitsSignIn;
  }

  #enqueue<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = this.#queue.then(work);
    this.#queue = result.catch(() => undefined);
    return result;
  }
}
