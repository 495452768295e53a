import type {BodyFormat} from '../../model/comment.js';
import type {Outgoing} from '../state.js';
import {StoredDraft, type FoundDraft} from './stored-draft.js';
import {isSamePlace, type Place} from './submission.js';
import type {SubmissionRecords} from './submission-records.js';

/** As often text is stored again that is written while it is being stored. */
const MAX_SAVES = 3;

/** What a draft needs of whoever shows it. */
export interface DraftListener {
  /** Something about the draft is otherwise than it was. */
  changed(): void;
  /** The reader goes on with other text, or under another name, than what failed under this id. */
  superseded(id: string): void;
  /** The reader has begun other text while that under this id is on its way: the form will not show it again. */
  detached(id: string): void;
  /** The text is gone from the form, for it was posted in another tab. */
  postedElsewhere(): void;
}

/**
 * The text in one form, from the first key to the backend's answer: stored as a draft while it is written, posted under one
 * id as long as it stays the same, and gone from here only when it is safe elsewhere.
 */
export class DraftSession {
  /** What stands in the form. */
  text = '';
  /** The text was found on the device, and not touched since. */
  isRestored = false;
  /** What stood here was posted in another tab, and nothing was written since. */
  wasPostedElsewhere = false;
  /** Whether the text is stored on the device, only in this page (`unsaved`), or not at all yet. */
  saveStatus: 'none' | 'saved' | 'unsaved' = 'none';
  /** How many other drafts there are for the same place, from tabs that wrote side by side. */
  others = 0;
  /** What became of the last attempt to post this text. */
  outgoing: Outgoing | undefined;
  readonly #records: SubmissionRecords;
  readonly #listener: DraftListener;
  #draft: StoredDraft | undefined;
  /** Under which id this text was posted. */
  #postedId: string | null = null;
  /** Whether it is known who writes. */
  #isViewerKnown = false;
  #awaitsSignIn = false;
  /** How far each submission had come when it was heard of last: what has happened counts once. */
  readonly #lastStatuses = new Map<string, Outgoing['status']>();

  constructor(records: SubmissionRecords, listener: DraftListener) {
    this.#records = records;
    this.#listener = listener;
  }

  get hasText(): boolean {
    return this.text.trim() !== '';
  }

  /** Whether this text is on its way. */
  get isSending(): boolean {
    return this.outgoing?.status === 'checking' || this.outgoing?.status === 'sending';
  }

  /**
   * What is written belongs here now: to another page, or to a reader who has signed in or out. As long as it is not
   * certain who writes, text is stored for whoever that will be, and no draft is restored.
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
    // What was tried under one name is not to be tried again under another.
    if (this.outgoing?.status === 'failed') this.#giveUp(this.outgoing.key);
    else if (this.outgoing) this.#detach(this.outgoing.key);
    // What was found before anybody knew who writes is its writer's, unless the reader has gone on with it.
    const belongsToViewer = this.text !== '' && (wasViewerKnown || !this.isRestored);
    if (before === null && belongsToViewer) {
      await draft.moveTo(place);
    } else if (before === null) {
      draft.close();
      await this.#open(place, false);
    } else if (place.viewerId !== null || !this.#awaitsSignIn) {
      // Nothing that somebody wrote who was signed in is left to whoever comes after them.
      const {site} = draft.place;
      const opened = this.#open(place, false);
      await draft.abandon();
      await this.#records.signOut(site, before);
      await opened;
    }
  }

  /** The reader has written: `text` is all of it, in the format that the backend takes. */
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
      // It is given up as soon as this text is stored.
      this.#postedId = null;
      this.outgoing = undefined;
    }
    this.#draft?.write(text, format);
    this.#listener.changed();
  }

  /**
   * The reader takes up text that was posted before, to change it and to post it once more. What stands in the form is kept
   * beside it, as another draft; gives whether there is such.
   */
  async resumeText(text: string): Promise<boolean> {
    const draft = this.#draft;
    // By then, a draft that is being looked for has been found, too. Who goes on writing meanwhile is waited for.
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

  /** Other things than the text are others now, such as who writes: what failed was another submission. */
  startNewSubmission(): void {
    if (this.outgoing?.status !== 'failed') return;
    const {key} = this.outgoing;
    this.#postedId = null;
    this.outgoing = undefined;
    this.#draft?.flushSync();
    if (this.#draft?.record?.id === key) this.#draft.changeId();
  }

  /** The reader posts: the id under which this text goes, and whether it may have arrived under it already. */
  post(): {readonly key: string; readonly mayHaveArrived: boolean} {
    // Stored at once, so that this text has the same id in every tab and after every reload that finds it.
    this.#draft?.flushSync();
    const record = this.#draft?.record;
    const isRetry = this.#postedId !== null;
    this.#postedId ??= record?.id ?? this.#records.device.newKey();
    return {key: this.#postedId, mayHaveArrived: !isRetry && record?.attempt?.mayHaveArrived === true};
  }

  /** What is under way in the thread, as it changes. */
  handleOutgoing(outgoing: ReadonlyMap<string, Outgoing>): void {
    for (const {key, status} of outgoing.values()) {
      if (this.#lastStatuses.get(key) === status) continue;
      this.#lastStatuses.set(key, status);
      // What was sent, or waits in the list, is not the form's any more.
      if (status !== 'sent' && status !== 'waiting' && status !== 'stopped') continue;
      if (key === this.#draft?.record?.id) {
        this.#draft.release();
        this.#reset();
      }
      // Text that came while it was on its way is not in it, and stays.
      if (key === this.#postedId) this.#postedId = null;
    }
    this.outgoing = this.#postedId === null ? undefined : outgoing.get(this.#postedId);
  }

  /** The reader wants none of it. Text that is on its way is beyond that. */
  async discard(): Promise<void> {
    if (this.isSending) return;
    if (this.outgoing) this.#giveUp(this.outgoing.key);
    this.#reset();
    this.#listener.changed();
    await this.#draft?.discard();
    if (this.others > 0) await this.restore();
  }

  /** Shows the draft that is on the device, unless there is text already. */
  async restore(): Promise<void> {
    await this.#draft?.restore(this.#showFoundDraft(this.#draft));
  }

  /** Stores this text and shows another draft of the same place. */
  async showNextDraft(): Promise<void> {
    await this.#draft?.showNext(this.#showFoundDraft(this.#draft));
  }

  /** The reader has been asked to sign in: this text waits for them, and is there when they have. */
  async awaitSignIn(): Promise<void> {
    this.#awaitsSignIn = true;
    // What was refused to a stranger is another submission once they have a name.
    this.startNewSubmission();
    this.#draft?.setAwaitsSignIn(true);
    await this.#draft?.save();
  }

  /** The page is hidden or goes. */
  flushSync(): void {
    this.#draft?.flushSync();
  }

  /** The page is back from a cache. */
  async refresh(): Promise<void> {
    await this.#draft?.refresh();
  }

  /** The form is gone from the page; its text stays stored. */
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

  /** Shows what was found, unless the form is another's by then. */
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
