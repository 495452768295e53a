import type {CommentId} from '../model/comment.js';
import type {DraftKeeper} from './draft-keeper.js';
import {draftKey, type DraftSlot} from './draft-slot.js';
import type {Drafts} from './drafts.js';
import type {Outgoing} from './state.js';

/** What a letter needs of whoever shows it. */
export interface LetterListener {
  /** Something about the letter is otherwise than it was. */
  changed(): void;
  /** The reader goes on with other words than those that failed under this key. */
  superseded(key: string): void;
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

  /** What is written belongs here now: to another page, or to a reader who has signed in or out. */
  async follow(slot: DraftSlot): Promise<void> {
    const keeper = this.#keeper;
    if (keeper && draftKey(keeper.slot) === draftKey(slot)) return;
    if (!keeper || !isSamePlace(keeper.slot, slot)) {
      keeper?.close();
      await this.#begin(slot, keeper === undefined);
      return;
    }
    const before = keeper.slot.viewerId;
    if (before === null && this.text !== '') {
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
    // A failed intent ends when its words change: these would be other words under the same key.
    if (this.outgoing?.status === 'failed') {
      if (this.outgoing.error?.unanswered) this.#listener.superseded(this.outgoing.key);
      this.#key = null;
      this.outgoing = undefined;
    }
    this.#keeper?.write(text);
    this.#listener.changed();
  }

  /** The reader posts: the key under which these words go, however often. */
  post(): string {
    this.#key ??= this.#drafts.device.newKey();
    void this.#keeper?.save();
    return this.#key;
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
        void this.#keeper?.posted(this.text);
        this.#startAfresh();
      }
      // Words that came while the letter was on its way are not in it, and stay.
      if (isElsewhere && other.key === this.#key) this.#key = null;
    }
    this.outgoing = this.#key === null ? undefined : outgoing.get(this.#key);
  }

  /** The reader wants none of it. */
  async discard(): Promise<void> {
    this.#startAfresh();
    this.#listener.changed();
    await this.#keeper?.discard();
    if (this.others > 0) await this.restore();
  }

  /** Takes up the draft that is on the device, unless there are words already. */
  async restore(): Promise<void> {
    const keeper = this.#keeper;
    const found = await keeper?.restore();
    if (keeper !== this.#keeper || !found) return;
    this.others = found.others;
    if (this.text === '') {
      this.text = found.text;
      this.isRestored = true;
    }
    this.#listener.changed();
  }

  /** Keeps these words and shows another draft for the same place. */
  async showOther(): Promise<void> {
    const found = await this.#keeper?.other();
    if (!found) return;
    this.text = found.text;
    this.others = found.others;
    this.isRestored = true;
    this.#key = null;
    this.outgoing = undefined;
    this.#listener.changed();
  }

  /** The reader has been asked to sign in: these words wait for them, and are offered when they have. */
  async awaitSignIn(): Promise<void> {
    this.#awaitsSignIn = true;
    await this.#keeper?.markForSignIn();
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
        this.#listener.changed();
      },
    });
    this.#keeper = keeper;
    if (this.text !== '') keeper.write(this.text);
    await this.restore();
  }

  #startAfresh(): void {
    this.text = '';
    this.isRestored = false;
    this.standing = 'none';
    this.#key = null;
    this.outgoing = undefined;
  }
}

function isSamePlace(one: DraftSlot, other: DraftSlot): boolean {
  return samePlace(one) === samePlace(other);
}

function samePlace({site, pageId, parentId}: DraftSlot): string {
  return JSON.stringify([site, pageId, parentId] satisfies [string, string, CommentId | null]);
}
