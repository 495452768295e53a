import type {CommentId, NewComment} from '../../../src/model/comment.js';
import {DraftSession} from '../../../src/store/submissions/draft-session.js';
import type {Place} from '../../../src/store/submissions/submission.js';
import {SubmissionRecords} from '../../../src/store/submissions/submission-records.js';
import {reduce} from '../../../src/store/reduce.js';
import {ThreadActions} from '../../../src/store/thread-actions.js';
import {ThreadStore} from '../../../src/store/thread-store.js';
import {PAGE} from '../comments.js';
import type {FakeDevice, FakeTab} from './fake-device.js';
import type {FakeBackend} from './fake-backend.js';

/** The places in which the reader of these tests writes. */
export const PLACES: readonly (CommentId | null)[] = [null, 'comment-0'];

/** A page with a thread in a tab, put together as the elements do it, without drawing anything. */
export class ReaderTab {
  readonly tab: FakeTab;
  readonly store: ThreadStore;
  readonly drafts: readonly DraftSession[];
  viewerId: string | null;
  #isKnown = false;
  readonly #actions: ThreadActions;
  readonly #backend: FakeBackend;

  constructor(world: FakeDevice, backend: FakeBackend, viewerId: string | null) {
    this.tab = world.openTab();
    this.viewerId = viewerId;
    this.#backend = backend;
    const {device} = this.tab;
    this.store = new ThreadStore(backend.adapterFor(this.tab), ({outgoing}) => {
      for (const draft of this.drafts) draft.handleOutgoing(outgoing);
    });
    this.#actions = new ThreadActions(this.store, {device});
    const records = SubmissionRecords.of(device);
    this.drafts = PLACES.map(
      () =>
        new DraftSession(records, {
          changed: () => undefined,
          superseded: (id) => void this.#actions.supersede(id),
          detached: (id) => this.#actions.detach(id),
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

  /** As whom a draft goes out now: nobody is signed in before the backend has said so. */
  get postsAs(): string | null {
    return this.#isKnown ? this.viewerId : null;
  }

  submit(place: number): boolean {
    const draft = this.drafts[place]!;
    const status = draft.outgoing?.status;
    if (!draft.hasText || status === 'checking' || status === 'sending') return false;
    const {key, mayHaveArrived} = draft.post();
    const viewerId = this.postsAs;
    const comment: NewComment = {
      parentId: PLACES[place] ?? null,
      body: {format: 'text', value: draft.text},
      ...(viewerId === null && {guest: {name: 'Ana'}}),
    };
    void this.#actions.post(comment, {key, mayHaveArrived, viewerId, authorName: viewerId ? 'Vera' : 'Ana'});
    return true;
  }

  /** The drafts in the list that the reader can decide about. */
  get cards(): readonly {readonly key: string; readonly text: string; readonly isUncertain: boolean}[] {
    return [...this.store.state.outgoing.values()]
      .filter(({status}) => status === 'waiting' || status === 'stopped')
      .map(({key, draft, isUncertain}) => ({key, text: draft.body.value, isUncertain}));
  }

  retryCard(key: string): void {
    void this.#actions.retry(key);
  }

  async takeBack(key: string): Promise<void> {
    const parentId = await this.#actions.withdraw(key);
    if (parentId !== undefined) await this.drafts[PLACES.indexOf(parentId)]?.restore();
  }

  /** A live update brings what the list has not got yet. */
  receiveLiveUpdates(): void {
    for (const {comment} of this.#backend.entries) this.store.dispatch({type: 'arrived', comment}, reduce);
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
    for (const draft of this.drafts) draft.flushSync();
    this.#actions.suspend();
  }

  freeze(): void {
    this.hide();
    this.tab.freeze();
  }

  thaw(): void {
    this.tab.thaw();
    void this.#actions.resume();
    for (const draft of this.drafts) void draft.refresh();
  }

  async #follow(viewerId: string | null): Promise<void> {
    const {phase} = this.store.state;
    if (phase === 'ready') this.#isKnown = true;
    await Promise.all(
      this.drafts.map((draft, place) => {
        const slot: Place = {
          ...PAGE,
          parentId: PLACES[place] ?? null,
          viewerId: this.#isKnown ? viewerId : null,
        };
        return draft.setPlace(slot, this.#isKnown);
      }),
    );
    if (phase === 'ready') await this.#actions.resumePending(viewerId);
  }
}
