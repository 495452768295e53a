import {doesReplace, finished, lostTrackOf, type Place, type Submission} from './submission.js';
import type {SubmissionRecords} from './submission-records.js';

/** The most replaced records that a record lists. */
const MAX_REPLACED = 20;

/** The text of a form, as it is to be stored. */
export type DraftText = Pick<Submission, 'place' | 'text' | 'format' | 'awaitsSignIn'>;

/** From one record to the next; `null` is none: there is no text. */
export interface RecordChange {
  readonly before: Submission | null;
  readonly next: Submission | null;
}

/**
 * The record of the text in one form. A text that changes is another record, which replaces the one before as soon as it is
 * stored; a record that was started never becomes a draft through it.
 */
export class DraftRecord {
  /** The record that was stored last, or is being stored. */
  current: Submission | null = null;
  /** Whether it outlives the page. */
  isPersisted = true;
  readonly #records: SubmissionRecords;
  /** The highest `order` of all known records. */
  #highestOrder = 0;

  constructor(records: SubmissionRecords) {
    this.#records = records;
  }

  /** The form shows a draft of the device. */
  show(draft: Submission): void {
    this.current = draft;
    this.isPersisted = true;
  }

  /** Makes the record of this text the current one; it is not stored yet. */
  advance(text: DraftText | null): RecordChange {
    const before = this.current;
    let next: Submission | null = null;
    if (text && before?.text !== text.text) next = this.#create(text, before);
    else if (text && before?.awaitsSignIn === text.awaitsSignIn) next = before;
    else if (text && before) next = {...before, awaitsSignIn: text.awaitsSignIn, order: before.order + 1};
    this.current = next;
    return {before, next};
  }

  /** As `advance`, with the same text under another id. */
  renew(before: Submission): Submission {
    return (this.current = this.#create(before, before));
  }

  /** Stores a change synchronously, without knowing what the database has. */
  storeSync({before, next}: RecordChange): void {
    if (next) this.isPersisted = this.#records.putSync(next);
    else if (before) this.#records.putSync(finished(before, 'discarded', this.#now));
  }

  /** Stores a change, and removes the draft that is replaced. `mayStore` says when it comes to it whether that is still wanted. */
  async store({before, next}: RecordChange, mayStore: () => boolean): Promise<void> {
    const records = this.#records;
    if (next) {
      const isPersisted = await records.change(next, (stored) => {
        if (!mayStore() || (stored && stored.status !== 'draft')) return stored;
        return stored && stored.order > next.order ? stored : next;
      });
      if (this.current === next) this.isPersisted = isPersisted;
    }
    if (!before || before.id === next?.id) return;
    if (!next) await records.discard(before);
    else
      await records.change(before, (stored) => {
        if (stored?.status !== 'draft') return stored;
        return stored.attempt?.mayHaveArrived ? finished(stored, 'discarded', this.#now) : undefined;
      });
  }

  /** What the device says of the current record: it was posted, or nothing of it is there any more. */
  async look(record: Submission): Promise<'posted' | 'gone' | 'known'> {
    const all = (await this.#records.list(record.place)).filter(
      (one) => one.id === record.id || doesReplace(one, record),
    );
    if (all.some(({status}) => status === 'posted')) return 'posted';
    return all.length === 0 && this.isPersisted ? 'gone' : 'known';
  }

  /** The device has nothing of the current record any more: see `lostTrackOf`. */
  doubt(record: Submission): void {
    this.current = lostTrackOf(record, this.#now);
    this.isPersisted = false;
  }

  /** The drafts at a position that the reader can continue, the latest first. */
  async drafts(place: Place, onLateAnswer?: () => void): Promise<readonly Submission[]> {
    const drafts = await this.#records.drafts(place, onLateAnswer);
    for (const {order} of drafts) this.#highestOrder = Math.max(this.#highestOrder, order);
    return drafts;
  }

  /** The drafts of a guest who was asked to sign in. */
  async guestDrafts(place: Place): Promise<readonly Submission[]> {
    const drafts = await this.#records.drafts({...place, viewerId: null});
    return drafts.filter(({awaitsSignIn}) => awaitsSignIn);
  }

  get #now(): number {
    return this.#records.device.clock.now();
  }

  #create({place, text, format, awaitsSignIn}: DraftText, before: Submission | null): Submission {
    const id = this.#records.device.newKey();
    this.#records.addCreated(id);
    this.#highestOrder = Math.max(this.#highestOrder, before?.order ?? 0) + 1;
    return {
      id,
      place,
      text,
      format,
      status: 'draft',
      order: this.#highestOrder,
      savedAt: this.#now,
      replaces: before
        ? [{id: before.id, order: before.order}, ...before.replaces].slice(0, MAX_REPLACED)
        : [],
      awaitsSignIn,
      attempt: null,
      commentId: null,
    };
  }
}
