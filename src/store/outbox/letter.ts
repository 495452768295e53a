import type {CommentId} from '../../model/comment.js';
import type {DraftKeeper, RestoredDraft} from '../drafts/draft-keeper.js';
import {draftKey, type DraftSlot} from '../drafts/draft-slot.js';
import type {Drafts} from '../drafts.js';
import type {Outgoing} from '../state.js';

/** What a letter needs of whoever shows it. */
export interface LetterListener {
  /** Something about the letter is otherwise than it was. */
  changed(): void;
  /** The reader goes on with other words (`dropsWords`), or under another name, than what failed under this key. */
  superseded(key: string, dropsWords: boolean): void;
  /** The reader has begun other words while those under this key are on their way: the form will not show them again. */
  left(key: string): void;
  /** The words are gone from the form, for they were posted in another tab. */
  postedElsewhere(): void;
}

/**
 * The words in one form, from the first key to the backend's answer: kept as a draft while they are written, posted
 * under one key as long as they stay the same, and gone from here only when they are safe elsewhere.
 */
export class Letter {
  /** What stands in the form. */
  text = '';
  /** These words were found on the device, and not touched since. */
  isRestored = false;
  /** What stood here was posted in another tab, and nothing was written since. */
  wasPostedElsewhere = false;
  /** Whether the words are kept on the device, only in this page, or not at all yet. */
  standing: 'none' | 'kept' | 'unkept' = 'none';
  /** How many other drafts there are for the same place, from tabs that wrote side by side. */
  others = 0;
  /** What became of the last attempt to post these words. */
  outgoing: Outgoing | undefined;
  readonly #drafts: Drafts;
  readonly #listener: LetterListener;
  #keeper: DraftKeeper | undefined;
  #key: string | null = null;
  #hasFailed = false;
  #isCertain = false;
  #awaitsSignIn = false;
  /** How far each intent had come when it was heard of last: what has happened counts once. */
  readonly #heard = new Map<string, Outgoing['status']>();

  constructor(drafts: Drafts, listener: LetterListener) {
    this.#drafts = drafts;
    this.#listener = listener;
  }

  get hasWords(): boolean {
    return this.text.trim() !== '';
  }

  /**
   * What is written belongs here now: to another page, or to a reader who has signed in or out. As long as it is not
   * certain who reads, words are kept for whoever that will be, and no draft is taken up.
   */
  async follow(slot: DraftSlot, isCertain = true): Promise<void> {
    const keeper = this.#keeper;
    if (keeper && draftKey(keeper.slot) === draftKey(slot)) {
      if (isCertain && !this.#isCertain) await this.#makeCertain();
      return;
    }
    if (keeper && !isCertain && isSamePlace(keeper.slot, slot)) return;
    const wasCertain = this.#isCertain;
    this.#isCertain = isCertain;
    if (!keeper || !isSamePlace(keeper.slot, slot)) {
      keeper?.close();
      await this.#begin(slot, keeper === undefined);
      return;
    }
    if (!wasCertain) keeper.mark(false);
    const before = keeper.slot.viewerId;
    // What was tried under one name is not to be tried again under another.
    if (this.outgoing?.status === 'failed') this.#giveUpAttempt(false);
    else if (this.outgoing) this.#leaveAttempt(this.outgoing.key);
    // What was found before anybody knew who reads is its writer's, unless the reader has gone on with it.
    const isTheirs = this.text !== '' && (wasCertain || !this.isRestored);
    if (before === null && isTheirs) {
      await keeper.move(slot);
    } else if (before === null) {
      keeper.close();
      await this.#begin(slot, false);
    } else if (slot.viewerId !== null || !this.#awaitsSignIn) {
      // Nothing that somebody wrote who was signed in is left to whoever comes after them.
      const {site} = keeper.slot;
      const isBegun = this.#begin(slot, false);
      await keeper.abandon();
      await this.#drafts.signOut(site, before);
      await isBegun;
    }
  }

  /** The reader has written: `text` is all of it. */
  write(text: string): void {
    this.text = text;
    this.isRestored = false;
    this.wasPostedElsewhere = false;
    this.standing = 'none';
    // A failed intent ends when its words change: these would be other words under the same key.
    if (this.outgoing?.status === 'failed') {
      this.#giveUpAttempt();
    }
    const {outgoing} = this;
    if (outgoing && this.isUnderway && outgoing.draft.body.value !== text) {
      this.#leaveAttempt(outgoing.key);
      this.#keeper?.fork();
    }
    this.#keeper?.write(text);
    this.#listener.changed();
  }

  /**
   * The reader takes up words that were posted before, to change them and to post them once more. What stands in the
   * form is kept beside them, as another draft; gives whether there is such.
   */
  async writeAgain(text: string): Promise<boolean> {
    const keeper = this.#keeper;
    // By then, a draft that is being looked for has been found, too.
    await keeper?.save();
    if (keeper !== this.#keeper) return false;
    keeper?.hurry();
    const isBeside = this.hasWords && this.text !== text;
    if (this.outgoing?.status === 'failed') this.#giveUpAttempt(false);
    else if (this.outgoing) this.#leaveAttempt(this.outgoing.key);
    this.#startAfresh();
    this.text = text;
    keeper?.writeAgain(text);
    this.#listener.changed();
    void keeper?.save();
    return isBeside;
  }

  /** Other things than the words are others now, such as who writes: what failed was another letter. */
  changeTerms(): void {
    if (this.outgoing?.status === 'failed') this.#giveUpAttempt(false);
  }

  /**
   * The reader posts: the key under which these words go, however often, and whether they may have arrived under it from
   * an earlier page.
   */
  post(): {readonly key: string; readonly mayHaveArrived: boolean} {
    // Kept at once, so that these words have the same key in every tab and after every reload that finds them.
    this.#keeper?.hurry();
    // After a failure other fields may be others, too.
    const postedAs = this.#hasFailed || this.#key !== null ? null : this.#keeper?.postedAs;
    const stamp = this.#hasFailed ? null : this.#keeper?.stamp;
    this.#key ??= postedAs ?? stamp ?? this.#drafts.device.newKey();
    this.#keeper?.copy(this.#key);
    return {key: this.#key, mayHaveArrived: postedAs != null};
  }

  /** What is under way in the thread, as it changes. */
  hear(outgoing: ReadonlyMap<string, Outgoing>): void {
    const parentId = this.#keeper?.slot.parentId;
    for (const other of outgoing.values()) {
      if (this.#heard.get(other.key) === other.status) continue;
      this.#heard.set(other.key, other.status);
      // Also words that were sent from elsewhere, such as on an earlier visit, are not to be sent twice.
      const isElsewhere = other.status === 'sent' || other.status === 'waiting' || other.status === 'stopped';
      if (isElsewhere && other.draft.parentId === parentId && other.draft.body.value === this.text) {
        void this.#keeper?.release(this.text);
        this.#startAfresh();
      }
      // Words that came while the letter was on its way are not in it, and stay.
      if (isElsewhere && other.key === this.#key) this.#key = null;
    }
    this.outgoing = this.#key === null ? undefined : outgoing.get(this.#key);
  }

  /** Whether these words are on their way. */
  get isUnderway(): boolean {
    return this.outgoing?.status === 'checking' || this.outgoing?.status === 'sending';
  }

  /** The reader wants none of it. Words that are on their way are beyond that. */
  async discard(): Promise<void> {
    if (this.isUnderway) return;
    if (this.outgoing) this.#giveUpAttempt();
    this.#startAfresh();
    this.#listener.changed();
    await this.#keeper?.discard();
    if (this.others > 0) await this.restore();
  }

  /** Takes up the draft that is on the device, unless there are words already. */
  async restore(): Promise<void> {
    await this.#keeper?.restore(this.#showFrom(this.#keeper));
  }

  /** Keeps these words and shows another draft for the same place. */
  async showOther(): Promise<void> {
    await this.#keeper?.other(this.#showFrom(this.#keeper));
  }

  /** The reader has been asked to sign in: these words wait for them, and are offered when they have. */
  async awaitSignIn(): Promise<void> {
    this.#awaitsSignIn = true;
    // What was refused to a stranger is another letter once they have a name.
    this.changeTerms();
    this.#keeper?.mark(true);
    await this.#keeper?.save();
  }

  /** The page is hidden or goes. */
  hurry(): void {
    this.#keeper?.hurry();
  }

  /** The page is back from a cache. */
  async refresh(): Promise<void> {
    await this.#keeper?.refresh();
  }

  /** The form is gone from the page; its words are kept. */
  close(): void {
    this.#keeper?.close();
    this.#keeper = undefined;
  }

  async #begin(slot: DraftSlot, keepsWords: boolean): Promise<void> {
    if (!keepsWords) this.#startAfresh();
    this.#awaitsSignIn = false;
    this.others = 0;
    const keeper = this.#drafts.keep(slot, {
      saved: (isLasting, others) => {
        if (this.#keeper !== keeper) return;
        this.others = others;
        this.standing = isLasting ? 'kept' : 'unkept';
        this.#listener.changed();
      },
      posted: () => {
        if (this.#keeper !== keeper) return;
        this.#startAfresh();
        this.wasPostedElsewhere = true;
        this.#listener.changed();
        this.#listener.postedElsewhere();
      },
    });
    this.#keeper = keeper;
    if (!this.#isCertain) keeper.mark(true);
    if (this.text !== '') keeper.write(this.text);
    if (this.#isCertain) await this.restore();
  }

  /** Shows what a keeper has found, unless the form is another's by then. */
  #showFrom(keeper: DraftKeeper): (draft: RestoredDraft) => void {
    return ({text, others}) => {
      if (keeper !== this.#keeper) return;
      this.#startAfresh();
      this.text = text;
      this.others = others;
      this.isRestored = true;
      this.standing = 'kept';
      this.#listener.changed();
    };
  }

  async #makeCertain(): Promise<void> {
    this.#isCertain = true;
    this.#keeper?.mark(false);
    if (this.text === '') await this.restore();
    else await this.#keeper?.save();
  }

  #giveUpAttempt(dropsWords = true): void {
    if (this.outgoing) this.#listener.superseded(this.outgoing.key, dropsWords);
    this.#hasFailed = true;
    this.#key = null;
    this.outgoing = undefined;
  }

  #leaveAttempt(key: string): void {
    this.#listener.left(key);
    this.#key = null;
    this.outgoing = undefined;
  }

  #startAfresh(): void {
    this.text = '';
    this.isRestored = false;
    this.wasPostedElsewhere = false;
    this.standing = 'none';
    this.#key = null;
    this.#hasFailed = false;
    this.outgoing = undefined;
  }
}

function isSamePlace(one: DraftSlot, other: DraftSlot): boolean {
  return samePlace(one) === samePlace(other);
}

function samePlace({site, pageId, parentId}: DraftSlot): string {
  return JSON.stringify([site, pageId, parentId] satisfies [string, string, CommentId | null]);
}
