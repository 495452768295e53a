import type {BodyFormat} from '../../model/comment.js';
import type {Outgoing} from '../state.js';
import {StoredDraft, type FoundDraft} from './stored-draft.js';
import {isSamePlace, type Place} from './submission.js';
import type {SubmissionRecords} from './submission-records.js';

/** How often text that changes while it is being stored is stored again. */
const MAX_SAVES = 3;

/** The callbacks of the form that shows the draft. */
export interface DraftListener {
  /** The draft has changed. */
  changed(): void;
  /** The reader continues with another text or name than that of the failed submission. */
  superseded(id: string): void;
  /** The reader has begun another text while this submission is being sent: the form will not show its result. */
  detached(id: string): void;
  /** The form was emptied, because the text was posted in another tab. */
  postedElsewhere(): void;
}

/**
 * The text in one form, from the first key press to the backend's response. It is stored as a draft while it is typed, posted
 * with one id as long as it stays the same, and removed from the form only when it is stored elsewhere.
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
  /** The state of the last attempt to post this text. */
  outgoing: Outgoing | undefined;
  readonly #records: SubmissionRecords;
  readonly #listener: DraftListener;
  #draft: StoredDraft | undefined;
  /** The id with which this text was posted. */
  #postedId: string | null = null;
  /** Whether the viewer is known. */
  #isViewerKnown = false;
  #awaitsSignIn = false;
  /** The last handled status of each submission, so that each change is handled once. */
  readonly #lastStatuses = new Map<string, Outgoing['status']>();

  constructor(records: SubmissionRecords, listener: DraftListener) {
    this.#records = records;
    this.#listener = listener;
  }

  get hasText(): boolean {
    return this.text.trim() !== '';
  }

  /** Whether this text is being checked or sent. */
  get isSending(): boolean {
    return this.outgoing?.status === 'checking' || this.outgoing?.status === 'sending';
  }

  /**
   * Sets the position: another page, or a reader who has signed in or out. While the viewer is unknown, text is stored for the
   * viewer to come, and no draft is restored.
   */
  async setPlace(place: Place, isViewerKnown = true): Promise<void> {
    const draft = this.#draft;
    const isSamePage = draft !== undefined && isSamePlace(draft.place, place);
    if (draft && isSamePage && draft.place.viewerId === place.viewerId) {
      if (isViewerKnown && !this.#isViewerKnown) await this.#confirmViewer();
      return;
    }
    if (isSamePage && !isViewerKnown) return;
    const wasViewerKnown = this.#isViewerKnown;
    this.#isViewerKnown = isViewerKnown;
    if (!draft || !isSamePage) {
      draft?.close();
      await this.#open(place, draft === undefined);
      return;
    }
    if (!wasViewerKnown) draft.setAwaitsSignIn(false);
    const before = draft.place.viewerId;
    // A failed attempt is not repeated with another name.
    if (this.outgoing?.status === 'failed') this.#giveUp(this.outgoing.key);
    else if (this.outgoing) this.#detach(this.outgoing.key);
    // A restored text belongs to the viewer who wrote it, unless the reader has continued it.
    const belongsToViewer = this.text !== '' && (wasViewerKnown || !this.isRestored);
    if (before === null && belongsToViewer) {
      await draft.moveTo(place);
    } else if (before === null) {
      draft.close();
      await this.#open(place, false);
    } else if (place.viewerId !== null || !this.#awaitsSignIn) {
      // A signed-in viewer's text must not be shown to the next viewer.
      const {site} = draft.place;
      const opened = this.#open(place, false);
      await draft.abandon();
      await this.#records.signOut(site, before);
      await opened;
    }
  }

  /** Handles input: `text` is the whole text, in the format of the backend. */
  write(text: string, format?: BodyFormat): void {
    const {outgoing} = this;
    if (this.isRestored) this.#draft?.setAwaitsSignIn(!this.#isViewerKnown || this.#awaitsSignIn);
    this.text = text;
    this.isRestored = false;
    this.wasPostedElsewhere = false;
    this.saveStatus = 'none';
    if (outgoing && this.isSending && outgoing.draft.body.value !== text) {
      this.#detach(outgoing.key);
      this.#draft?.startNewRecord();
    } else if (outgoing?.status === 'failed') {
      // It is discarded as soon as this text is stored.
      this.#postedId = null;
      this.outgoing = undefined;
    }
    this.#draft?.write(text, format);
    this.#listener.changed();
  }

  /**
   * Puts the text of an earlier comment into the form, to be changed and posted again. The current text is stored as another
   * draft. Resolves with whether there is one.
   */
  async resumeText(text: string): Promise<boolean> {
    const draft = this.#draft;
    // Afterwards a pending restore has finished, too. Waits while the reader continues typing.
    await draft?.save();
    for (let tries = 0; draft?.hasUnsavedChanges && tries < MAX_SAVES; tries++) await draft.save();
    if (draft !== this.#draft) return false;
    draft?.flushSync();
    const hasOther = this.hasText && this.text !== text;
    if (this.outgoing) this.#detach(this.outgoing.key);
    this.#reset();
    this.text = text;
    draft?.startNewRecord();
    draft?.write(text);
    this.#listener.changed();
    void draft?.save();
    return hasOther;
  }

  /** Handles a change of other fields than the text, such as the name: a failed submission gets a new id. */
  startNewSubmission(): void {
    if (this.outgoing?.status !== 'failed') return;
    const {key} = this.outgoing;
    this.#postedId = null;
    this.outgoing = undefined;
    this.#draft?.flushSync();
    if (this.#draft?.record?.id === key) this.#draft.changeId();
  }

  /** Starts posting: returns the id of this text, and whether it may already have arrived with it. */
  post(): {readonly key: string; readonly mayHaveArrived: boolean} {
    // Stored synchronously, so that this text has the same id in every tab and after a reload.
    this.#draft?.flushSync();
    const record = this.#draft?.record;
    const isRetry = this.#postedId !== null;
    this.#postedId ??= record?.id ?? this.#records.device.newKey();
    return {key: this.#postedId, mayHaveArrived: !isRetry && record?.attempt?.mayHaveArrived === true};
  }

  /** Handles changes of the thread's submissions. */
  handleOutgoing(outgoing: ReadonlyMap<string, Outgoing>): void {
    for (const {key, status} of outgoing.values()) {
      if (this.#lastStatuses.get(key) === status) continue;
      this.#lastStatuses.set(key, status);
      // A submission that was sent or waits in the list leaves the form.
      if (status !== 'sent' && status !== 'waiting' && status !== 'stopped') continue;
      if (key === this.#draft?.record?.id) {
        this.#draft.release();
        this.#reset();
      }
      // Text that was typed while it was being sent stays.
      if (key === this.#postedId) this.#postedId = null;
    }
    this.outgoing = this.#postedId === null ? undefined : outgoing.get(this.#postedId);
  }

  /** Discards the text, unless it is being sent. */
  async discard(): Promise<void> {
    if (this.isSending) return;
    if (this.outgoing) this.#giveUp(this.outgoing.key);
    this.#reset();
    this.#listener.changed();
    await this.#draft?.discard();
    if (this.others > 0) await this.restore();
  }

  /** Restores the stored draft, unless the form has text. */
  async restore(): Promise<void> {
    await this.#draft?.restore(this.#showFoundDraft(this.#draft));
  }

  /** Stores this text and shows another draft at the same position. */
  async showNextDraft(): Promise<void> {
    await this.#draft?.showNext(this.#showFoundDraft(this.#draft));
  }

  /** Marks the text to be restored after the reader has signed in. */
  async awaitSignIn(): Promise<void> {
    this.#awaitsSignIn = true;
    // After a sign-in, a rejected guest's comment is another submission.
    this.startNewSubmission();
    this.#draft?.setAwaitsSignIn(true);
    await this.#draft?.save();
  }

  /** Stores the text synchronously, when the page is hidden or closed. */
  flushSync(): void {
    this.#draft?.flushSync();
  }

  /** Checks for changes by other tabs, after the page was restored from the cache. */
  async refresh(): Promise<void> {
    await this.#draft?.refresh();
  }

  /** Ends the session when the form is removed; its text stays stored. */
  close(): void {
    this.#draft?.close();
    this.#draft = undefined;
  }

  async #open(place: Place, keepsText: boolean): Promise<void> {
    if (!keepsText) this.#reset();
    this.#awaitsSignIn = false;
    this.others = 0;
    const draft = new StoredDraft(this.#records, place, {
      saved: (isPersisted, others) => {
        if (this.#draft !== draft) return;
        this.others = others;
        this.saveStatus = isPersisted ? 'saved' : 'unsaved';
        this.#listener.changed();
      },
      posted: () => {
        if (this.#draft !== draft) return;
        this.#reset();
        this.wasPostedElsewhere = true;
        this.#listener.changed();
        this.#listener.postedElsewhere();
      },
      replaced: ({id}) => {
        this.#listener.superseded(id);
      },
    });
    this.#draft = draft;
    if (!this.#isViewerKnown) draft.setAwaitsSignIn(true);
    if (this.text !== '') draft.write(this.text);
    if (this.#isViewerKnown) await this.restore();
  }

  /** Shows a restored draft, unless the form has another draft by then. */
  #showFoundDraft(draft: StoredDraft): (found: FoundDraft) => void {
    return ({text, others}) => {
      if (draft !== this.#draft) return;
      this.#reset();
      this.text = text;
      this.others = others;
      this.isRestored = true;
      this.saveStatus = 'saved';
      this.#listener.changed();
    };
  }

  async #confirmViewer(): Promise<void> {
    this.#isViewerKnown = true;
    this.#draft?.setAwaitsSignIn(false);
    if (this.text === '') await this.restore();
    else await this.#draft?.save();
  }

  #giveUp(id: string): void {
    this.#listener.superseded(id);
    this.#postedId = null;
    this.outgoing = undefined;
  }

  #detach(id: string): void {
    this.#listener.detached(id);
    this.#postedId = null;
    this.outgoing = undefined;
  }

  #reset(): void {
    this.text = '';
    this.isRestored = false;
    this.wasPostedElsewhere = false;
    this.saveStatus = 'none';
    this.#postedId = null;
    this.outgoing = undefined;
  }
}
