import {
  keptVersions,
  openVersions,
  versionsIn,
  withGone,
  withoutOld,
  withText,
  type DraftBase,
  type DraftVersion,
} from './draft-versions.js';
import {draftKey, type DraftSlot} from './draft-slot.js';
import type {Drafts} from './drafts.js';
import {heldTexts} from './intents.js';

/** A draft is saved when no key was pressed for so long. */
const SAVED_AFTER_MS = 500;

/** What a keeper tells whoever shows the words. */
export interface DraftListener {
  /** The words are kept; `lasting` says whether they outlive the page, `others` how many other versions there are. */
  saved(lasting: boolean, others: number): void;
  /** These very words were posted in another tab. */
  posted(): void;
}

/** A draft as it was found. */
export interface RestoredDraft {
  readonly text: string;
  /** How many other versions there are, from tabs that wrote side by side. */
  readonly others: number;
}

/**
 * Keeps the words of one form: half a second after the last key, and when the page is hidden or goes. Nothing here
 * rejects or throws.
 */
export class DraftKeeper {
  readonly #drafts: Drafts;
  readonly #listener: DraftListener;
  readonly #endListening: () => void;
  #slot: DraftSlot;
  #text = '';
  #saved = '';
  #base: DraftBase | null = null;
  /** Of all versions ever seen here; a copy that is written in haste must be later than they are. */
  #highest = 0;
  #forSignIn = false;
  #isClosed = false;
  #isAbandoned = false;
  #cancelTimer: (() => void) | undefined;
  /** One thing after the other, or two saves would take each other for another tab's. */
  #last: Promise<unknown> = Promise.resolve();

  /** Made by `Drafts.keep`. */
  constructor(drafts: Drafts, slot: DraftSlot, listener: DraftListener) {
    this.#drafts = drafts;
    this.#slot = slot;
    this.#listener = listener;
    this.#endListening = drafts.device.news.listen((message) => {
      const {type, key} = (message ?? {}) as {type?: unknown; key?: unknown};
      if (type === 'draft' && key === this.#key) void this.refresh();
    });
  }

  get slot(): DraftSlot {
    return this.#slot;
  }

  /** Whether there are words that are not kept yet. */
  get isBehind(): boolean {
    return this.#text !== this.#saved;
  }

  /**
   * The latest draft, to go on with: this viewer's, else what a guest wrote here who then asked to sign in. `null` when
   * there is none, when the words are on their way already, or when the reader has begun to write in the meantime.
   */
  restore(): Promise<RestoredDraft | null> {
    return this.#inTurn(async () => {
      const held = await heldTexts(this.#drafts.device, this.#slot);
      const isFree = ({text}: DraftVersion): boolean => !held.has(text);
      const own = (await this.#openVersions(this.#key)).filter(isFree);
      const version = own[0] ?? (await this.#leftByGuest());
      if (!version || this.#text !== '') return null;
      this.#takeUp(version);
      if (own.length === 0) {
        // It is this viewer's from now on.
        this.#base = null;
        this.#saved = '';
        await this.#store();
        await this.#drop({...this.#slot, viewerId: null}, version);
      }
      return {text: version.text, others: Math.max(0, own.length - 1)};
    });
  }

  /** The reader has written: `text` is all of it. */
  write(text: string): void {
    if (this.#isClosed) return;
    this.#text = text;
    this.#cancelTimer?.();
    this.#cancelTimer = this.#drafts.device.clock.after(SAVED_AFTER_MS, () => void this.save());
  }

  /** Keeps the words now. */
  save(): Promise<void> {
    this.#cancelTimer?.();
    return this.#inTurn(() => (this.isBehind ? this.#store() : Promise.resolve()));
  }

  /** The page is hidden or goes: the words are kept before the next line runs, if the device can do that. */
  hurry(): void {
    if (!this.isBehind || this.#isAbandoned) return;
    this.#cancelTimer?.();
    const {device} = this.#drafts;
    const version: DraftVersion = {
      id: this.#base?.id ?? device.newKey(),
      order: this.#highest + 1,
      savedAt: device.clock.now(),
      text: this.#text,
      ...(this.#text.trim() === '' && {gone: 'discarded' as const}),
      ...(this.#forSignIn && {forSignIn: true}),
    };
    if (version.gone && !this.#base) return;
    this.#drafts.shelf.changeAtOnce(this.#key, (before) =>
      keptVersions([...versionsIn(before).filter(({id}) => id !== version.id), version]),
    );
    this.#highest = version.order;
    this.#base = version.gone ? null : version;
    this.#saved = this.#text;
    // Should the page stay, the words move to where there is more room.
    void this.#inTurn(() => this.#store());
  }

  /** The reader asks to sign in with these words in the form: they may follow. */
  async markForSignIn(): Promise<void> {
    this.#forSignIn = true;
    this.#cancelTimer?.();
    await this.#inTurn(() => this.#store());
  }

  /** The reader does not want these words any more. */
  discard(): Promise<void> {
    return this.#letGo('discarded');
  }

  /** The words have gone where they were meant to. What was written since is kept on. */
  async posted(text: string): Promise<void> {
    if (this.#text === text) {
      await this.#letGo('posted');
    } else {
      await this.#inTurn(async () => {
        this.#base = null;
        this.#saved = '';
        await this.#store();
      });
    }
    await this.#drafts.posted(this.#slot, text);
  }

  /** Keeps these words and goes on with the next version that another tab has left; `null` when there is none. */
  async other(): Promise<RestoredDraft | null> {
    await this.save();
    return this.#inTurn(async () => {
      const versions = await this.#openVersions(this.#key);
      const place = versions.findIndex(({id}) => id === this.#base?.id);
      const next = versions[(place + 1) % Math.max(1, versions.length)];
      if (!next || next.id === this.#base?.id) return null;
      this.#takeUp(next);
      return {text: next.text, others: versions.length - 1};
    });
  }

  /** The reader has signed in: the same words, under their name. */
  move(slot: DraftSlot): Promise<void> {
    return this.#inTurn(async () => {
      const [before, base] = [this.#slot, this.#base];
      this.#slot = slot;
      this.#base = null;
      this.#saved = '';
      this.#forSignIn = false;
      await this.#store();
      if (base) await this.#drop(before, base);
    });
  }

  /** Looks what other tabs have done to this draft; also called when the page comes back from a cache. */
  refresh(): Promise<void> {
    return this.#inTurn(async () => {
      const versions = versionsIn(await this.#drafts.shelf.read(this.#key));
      this.#note(versions);
      const current = versions.find(({id}) => id === this.#base?.id);
      if (current?.gone === 'posted' && !this.isBehind && this.#text !== '') {
        this.#forget();
        this.#listener.posted();
      }
    });
  }

  /** Keeps what is not kept yet, and ends. */
  close(): void {
    this.hurry();
    this.#isClosed = true;
    this.#cancelTimer?.();
    this.#endListening();
  }

  /** Ends without keeping anything more; resolves when what was under way is over. */
  async abandon(): Promise<void> {
    this.#isAbandoned = true;
    this.close();
    await this.#last;
  }

  get #key(): string {
    return draftKey(this.#slot);
  }

  async #store(): Promise<void> {
    if (this.#isAbandoned) return;
    const {shelf, device} = this.#drafts;
    const key = this.#key;
    const text = this.#text;
    const options = {now: device.clock.now(), freshId: device.newKey(), forSignIn: this.#forSignIn};
    const before = this.#base;
    let versions: readonly DraftVersion[] = [];
    let base: DraftBase | null = null;
    const lasting = await shelf.change(key, (kept) => {
      ({versions, base} = withText(withoutOld(versionsIn(kept), options.now), before, text, options));
      return keptVersions(versions);
    });
    // Written in haste while this went on: that is the later one.
    if (this.#base !== before || key !== this.#key) return;
    this.#base = base;
    this.#saved = text;
    this.#note(versions);
    this.#drafts.tell(key);
    if (text.trim() !== '') this.#listener.saved(lasting, this.#othersIn(versions));
  }

  async #letGo(gone: 'posted' | 'discarded'): Promise<void> {
    this.#cancelTimer?.();
    const base = this.#base;
    const text = this.#text;
    this.#forget();
    await this.#inTurn(async () => {
      // A save that was under way may have made a version of these words in the meantime.
      const latest = this.#base ?? base;
      if (this.#text === '') this.#forget();
      if (latest) await this.#drop(this.#slot, latest, gone);
      if (gone === 'discarded' && text !== '') await this.#dropText(text);
    });
  }

  async #drop(slot: DraftSlot, base: DraftBase, gone: 'posted' | 'discarded' = 'discarded'): Promise<void> {
    const key = draftKey(slot);
    const now = this.#drafts.device.clock.now();
    await this.#drafts.shelf.change(key, (kept) => keptVersions(withGone(versionsIn(kept), base, gone, now)));
    this.#drafts.tell(key);
  }

  async #dropText(text: string): Promise<void> {
    for (const version of await this.#openVersions(this.#key)) {
      if (version.text === text) await this.#drop(this.#slot, version);
    }
  }

  async #openVersions(key: string): Promise<readonly DraftVersion[]> {
    const {shelf, device} = this.#drafts;
    const kept = await shelf.read(key);
    const now = device.clock.now();
    const versions = withoutOld(versionsIn(kept), now);
    if (JSON.stringify(versions) !== JSON.stringify(versionsIn(kept))) {
      await shelf.change(key, (latest) => keptVersions(withoutOld(versionsIn(latest), now)));
    }
    if (key === this.#key) this.#note(versions);
    return openVersions(versions);
  }

  async #leftByGuest(): Promise<DraftVersion | undefined> {
    if (this.#slot.viewerId === null) return undefined;
    const versions = await this.#openVersions(draftKey({...this.#slot, viewerId: null}));
    return versions.find(({forSignIn}) => forSignIn);
  }

  #takeUp(version: DraftVersion): void {
    this.#base = version;
    this.#text = version.text;
    this.#saved = version.text;
  }

  #forget(): void {
    this.#base = null;
    this.#text = '';
    this.#saved = '';
    this.#forSignIn = false;
  }

  #note(versions: readonly DraftVersion[]): void {
    for (const {order} of versions) this.#highest = Math.max(this.#highest, order);
  }

  #othersIn(versions: readonly DraftVersion[]): number {
    return openVersions(versions).filter(({id}) => id !== this.#base?.id).length;
  }

  #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = this.#last.then(work);
    this.#last = result.catch(() => undefined);
    return result;
  }
}
