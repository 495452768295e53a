import type {CommentId, NewComment} from '../../../src/model/comment.js';
import type {DraftSlot} from '../../../src/store/drafts/draft-slot.js';
import {Drafts} from '../../../src/store/drafts.js';
import {Letter} from '../../../src/store/outbox/letter.js';
import {reduce} from '../../../src/store/reduce.js';
import {ThreadDeeds} from '../../../src/store/thread-deeds.js';
import {ThreadStore} from '../../../src/store/thread-store.js';
import {PAGE} from '../comments.js';
import type {FakeDevice, FakeTab} from './fake-device.js';
import type {Ledger} from './ledger.js';

/** The places in which the reader of these tests writes. */
export const PLACES: readonly (CommentId | null)[] = [null, 'comment-0'];

/** A page with a thread in a tab, put together as the elements do it, without drawing anything. */
export class ReaderTab {
  readonly tab: FakeTab;
  readonly store: ThreadStore;
  readonly letters: readonly Letter[];
  viewerId: string | null;
  #isKnown = false;
  readonly #deeds: ThreadDeeds;
  readonly #ledger: Ledger;

  constructor(world: FakeDevice, ledger: Ledger, viewerId: string | null) {
    this.tab = world.openTab();
    this.viewerId = viewerId;
    this.#ledger = ledger;
    const {device} = this.tab;
    this.store = new ThreadStore(ledger.adapterFor(this.tab), ({outgoing}) => {
      for (const letter of this.letters) letter.hear(outgoing);
    });
    this.#deeds = new ThreadDeeds(this.store, {device});
    const drafts = new Drafts(device);
    this.letters = PLACES.map(
      () =>
        new Letter(drafts, {
          changed: () => undefined,
          superseded: (key, dropsWords) => void this.#deeds.supersede(key, dropsWords),
          left: (key) => this.#deeds.leave(key),
          postedElsewhere: () => undefined,
        }),
    );
    // As long as the backend has not said who reads, nobody is signed in.
    void this.#follow(null);
    void this.open();
  }

  async open(): Promise<void> {
    await this.store.open(PAGE, {sort: 'newest', limit: 20, live: false});
    await this.#follow(this.viewerId);
  }

  /** The page is loaded anew in the same tab: an order is chosen, or an error is tried again. */
  async reopen(): Promise<void> {
    await this.store.reopen();
    await this.#follow(this.viewerId);
  }

  /** As whom a letter goes out now: nobody is signed in before the backend has said so. */
  get postsAs(): string | null {
    return this.#isKnown ? this.viewerId : null;
  }

  submit(place: number): boolean {
    const letter = this.letters[place]!;
    const status = letter.outgoing?.status;
    if (!letter.hasWords || status === 'checking' || status === 'sending') return false;
    const {key, mayHaveArrived} = letter.post();
    const viewerId = this.postsAs;
    const draft: NewComment = {
      parentId: PLACES[place] ?? null,
      body: {format: 'text', value: letter.text},
      ...(viewerId === null && {guest: {name: 'Ana'}}),
    };
    void this.#deeds.post(draft, {key, mayHaveArrived, viewerId, authorName: viewerId ? 'Vera' : 'Ana'});
    return true;
  }

  /** The letters in the list that the reader can decide about. */
  get cards(): readonly {readonly key: string; readonly text: string; readonly isUncertain: boolean}[] {
    return [...this.store.state.outgoing.values()]
      .filter(({status}) => status === 'waiting' || status === 'stopped')
      .map(({key, draft, isUncertain}) => ({key, text: draft.body.value, isUncertain}));
  }

  retryCard(key: string): void {
    void this.#deeds.retry(key);
  }

  async takeBack(key: string): Promise<void> {
    const parentId = await this.#deeds.takeBack(key);
    if (parentId !== undefined) await this.letters[PLACES.indexOf(parentId)]?.restore();
  }

  /** A live update brings what the list has not got yet. */
  hearLive(): void {
    for (const {comment} of this.#ledger.entries) this.store.dispatch({type: 'arrived', comment}, reduce);
  }

  showArrivals(): void {
    this.store.dispatch({type: 'arrivals-shown'}, reduce);
  }

  async become(viewerId: string | null): Promise<void> {
    this.viewerId = viewerId;
    await this.#follow(viewerId);
  }

  /** The page is hidden: what a browser announces before it goes, or is put into a cache. */
  hide(): void {
    for (const letter of this.letters) letter.hurry();
    this.#deeds.suspend();
  }

  freeze(): void {
    this.hide();
    this.tab.freeze();
  }

  thaw(): void {
    this.tab.thaw();
    void this.#deeds.resume();
    for (const letter of this.letters) void letter.refresh();
  }

  async #follow(viewerId: string | null): Promise<void> {
    const {phase} = this.store.state;
    if (phase === 'ready') this.#isKnown = true;
    await Promise.all(
      this.letters.map((letter, place) => {
        const slot: DraftSlot = {
          ...PAGE,
          parentId: PLACES[place] ?? null,
          viewerId: this.#isKnown ? viewerId : null,
        };
        return letter.follow(slot, this.#isKnown);
      }),
    );
    if (phase === 'ready') await this.#deeds.settle(viewerId);
  }
}
