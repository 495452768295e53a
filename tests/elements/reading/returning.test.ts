import {expect, fixture, html} from '@open-wc/testing';
import type {SavedPlace} from '../../../src/model/saved-place.js';
import {ThreadPage} from '../../support/thread-fixture.js';
import {waitUntil} from '../../support/wait-until.js';

// A reader who reloads the page, or comes back to it, is where they were.

type EntryWindow = Window & {navigation?: {currentEntry: {getState(): unknown} | null}};

class Frame {
  readonly #frame: HTMLIFrameElement;

  private constructor(frame: HTMLIFrameElement) {
    this.#frame = frame;
  }

  static async open(query = ''): Promise<Frame> {
    const frame = new Frame(
      await fixture<HTMLIFrameElement>(
        html`<iframe
          title="Page"
          width="600"
          height="700"
          src=${`/tests/support/pages/returning.html${query}`}
        ></iframe>`,
      ),
    );
    await waitUntil(() => frame.#hasThread, 'no thread');
    return frame;
  }

  get #hasThread(): boolean {
    return this.#frame.contentDocument?.querySelector('parley-thread')?.shadowRoot != null;
  }

  get window(): Window {
    return this.#frame.contentWindow as Window;
  }

  get page(): ThreadPage {
    const thread = this.window.document.querySelector('parley-thread');
    if (!thread) throw new Error('no thread');
    return new ThreadPage(thread);
  }

  top(id: string): number {
    return this.page.article(id).getBoundingClientRect().top;
  }

  has(id: string): boolean {
    return this.#hasThread && this.page.thread.store?.state.phase === 'ready' && this.page.ids.includes(id);
  }

  async frames(): Promise<void> {
    for (let count = 0; count < 3; count += 1)
      await new Promise((resolve) => {
        this.window.requestAnimationFrame(resolve);
      });
  }

  /** Reads until a comment stands this far below the top. */
  async readTo(id: string, top: number): Promise<void> {
    this.window.document.querySelector('parley-thread')?.scrollIntoView();
    await waitUntil(() => this.has(id), `no comment ${id}`);
    // Again while rows above are laid out and move it: engines without scroll anchoring let them.
    await waitUntil(async () => {
      const rest = this.top(id) - top;
      if (Math.abs(rest) >= 1) this.window.scrollBy(0, rest);
      await this.frames();
      return Math.abs(this.top(id) - top) < 1 && this.isSavedAt(id);
    }, `${id} is not saved`);
  }

  /** The place that the page's history entry has; `null` once the reader has left the thread. */
  get saved(): SavedPlace | null | undefined {
    const {navigation, history} = this.window as EntryWindow;
    const state = navigation?.currentEntry ? navigation.currentEntry.getState() : history.state;
    return (state as {parley?: SavedPlace | null} | null)?.parley;
  }

  /** Waits until a comment is saved where it stands now. Gives how far below the top that is. */
  async savedAt(id: string): Promise<number> {
    await waitUntil(() => this.isSavedAt(id), `${id} is not saved`);
    return this.top(id);
  }

  isSavedAt(id: string): boolean {
    return this.saved?.id === id && Math.abs(this.saved.top - this.top(id)) < 1;
  }

  /** What the page waits for with `?slow` has come. */
  finish(): void {
    this.window.document.querySelector('iframe')?.contentDocument?.close();
  }

  async leaveBy(leave: () => void): Promise<void> {
    const before = this.window.document;
    leave();
    await waitUntil(() => {
      const now = this.#frame.contentDocument;
      return now && now !== before && now.readyState === 'complete';
    }, 'still here');
  }

  reload(): Promise<void> {
    return this.leaveBy(() => {
      this.window.location.reload();
    });
  }
}

describe('a returning reader', () => {
  it('by a reload is at the comment where they were', async () => {
    const frame = await Frame.open();
    await frame.readTo('50', 40);
    await frame.reload();
    await waitUntil(() => frame.has('50') && Math.abs(frame.top('50') - 40) < 3, 'elsewhere');
    // It stays there, whatever comes late. A browser may have scrolled there before the thread did: the code that
    // comes late moves it then, until the thread brings it back.
    await waitUntil(() => frame.page.thread.late, 'the late code has not come');
    await waitUntil(() => Math.abs(frame.top('50') - 40) < 3, 'moved');
    await frame.frames();
    expect(frame.top('50')).to.be.closeTo(40, 3);
    expect(frame.page.focused === null || frame.window.document.activeElement?.localName === 'body').to.equal(
      true,
    );
  });

  it('is at the same comment on a later page of the list after a reload', async () => {
    const frame = await Frame.open('?size=10');
    await frame.readTo('85', 40);
    frame.page.button(/more/i).click();
    await waitUntil(() => frame.has('75'), 'no further page');
    await frame.readTo('75', 40);
    // What is laid out late may have moved it: engines without scroll anchoring let it.
    const top = await frame.savedAt('75');
    await frame.reload();
    await waitUntil(() => frame.has('75') && Math.abs(frame.top('75') - top) < 3, 'elsewhere');
  });

  it('by a reload is at a comment with which the page ends at first, and shrinks as its comments are laid out', async () => {
    const frame = await Frame.open('?size=10&short');
    await frame.readTo('85', 40);
    for (const id of ['75', '65', '55', '45', '35', '25']) {
      frame.page.button(/more/i).click();
      await waitUntil(() => frame.has(id), 'no further page');
      await frame.frames();
    }
    await frame.readTo('31', 112);
    // What is laid out late may have moved it: engines without scroll anchoring let it.
    const top = await frame.savedAt('31');
    await frame.reload();
    await waitUntil(() => frame.has('31') && Math.abs(frame.top('31') - top) < 3, 'elsewhere');
    await frame.frames();
    expect(frame.top('31')).to.be.closeTo(top, 3);
  });

  it('and turns to the page before all of it has come, is not taken away again', async () => {
    const frame = await Frame.open('?slow');
    frame.finish();
    await frame.readTo('50', 40);
    // A browser itself leaves alone only who has scrolled by hand.
    frame.window.history.scrollRestoration = 'manual';
    const before = frame.window.document;
    frame.window.location.reload();
    await waitUntil(() => frame.window.document !== before && frame.has('50'), 'no thread');
    await waitUntil(() => frame.page.thread.late, 'no code that hears of the reader');
    await frame.frames();
    frame.window.dispatchEvent(new WheelEvent('wheel', {bubbles: true}));
    frame.window.scrollTo(0, 333);
    await frame.frames();
    frame.finish();
    await waitUntil(() => frame.window.document.readyState === 'complete', 'not loaded');
    await frame.frames();
    await frame.frames();
    expect(frame.window.scrollY).to.equal(333);
  });

  it('by Back is at the comment where they were', async () => {
    const frame = await Frame.open();
    await frame.readTo('50', 40);
    await frame.leaveBy(() => {
      frame.window.location.href = '/tests/support/pages/elsewhere.html';
    });
    await frame.leaveBy(() => {
      frame.window.history.back();
    });
    await waitUntil(() => frame.has('50') && Math.abs(frame.top('50') - 40) < 3, 'elsewhere');
  });

  it('is where they were also if a link had led them to another comment before', async () => {
    const frame = await Frame.open('#comment-80');
    await waitUntil(() => frame.has('80') && frame.page.focused !== null);
    await frame.readTo('50', 40);
    await frame.reload();
    await waitUntil(() => frame.has('50') && Math.abs(frame.top('50') - 40) < 3, 'elsewhere');
  });

  it('who was in the article finds the article, and the thread waits for them', async () => {
    const frame = await Frame.open();
    await frame.readTo('50', 40);
    frame.window.scrollTo(0, 100);
    await waitUntil(() => frame.saved === null, 'still saved in the thread');
    await frame.reload();
    await frame.frames();
    expect(frame.window.scrollY).to.be.closeTo(100, 2);
  });

  it('has nothing stored on the device, and history state of routers is unchanged', async () => {
    const frame = await Frame.open();
    const {navigation, history} = frame.window as EntryWindow;
    history.replaceState({router: {position: 3}}, '');
    (navigation as Navigation | undefined)?.updateCurrentEntry({state: {route: 'ferry'}});
    const storedKeys = (): string[] =>
      Object.keys(frame.window.localStorage).concat(Object.keys(frame.window.sessionStorage));
    const before = storedKeys();
    await frame.readTo('50', 40);
    await frame.reload();
    await waitUntil(() => frame.has('50'));
    const entries = (frame.window as EntryWindow).navigation;
    expect((frame.window.history.state as {router: unknown}).router).to.deep.equal({position: 3});
    if (entries) expect(entries.currentEntry?.getState()).to.include({route: 'ferry'});
    expect(storedKeys()).to.deep.equal(before);
  });

  it('has made no navigation for the routers of the page, nor a page view for what counts them, by scrolling', async () => {
    const frame = await Frame.open();
    const {navigation} = frame.window as EntryWindow;
    let received = 0;
    (navigation as Navigation | undefined)?.addEventListener('navigate', () => (received += 1));
    // How routers and page counters hear of navigations where the browser has no navigation API.
    const {history} = frame.window;
    if (navigation) history.replaceState = () => (received += 1);
    await frame.readTo('50', 40);
    await frame.readTo('40', 40);
    expect(received).to.equal(0);
  });

  it('has met no beforeunload listener, which would keep the page out of the cache for Back', async () => {
    const frame = await Frame.open();
    const listened: string[] = [];
    const listen = frame.window.addEventListener.bind(frame.window);
    frame.window.addEventListener = (type: string, ...how: [EventListenerOrEventListenerObject]) => {
      listened.push(type);
      listen(type, ...how);
    };
    await frame.readTo('50', 40);
    expect(listened).to.include('scroll');
    expect(listened).not.to.include('beforeunload');
    expect(listened).not.to.include('unload');
  });

  for (const state of ['a text', 7, null, [1, 2]])
    it(`has a state of the page that is ${JSON.stringify(state)} as the page has put it`, async () => {
      const frame = await Frame.open();
      const {navigation, history} = frame.window as EntryWindow;
      history.replaceState(state, '');
      const entries = navigation as Navigation | undefined;
      entries?.updateCurrentEntry({state});
      frame.window.document.querySelector('parley-thread')?.scrollIntoView();
      await waitUntil(() => frame.has('50'), 'no comments');
      await waitUntil(async () => {
        frame.window.scrollBy(0, frame.top('50') - 40);
        await frame.frames();
        return Math.abs(frame.top('50') - 40) < 1;
      }, 'not there');
      if (state === null) await frame.savedAt('50');
      else expect(frame.saved).to.equal(undefined);
      if (!entries && state === null) return;
      expect(history.state).to.deep.equal(state);
      if (state !== null) expect(entries?.currentEntry?.getState() ?? state).to.deep.equal(state);
    });
});
