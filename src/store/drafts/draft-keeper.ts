import {
  keptVersions,
  openVersions,
  stampOf,
  versionsIn,
  withHasty,
  withoutOld,
  withText,
  type DraftBase,
  type DraftVersion,
} from './draft-versions.js';
import {draftKey, type DraftSlot} from './draft-slot.js';
import type {Drafts} from '../drafts.js';
import {arrivedTexts, heldTexts, intentKeyPrefix} from '../outbox/intents.js';

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
  #isLasting = true;
  /** How often another draft came before the reader. */
  #found = 0;
  /** Under which key these very words were posted already, as far as the draft tells. */
  #postedAs: string | null = null;
  #isMarkBehind = false;
  /** These words were posted before, and are to be posted once more. */
  #isAgain = false;
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
    this.#endListening = drafts.device.channel.listen((message) => {
      const {type, key} = (message ?? {}) as {type?: unknown; key?: unknown};
      const isOurs = type === 'draft' && key === this.#key;
      const isPosted =
        type === 'intent' && typeof key === 'string' && key.startsWith(intentKeyPrefix(this.#slot));
      if (isOurs || isPosted) void this.refresh();
    });
  }

  get slot(): DraftSlot {
    return this.#slot;
  }

  /** What these very words are known by in every tab that shows this draft; `null` as long as they are not kept. */
  get stamp(): string | null {
    return this.isBehind || !this.#base ? null : stampOf(this.#base);
  }

  /** Under which key these very words were posted before, though nothing else on the device may tell of that. */
  get postedAs(): string | null {
    return this.#postedAs;
  }

  /** Whether the reader has written since the words were kept last. */
  get #isTouched(): boolean {
    return this.#text !== this.#saved;
  }

  /** Whether there are words that are not kept yet, or would go with the page. */
  get isBehind(): boolean {
    return this.#isMarkBehind || this.#text !== this.#saved || (!this.#isLasting && this.#text !== '');
  }

  /**
   * Shows (`show`) the latest draft, to go on with: this viewer's, else what a guest wrote here who then asked to sign
   * in. Nothing when there is none, when the words are on their way already, or when the reader has begun to write.
   */
  restore(show: (draft: RestoredDraft) => void): Promise<void> {
    return this.#inTurn(async () => {
      const held = await heldTexts(this.#drafts.device, this.#slot);
      const isFree = ({text}: DraftVersion): boolean => !held.has(text);
      // A slow device may answer only when the reader has been shown an empty form.
      const lookAgain = (): void => void this.restore(show);
      const own = (await this.#openVersions(this.#key, lookAgain)).filter(isFree);
      const version = own[0] ?? (await this.#leftByGuest());
      if (!version || this.#text !== '' || this.#isClosed) return;
      this.#takeUp(version);
      // In the same breath, or the next key would overwrite a draft that was never shown.
      show({text: version.text, others: Math.max(0, own.length - 1)});
      if (own.length > 0) return;
      // It is this viewer's from now on.
      this.#base = null;
      this.#saved = '';
      await this.#store();
      await this.#drafts.discard({slot: {...this.#slot, viewerId: null}, text: version.text});
    });
  }

  /** The reader has written: `text` is all of it. */
  write(text: string): void {
    if (this.#isClosed) return;
    if (text !== this.#text) {
      this.#postedAs = null;
      this.#isAgain = false;
    }
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
    const {device, shelf} = this.#drafts;
    const base = this.#base;
    const isEmpty = this.#text.trim() === '';
    if (isEmpty && !base) return;
    const version: DraftVersion = {
      id: device.newKey(),
      order: this.#highest + 1,
      savedAt: device.clock.now(),
      text: this.#text,
      ...(this.#forSignIn && {forSignIn: true}),
      ...(this.#isAgain && {again: true}),
    };
    this.#isLasting = shelf.changeSync(this.#key, (before) =>
      keptVersions(withHasty(versionsIn(before), base, version)),
    );
    this.#highest = version.order;
    this.#base = isEmpty ? null : version;
    this.#saved = this.#text;
    this.#isMarkBehind = false;
    // Should the page stay, the words move to where there is more room.
    void this.#inTurn(() => this.#store());
  }

  /**
   * Keeps a copy of the words before the next line runs, for they are about to be posted under `key`: another tab may have
   * changed the draft that they were found as.
   */
  copy(key: string): void {
    const {device, shelf} = this.#drafts;
    const text = this.#text;
    if (text.trim() === '' || this.#isAbandoned) return;
    const id = device.newKey();
    const order = this.#highest + 1;
    const version: DraftVersion = {id, order, savedAt: device.clock.now(), text, postedAs: key};
    this.#postedAs = key;
    shelf.changeSync(this.#key, (before) => {
      const versions = versionsIn(before);
      const known = versions.find((other) => !other.gone && other.text === text);
      if (!known) return keptVersions([...versions, version]);
      return keptVersions(versions.map((other) => (other === known ? {...other, postedAs: key} : other)));
    });
  }

  /** Whether the words may follow a reader who signs in: they were asked to, or it is not known yet who they are. */
  mark(forSignIn: boolean): void {
    if (this.#forSignIn === forSignIn) return;
    this.#forSignIn = forSignIn;
    this.#isMarkBehind = this.#text !== '';
  }

  /** The reader does not want these words any more. */
  async discard(): Promise<void> {
    this.#cancelTimer?.();
    const base = this.#base;
    const text = this.#text;
    const found = this.#found;
    this.#forget();
    await this.#inTurn(async () => {
      // A save that was under way may have made a version of these words in the meantime; what was found is another.
      const latest = found === this.#found ? (this.#base ?? base) : base;
      if (found === this.#found && this.#text === '') this.#forget();
      if (latest) await this.#drafts.drop(this.#slot, latest);
      if (text !== '') await this.#drafts.discard({slot: this.#slot, text});
    });
  }

  /**
   * These words are the outbox's now. What is kept of them stays, out of sight, until they are posted or come back; what
   * was written since is kept on.
   */
  async release(text: string): Promise<void> {
    if (this.#text !== text) return;
    this.#cancelTimer?.();
    const found = this.#found;
    this.#forget();
    await this.#inTurn(async () => {
      if (found === this.#found && this.#text === '') this.#forget();
    });
  }

  /** What is written from now on is another draft: the one so far is on its way. */
  fork(): void {
    this.#found++;
    this.#base = null;
    this.#saved = '';
  }

  /** The reader takes up words that were posted before, as another draft: the one so far stays beside it. */
  writeAgain(text: string): void {
    this.fork();
    this.write(text);
    this.#isAgain = true;
  }

  /** Keeps these words and shows (`show`) the next version that another tab has left, if there is one. */
  async other(show: (draft: RestoredDraft) => void): Promise<void> {
    await this.save();
    await this.#inTurn(async () => {
      const versions = await this.#openVersions(this.#key);
      const place = versions.findIndex(({text}) => text === this.#text);
      const next = versions[(place + 1) % Math.max(1, versions.length)];
      if (!next || next.text === this.#text || this.isBehind) return;
      this.#takeUp(next);
      show({text: next.text, others: versions.length - 1});
    });
  }

  /** The reader has signed in: the same words, under their name. */
  move(slot: DraftSlot): Promise<void> {
    return this.#inTurn(async () => {
      const [before, base] = [this.#slot, this.#base];
      if (draftKey(before) === draftKey(slot)) return;
      this.#slot = slot;
      this.#base = null;
      this.#saved = '';
      this.#forSignIn = false;
      await this.#store();
      if (base) await this.#drafts.drop(before, base);
    });
  }

  /** Looks what other tabs have done to this draft; also called when the page comes back from a cache. */
  refresh(): Promise<void> {
    return this.#inTurn(async () => {
      const {device, shelf} = this.#drafts;
      const versions = versionsIn(await shelf.read(this.#key));
      const current = versions.find(({id}) => id === this.#base?.id);
      this.#note(versions);
      if (this.#text === '' || this.#isTouched) return;
      const hasArrived = async (): Promise<boolean> =>
        !this.#isAgain && (await arrivedTexts(device, this.#slot)).has(this.#text);
      const isPosted = current?.gone === 'posted' || (await hasArrived());
      if (!isPosted || this.#isTouched) return;
      this.#forget();
      this.#listener.posted();
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
    const options = {
      now: device.clock.now(),
      freshId: device.newKey(),
      forSignIn: this.#forSignIn,
      again: this.#isAgain,
      isKept: !this.#isTouched && !this.#isMarkBehind,
    };
    const before = this.#base;
    const found = this.#found;
    let isWritten = false;
    let versions: readonly DraftVersion[] = [];
    let base: DraftBase | null = null;
    const lasting = await shelf.change(key, (kept) => {
      // Words that were given away while this waited are somebody else's to keep, or posted by now; those that were
      // kept in haste are kept, and may even have been taken up elsewhere.
      isWritten = this.#text === text && this.#found === found && this.#base === before;
      if (!isWritten) return kept;
      ({versions, base} = withText(withoutOld(versionsIn(kept), options.now), before, text, options));
      return keptVersions(versions);
    });
    // Written in haste since then: that is the later one.
    if (!isWritten || this.#base !== before || this.#found !== found || key !== this.#key) return;
    this.#base = base;
    this.#saved = text;
    this.#isMarkBehind = false;
    this.#isLasting = lasting;
    this.#note(versions);
    this.#drafts.tell(key);
    // Of words that have changed meanwhile nobody can say yet that they are kept.
    if (text.trim() !== '' && text === this.#text) this.#listener.saved(lasting, this.#othersIn(versions));
  }

  async #openVersions(key: string, late?: () => void): Promise<readonly DraftVersion[]> {
    const {shelf, device} = this.#drafts;
    const kept = await shelf.read(key, late);
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
    this.#found++;
    this.#base = version;
    this.#text = version.text;
    this.#saved = version.text;
    this.#postedAs = version.postedAs ?? null;
    this.#isAgain = version.again ?? false;
  }

  #forget(): void {
    this.#base = null;
    this.#text = '';
    this.#saved = '';
    this.#postedAs = null;
    this.#isMarkBehind = false;
    this.#isAgain = false;
  }

  /** Somebody else may have gone on with the version that is before the reader: what is written here is another one then. */
  #note(versions: readonly DraftVersion[]): void {
    for (const {order} of versions) this.#highest = Math.max(this.#highest, order);
    const base = this.#base;
    const current = versions.find(({id}) => id === base?.id);
    if (base && current?.order !== base.order) this.#base = null;
  }

  /** The same words may be kept twice, where they were kept in haste while a save was under way. */
  #othersIn(versions: readonly DraftVersion[]): number {
    return openVersions(versions).filter(({text}) => text !== this.#text).length;
  }

  #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = this.#last.then(work);
    this.#last = result.catch(() => undefined);
    return result;
  }
}
