import type {BodyFormat} from '../../model/comment.js';
import type {Outgoing} from '../state.js';
import {FormSubmission, type FormSubmissionListener} from './form-submission.js';
import {SaveTimer} from './save-timer.js';
import {DraftRecord, type DraftText, type RecordChange} from './draft-record.js';
import {isSamePlace, type Place, type Submission} from './submission.js';
import {isAbout, type SubmissionRecords} from './submission-records.js';

/** How often text that changes while it is being stored is stored again. */
const MAX_SAVES = 3;

/** The callbacks of the form that shows the draft. */
export interface DraftListener extends FormSubmissionListener {
  /** The draft has changed. */
  changed(): void;
  /** The form was emptied, because the text was posted in another tab. */
  postedElsewhere(): void;
}

/**
 * The text in one form, from the first key press to the backend's response. It is stored as a draft half a second after the last
 * key press, and synchronously when the page is hidden or closed; posted with one id as long as it stays the same; and removed
 * from the form only when it is stored elsewhere. Never rejects or throws.
 */
export class DraftSession {
  /** The text in the form. */
  text = '';
  /** The text was restored from the device, and not changed since. */
  isRestored = false;
  /** The text was posted in another tab, and nothing was typed since. */
  wasPostedElsewhere = false;
  /** Whether the text is stored on the device, only in this page (`unsaved`), or not at all yet. */
  saveStatus: 'none' | 'saved' | 'unsaved' = 'none';
  /** The number of other drafts at the same position, from other tabs. */
  others = 0;
  readonly #records: SubmissionRecords;
  readonly #listener: DraftListener;
  readonly #draft: DraftRecord;
  readonly #submission: FormSubmission;
  readonly #timer: SaveTimer;
  #format: BodyFormat = 'text';
  #place: Place | undefined;
  #isViewerKnown = false;
  /** The reader was asked to sign in with this text in the form. */
  #isAskedToSignIn = false;
  /** Incremented when the form is emptied for another page or reader: what was begun before does not show its result. */
  #opening = 0;
  /** The end of the queue of asynchronous work. */
  #queue: Promise<unknown> = Promise.resolve();
  /** Ends listening to other tabs; `undefined` while the session is closed. */
  #stopListening: (() => void) | undefined;

  constructor(records: SubmissionRecords, listener: DraftListener) {
    this.#records = records;
    this.#listener = listener;
    this.#draft = new DraftRecord(records);
    this.#submission = new FormSubmission(listener);
    this.#timer = new SaveTimer(records.device.clock, () => void this.#save());
  }

  get hasText(): boolean {
    return this.text.trim() !== '';
  }

  /** The state of the last attempt to post this text. */
  get outgoing(): Outgoing | undefined {
    return this.#submission.outgoing;
  }

  /** Whether this text is being checked or sent. */
  get isSending(): boolean {
    return this.#submission.isSending;
  }

  /**
   * Sets the position: another page, or a reader who has signed in or out. While the viewer is unknown, text is stored for the
   * viewer to come, and no draft is restored.
   */
  async setPlace(place: Place, isViewerKnown = true): Promise<void> {
    this.#listen();
    const before = this.#place;
    const wasViewerKnown = this.#isViewerKnown;
    const isSamePage = before !== undefined && isSamePlace(before, place);
    if (isSamePage && (!isViewerKnown || before.viewerId === place.viewerId)) {
      if (isViewerKnown && !wasViewerKnown) await this.#confirmViewer();
      return;
    }
    this.#isViewerKnown = isViewerKnown;
    if (!isSamePage) {
      this.flushSync();
      if (before) this.#reset();
      await this.#open(place);
      return;
    }
    // A failed attempt is not repeated with another name.
    this.#submission.leave(this.outgoing?.status === 'failed' ? 'superseded' : 'detached');
    // A restored text belongs to the viewer who wrote it, unless the reader has continued it.
    const belongsToViewer = this.text !== '' && (wasViewerKnown || !this.isRestored);
    if (before.viewerId === null && belongsToViewer) {
      await this.#moveTo(place);
    } else if (before.viewerId === null) {
      this.flushSync();
      this.#reset();
      await this.#open(place);
    } else if (place.viewerId !== null || !this.#isAskedToSignIn) {
      await this.#signOut(before.site, before.viewerId, place);
    }
  }

  /** Handles input: `text` is the whole text, in the format of the backend. */
  write(text: string, format: BodyFormat = this.#format): void {
    const {outgoing} = this;
    if (outgoing && this.isSending && outgoing.draft.body.value !== text) {
      this.#submission.leave('detached');
      this.#draft.current = null;
    } else if (outgoing?.status === 'failed') {
      // It is discarded as soon as this text is stored.
      this.#submission.forget();
    }
    this.text = text;
    this.#format = format;
    this.isRestored = false;
    this.wasPostedElsewhere = false;
    this.saveStatus = 'none';
    this.#timer.restart();
    this.#listener.changed();
  }

  /**
   * Continues text that the reader has begun elsewhere on this page, and stores it synchronously: its copy there is removed
   * next. A draft that was restored meanwhile stays stored as another draft.
   */
  takeOver(text: string, format: BodyFormat): void {
    this.#reset();
    this.write(text, format);
    this.flushSync();
  }

  /**
   * Puts the text of an earlier comment into the form, to be changed and posted again. The current text is stored as another
   * draft. Resolves with whether there is one.
   */
  async resumeText(text: string): Promise<boolean> {
    const opening = this.#opening;
    // Afterwards a pending restore has finished, too. Waits while the reader continues typing.
    await this.#save();
    for (let tries = 0; this.#hasUnsavedChanges && tries < MAX_SAVES; tries++) await this.#save();
    if (opening !== this.#opening) return false;
    this.flushSync();
    const hasOther = this.hasText && this.text !== text;
    this.#submission.leave('detached');
    this.#reset();
    this.text = text;
    this.#listener.changed();
    void this.#save();
    return hasOther;
  }

  /** Handles a change of other fields than the text, such as the name: a failed submission gets a new id. */
  startNewSubmission(): void {
    if (this.outgoing?.status !== 'failed') return;
    const {key} = this.outgoing;
    this.#submission.forget();
    this.flushSync();
    const before = this.#currentRecord;
    if (before?.id !== key) return;
    const change = {before: null, next: this.#draft.renew(before)};
    this.#draft.storeSync(change);
    this.#listener.superseded(key);
    void this.#enqueue(() => this.#write(change));
  }

  /** Starts posting: returns the id of this text, and whether it may already have arrived with it. */
  post(): {readonly key: string; readonly mayHaveArrived: boolean} {
    // Stored synchronously, so that this text has the same id in every tab and after a reload.
    this.flushSync();
    const record = this.#currentRecord;
    const {key, isRetry} = this.#submission.begin(record?.id ?? this.#records.device.newKey());
    return {key, mayHaveArrived: !isRetry && record?.attempt?.mayHaveArrived === true};
  }

  /** Handles changes of the thread's submissions. */
  handleOutgoing(outgoing: ReadonlyMap<string, Outgoing>): void {
    this.#submission.handle(outgoing, (id) => {
      if (id === this.#currentRecord?.id) this.#reset();
    });
  }

  /** Discards the text, unless it is being sent. */
  async discard(): Promise<void> {
    if (this.isSending) return;
    this.#submission.leave('superseded');
    const record = this.#record;
    this.#reset();
    this.#listener.changed();
    await this.#enqueue(async () => record && this.#records.discard(record));
    if (this.others > 0) await this.restore();
  }

  /**
   * Restores the latest stored draft, unless the form has text: this viewer's, else that of a guest who then signed in.
   */
  restore(): Promise<void> {
    const opening = this.#opening;
    return this.#enqueue(async () => {
      const place = this.#place;
      if (!place) return;
      // A slow device may respond after the empty form was shown.
      const own = await this.#draft.drafts(place, () => void this.restore());
      const guest = own.length > 0 || place.viewerId === null ? [] : await this.#draft.guestDrafts(place);
      const draft = own[0] ?? guest[0];
      if (!draft || this.text !== '' || opening !== this.#opening || !this.#stopListening) return;
      // Synchronously, or the next key press would replace a draft that was never shown.
      this.#show(draft, own.length - 1);
      if (own.length > 0) return;
      // From now on it is this viewer's draft.
      this.#draft.current = null;
      await this.#store();
      await this.#records.discard(draft);
    });
  }

  /** Stores this text and shows another draft at the same position. */
  async showNextDraft(): Promise<void> {
    const opening = this.#opening;
    await this.#save();
    await this.#enqueue(async () => {
      if (!this.#place) return;
      const drafts = await this.#draft.drafts(this.#place);
      const index = drafts.findIndex(({id}) => id === this.#record?.id);
      const next = drafts[(index + 1) % Math.max(1, drafts.length)];
      if (!next || next.id === this.#record?.id || this.#hasUnsavedChanges || opening !== this.#opening)
        return;
      this.#show(next, drafts.length - 1);
    });
  }

  /** Marks the text to be restored after the reader has signed in. */
  async awaitSignIn(): Promise<void> {
    this.#isAskedToSignIn = true;
    // After a sign-in, a rejected guest's comment is another submission.
    this.startNewSubmission();
    await this.#save();
  }

  /** Stores the text before the next line runs, if the device can do that: the page is hidden, closed or posts it. */
  flushSync(): void {
    if (!this.#hasUnsavedChanges) return;
    this.#timer.stop();
    const change = this.#draft.advance(this.#draftText);
    this.#draft.storeSync(change);
    this.#noteReplaced(change);
    // Should the page stay, it moves to where there is more room.
    void this.#enqueue(() => this.#write(change));
  }

  /** Checks for changes by other tabs. Also called when the page is hidden, shown, or restored from the cache. */
  refresh(): Promise<void> {
    return this.#enqueue(async () => {
      const record = this.#currentRecord;
      if (!record) return;
      const found = await this.#draft.look(record);
      if (this.#currentRecord !== record || found === 'known') return;
      if (found === 'gone') {
        this.#draft.doubt(record);
        await this.#store();
        return;
      }
      this.#reset();
      this.wasPostedElsewhere = true;
      this.#listener.changed();
      this.#listener.postedElsewhere();
    });
  }

  /** Ends the session when the form is removed; its text stays stored. `setPlace` begins it again. */
  close(): void {
    this.flushSync();
    this.#timer.stop();
    this.#stopListening?.();
    this.#stopListening = undefined;
  }

  get #record(): Submission | null {
    return this.#draft.current;
  }

  /** The record of the current text; `null` if there is none. */
  get #currentRecord(): Submission | null {
    return this.#record?.text === this.text ? this.#record : null;
  }

  /** Whether the current text is not stored, or would be lost with the page. */
  get #hasUnsavedChanges(): boolean {
    const record = this.#record;
    if (!this.#place) return false;
    if (this.text !== (record?.text ?? '')) return true;
    return record !== null && (!this.#draft.isPersisted || record.awaitsSignIn !== this.#awaitsSignIn);
  }

  /** Whether the text may follow a reader who signs in: they were asked to, or it is not known yet who they are. */
  get #awaitsSignIn(): boolean {
    return (
      this.#isAskedToSignIn ||
      (this.isRestored ? (this.#record?.awaitsSignIn ?? false) : !this.#isViewerKnown)
    );
  }

  /** Listens to other tabs, while the form is there. */
  #listen(): void {
    if (this.#stopListening) return;
    this.#stopListening = this.#records.device.channel.listen((message) => {
      if (this.#place && isAbout(message, this.#place)) void this.refresh();
    });
    void this.refresh();
    // A restore that ended after the form was removed has shown nothing.
    if (this.#isViewerKnown) void this.restore();
  }

  async #open(place: Place): Promise<void> {
    this.#opening++;
    this.#place = place;
    this.#draft.current = null;
    this.#isAskedToSignIn = false;
    this.others = 0;
    if (this.text !== '') this.#timer.restart();
    if (this.#isViewerKnown) await this.restore();
  }

  async #confirmViewer(): Promise<void> {
    this.#isViewerKnown = true;
    await (this.text === '' ? this.restore() : this.#save());
  }

  /** The text follows a guest who has signed in. */
  #moveTo(place: Place): Promise<void> {
    const before = this.#record;
    this.#place = place;
    this.#draft.current = null;
    this.#isAskedToSignIn = false;
    return this.#enqueue(async () => {
      await this.#store();
      if (before) await this.#records.discard(before);
    });
  }

  /** A signed-in viewer's text must not be shown to the next viewer. */
  async #signOut(site: string, viewerId: string, place: Place): Promise<void> {
    this.#reset();
    const isRemoved = this.#enqueue(() => this.#records.signOut(site, viewerId));
    await this.#open(place);
    await isRemoved;
  }

  #show(draft: Submission, others: number): void {
    this.#reset();
    this.#draft.show(draft);
    this.#format = draft.format;
    this.text = draft.text;
    this.others = Math.max(0, others);
    this.isRestored = true;
    this.saveStatus = 'saved';
    this.#listener.changed();
  }

  /** Empties the form; the record stays stored. */
  #reset(): void {
    this.#timer.stop();
    this.#draft.current = null;
    this.text = '';
    this.isRestored = false;
    this.wasPostedElsewhere = false;
    this.saveStatus = 'none';
    this.#submission.forget();
  }

  #save(): Promise<void> {
    this.#timer.stop();
    return this.#enqueue(async () => {
      if (this.#hasUnsavedChanges) await this.#store();
    });
  }

  async #store(): Promise<void> {
    const change = this.#draft.advance(this.#draftText);
    this.#draft.isPersisted = false;
    await this.#write(change);
    this.#noteReplaced(change);
  }

  /** A submission of the text before is obsolete as soon as this text is stored. */
  #noteReplaced({before, next}: RecordChange): void {
    if (next && before && before.id !== next.id) this.#listener.superseded(before.id);
  }

  /** Stores a change, and says how that went. */
  async #write(change: RecordChange): Promise<void> {
    const {next} = change;
    const viewerId = next?.place.viewerId ?? null;
    // Nothing is stored after a sign-out.
    await this.#draft.store(change, () => viewerId === null || viewerId === this.#place?.viewerId);
    if (!next || this.#record !== next) return;
    const others = (await this.#draft.drafts(next.place)).filter(({id}) => id !== next.id).length;
    // The text may have changed in the meantime and is not stored yet.
    if (this.#currentRecord !== next) return;
    this.others = others;
    this.saveStatus = this.#draft.isPersisted ? 'saved' : 'unsaved';
    this.#listener.changed();
  }

  /** The text to be stored; `null` if it is blank. */
  get #draftText(): DraftText | null {
    if (!this.#place || !this.hasText) return null;
    return {place: this.#place, text: this.text, format: this.#format, awaitsSignIn: this.#awaitsSignIn};
  }

  #enqueue<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = this.#queue.then(work);
    this.#queue = result.catch(() => undefined);
    return result;
  }
}
