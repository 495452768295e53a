import type {DraftSession} from '../../../src/store/submissions/draft-session.js';
import {isStarted, openDrafts, parseSubmission} from '../../../src/store/submissions/submission.js';
import {FakeDevice, type StorageCondition} from './fake-device.js';
import {FakeBackend, type BackendCapabilities} from './fake-backend.js';
import {ReaderTab} from './reader-tab.js';

/** What the reader means to happen to words they wrote. */
type Intention = 'writing' | 'posting' | 'given-up';

/** Words as the reader wrote them; no two texts are alike. */
interface WrittenText {
  intention: Intention;
  readonly viewerId: string | null;
  /** The reader has sent it again after being told that it may have arrived. */
  mayBePostedTwice: boolean;
  /** As whom the reader has posted it so far. */
  postedAs?: string | null;
}

/**
 * A reader with tabs, a server, and what has to be true of both at the end: no words are lost, nothing is posted
 * twice, and nothing is shown that the server contradicts.
 */
export class WritingModel {
  readonly world = new FakeDevice();
  readonly backend: FakeBackend;
  readonly writtenTexts = new Map<string, WrittenText>();
  readonly tabs: ReaderTab[] = [];
  viewerId: string | null = null;
  #texts = 0;
  #wasWithoutStorage = false;

  constructor(skills: BackendCapabilities) {
    this.backend = new FakeBackend(this.world, skills);
    this.backend.entries.push({
      key: 'earlier',
      comment: {
        id: 'comment-0',
        author: {name: 'Somebody'},
        body: {format: 'text', value: 'The first draft'},
        createdAt: '2026-02-01T08:00:00.000Z',
      },
    });
  }

  /** The tab at a place, counted round; `undefined` while there is none in use. */
  tab(place: number): ReaderTab | undefined {
    const tabs = this.tabs.filter(({tab}) => !tab.isFrozen);
    return tabs[place % Math.max(1, tabs.length)];
  }

  openTab(): void {
    this.tabs.push(new ReaderTab(this.world, this.backend, this.viewerId));
  }

  write(tab: ReaderTab, place: number): void {
    const draft = tab.drafts[place]!;
    const before = this.writtenTexts.get(draft.text);
    // What is on its way already is not in the form's hands.
    if (before && !isUnderway(draft)) before.intention = 'given-up';
    const text = `Draft ${String(++this.#texts)}`;
    this.writtenTexts.set(text, {intention: 'writing', viewerId: tab.viewerId, mayBePostedTwice: false});
    draft.write(text);
  }

  submit(tab: ReaderTab, place: number): void {
    const draft = tab.drafts[place]!;
    const {text, outgoing} = draft;
    // Whoever presses the button in two tabs within the half second in which the draft is saved, wants it so.
    const isTwice = this.tabs.some((other) =>
      other.drafts.some((one) => other !== tab && one.text === text && one.outgoing !== undefined),
    );
    if (!tab.submit(place)) return;
    const written = this.writtenTexts.get(text);
    // Under another name it is another draft to everybody but the reader, who has just given the first one up.
    const isAnother = written?.postedAs !== undefined && written.postedAs !== tab.postsAs;
    if (written) written.postedAs = tab.postsAs;
    this.#posting(text, isTwice || isAnother || (outgoing?.isUncertain ?? false));
  }

  retryCard(tab: ReaderTab): void {
    const card = tab.cards[0];
    if (!card) return;
    this.#posting(card.text, card.isUncertain);
    tab.retryCard(card.key);
  }

  takeBack(tab: ReaderTab): void {
    const card = tab.cards[0];
    if (!card) return;
    const written = this.writtenTexts.get(card.text);
    if (written) {
      written.mayBePostedTwice ||= card.isUncertain;
    }
    void tab.takeBack(card.key);
  }

  discard(tab: ReaderTab, place: number): void {
    const draft = tab.drafts[place]!;
    const written = this.writtenTexts.get(draft.text);
    if (written && !draft.isSending) written.intention = 'given-up';
    void draft.discard();
  }

  /** The reader fills in another name, after it was refused. */
  changeTerms(tab: ReaderTab, place: number): void {
    this.#becomeAnother(tab.drafts[place]!);
    tab.drafts[place]!.startNewSubmission();
  }

  /** A guest is asked to sign in. */
  awaitSignIn(tab: ReaderTab, place: number): void {
    if (tab.viewerId !== null) return;
    this.#becomeAnother(tab.drafts[place]!);
    void tab.drafts[place]!.awaitSignIn();
  }

  /** The reader takes up text of another comment; what stands in the form is kept beside it. */
  writeAgain(tab: ReaderTab, place: number): void {
    const text = `Draft ${String(++this.#texts)}`;
    const written: WrittenText = {intention: 'given-up', viewerId: tab.viewerId, mayBePostedTwice: false};
    this.writtenTexts.set(text, written);
    void tab.drafts[place]!.resumeText(text).then(() => {
      // A form that has become another reader's meanwhile has not taken it; what is in the form is the reader's.
      if (tab.drafts.some((draft) => draft.text === text) && tab.viewerId === written.viewerId)
        written.intention = 'writing';
    });
  }

  /** The reader signs in or out, in every tab. */
  become(viewerId: string | null): void {
    const before = this.viewerId;
    this.viewerId = viewerId;
    if (before !== null) {
      for (const written of this.writtenTexts.values()) {
        // What they were about to post goes with their drafts when it had failed.
        if (written.viewerId === before) written.intention = 'given-up';
      }
    }
    for (const tab of this.tabs) {
      // A frozen page learns of it when it is back.
      if (tab.tab.isFrozen) continue;
      // What stands in the form when somebody signs in is theirs from then on; it is theirs to lose, too.
      for (const {text} of tab.drafts) {
        const written = this.writtenTexts.get(text);
        if (!written || tab.viewerId === viewerId) continue;
        if (tab.viewerId !== null) written.intention = 'given-up';
        else this.writtenTexts.set(text, {...written, viewerId, mayBePostedTwice: true});
      }
      void tab.become(viewerId);
    }
  }

  setStorage(which: 'database' | 'sync', condition: StorageCondition): void {
    this.world[which].condition = condition;
    if (this.world.database.condition !== 'fine' && this.world.sync.condition !== 'fine')
      this.#wasWithoutStorage = true;
  }

  thaw(tab: ReaderTab): void {
    tab.thaw();
    if (tab.viewerId !== null && this.viewerId !== tab.viewerId) this.#loseTo(tab);
    void tab.become(this.viewerId);
  }

  /** The device's clock is set wrong by so much, or right. */
  setClock(ms: number): void {
    this.world.clock.jump(ms);
  }

  /** The tab goes as a browser lets it go, saying so before. Words are lost only if the device takes none. */
  close(tab: ReaderTab): void {
    tab.hide();
    this.#end(tab, () => this.world.sync.condition !== 'fine');
  }

  /** The tab is gone without a word. What the reader was told is kept, is. */
  crash(tab: ReaderTab): void {
    this.#end(tab, (text) => {
      const draft = tab.drafts.find((other) => other.text === text);
      return draft ? draft.saveStatus !== 'saved' && !draft.isRestored : this.#wasWithoutStorage;
    });
  }

  /** What is kept on the device: drafts and intents, in whichever storage. */
  isStored(text: string): boolean {
    const stored = [this.world.database, this.world.sync].flatMap(({texts}) =>
      [...texts.values()].flatMap((value) => parseSubmission(JSON.parse(value)) ?? []),
    );
    return stored.some(
      (one) =>
        one.text === text &&
        (isStarted(one) || openDrafts(stored, one.place.parentId).some(({id}) => id === one.id)),
    );
  }

  /** Says what is wrong when all is quiet and the reader looks at these pages; empty when nothing is. */
  faults(views: readonly ReaderTab[]): string[] {
    const faults: string[] = [];
    for (const [text, {intention, mayBePostedTwice}] of this.writtenTexts) {
      const count = this.backend.count(text);
      if (count > 1 && !mayBePostedTwice) faults.push(`"${text}" was posted ${String(count)} times`);
      const isShown = views.some(({drafts, cards}) =>
        [...drafts, ...cards].some((place) => place.text === text),
      );
      // A second version from another tab is a press of a button away.
      const isThere = isShown || this.isStored(text);
      if (intention !== 'given-up' && count === 0 && !isThere)
        faults.push(`"${text}" (${intention}) is lost`);
    }
    for (const view of views) {
      faults.push(
        ...contradictions(
          view,
          this.backend,
          (text) => this.writtenTexts.get(text)?.mayBePostedTwice ?? false,
        ),
      );
    }
    return faults;
  }

  /** Whoever was signed in on this page has signed out elsewhere: what stands in its forms goes with them. */
  #loseTo(tab: ReaderTab): void {
    for (const {text} of tab.drafts) {
      const written = this.writtenTexts.get(text);
      if (written) written.intention = 'given-up';
    }
  }

  /** Under another name what has failed is another comment; a request of the first may still arrive. */
  #becomeAnother({outgoing, text}: DraftSession): void {
    const written = this.writtenTexts.get(text);
    if (written && outgoing?.status === 'failed') written.mayBePostedTwice = true;
  }

  #posting(text: string, isUncertain: boolean): void {
    const written = this.writtenTexts.get(text);
    if (!written) return;
    // Given up in one tab and posted in another: the reader has said both, and either may come of it.
    written.mayBePostedTwice ||= isUncertain || written.intention === 'given-up';
    if (written.intention !== 'given-up') written.intention = 'posting';
  }

  #end(tab: ReaderTab, mayLose: (text: string) => boolean): void {
    const place = this.tabs.indexOf(tab);
    if (place >= 0) this.tabs.splice(place, 1);
    tab.tab.end();
    const inTab = new Set([...tab.drafts, ...tab.cards].map(({text}) => text));
    for (const [text, written] of this.writtenTexts) {
      const isElsewhere = this.tabs.some(({drafts}) => drafts.some((draft) => draft.text === text));
      if (isElsewhere || this.isStored(text)) continue;
      if (inTab.has(text) ? mayLose(text) : this.#wasWithoutStorage) written.intention = 'given-up';
    }
  }
}

function isUnderway({text, outgoing}: DraftSession): boolean {
  if (outgoing?.draft.body.value !== text) return false;
  return outgoing?.status === 'checking' || outgoing?.status === 'sending';
}

/** What a thread shows that the server knows better. */
function contradictions(
  {store, viewerId, cards}: ReaderTab,
  backend: FakeBackend,
  mayBePostedTwice: (text: string) => boolean,
): string[] {
  const faults: string[] = [];
  const shown = [...store.state.comments.values()];
  const whom = viewerId ?? 'a guest';
  for (const {comment} of backend.entries) {
    const times = shown.filter(
      ({body, delivery}) => body.value === comment.body.value && delivery === undefined,
    ).length;
    const written = backend.count(comment.body.value);
    if (times !== written) faults.push(`${whom} sees "${comment.body.value}" ${String(times)} times`);
  }
  for (const {body, delivery} of shown) {
    if (delivery === 'sending') faults.push(`"${body.value}" is shown as being sent to ${whom}`);
    const isDoubted =
      mayBePostedTwice(body.value) || cards.some(({text, isUncertain}) => isUncertain && text === body.value);
    if (delivery !== undefined && !isDoubted && backend.count(body.value) > 0)
      faults.push(`"${body.value}" is shown as not sent to ${whom}`);
  }
  return faults;
}
