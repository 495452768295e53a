import {expect, fixture, html} from '@open-wc/testing';
import {ThreadPage} from '../../support/thread-fixture.js';
import {waitUntil} from '../../support/wait-until.js';

// A reader who reloads the page, or comes back to it, is where they were.

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
    await waitUntil(() => this.has(id) && this.page.list.extras, `no comment ${id}`);
    await waitUntil(async () => {
      this.window.scrollBy(0, this.top(id) - top);
      await this.frames();
      return Math.abs(this.top(id) - top) < 1;
    }, 'not there');
    await this.frames();
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

describe('a reader who comes back', () => {
  it('by a reload is at the comment where they were', async () => {
    const frame = await Frame.open();
    await frame.readTo('50', 40);
    await frame.reload();
    await waitUntil(() => frame.has('50') && Math.abs(frame.top('50') - 40) < 3, 'elsewhere');
    // It stays there, whatever comes late.
    await waitUntil(() => frame.page.list.renderRoot.querySelector('.late') && frame.page.list.extras);
    await frame.frames();
    expect(frame.top('50')).to.be.closeTo(40, 3);
    expect(frame.page.focused === null || frame.window.document.activeElement?.localName === 'body').to.equal(
      true,
    );
  });

  it('by a reload is at a comment that stands on a later page of the list', async () => {
    const frame = await Frame.open('?size=10');
    await frame.readTo('85', 40);
    frame.page.button(/more/i).click();
    await waitUntil(() => frame.has('75'), 'no further page');
    await frame.readTo('75', 40);
    // What is laid out late may have moved it: engines without scroll anchoring let it.
    let top = 0;
    frame.window.addEventListener('beforeunload', () => (top = frame.top('75')));
    await frame.reload();
    await waitUntil(() => frame.has('75') && Math.abs(frame.top('75') - top) < 3, 'elsewhere');
  });

  it('by a reload is at a comment with which the page ends at first, and shrinks as its comments are laid out', async function () {
    // Not yet right in WebKit, which anchors no scrolling.
    if (!CSS.supports('overflow-anchor', 'none')) this.skip();
    const frame = await Frame.open('?size=10&short');
    await frame.readTo('85', 40);
    for (const id of ['75', '65', '55', '45', '35', '25']) {
      frame.page.button(/more/i).click();
      await waitUntil(() => frame.has(id), 'no further page');
      await frame.frames();
    }
    await frame.readTo('31', 112);
    // What is laid out late may have moved it: engines without scroll anchoring let it.
    let top = 0;
    frame.window.addEventListener('beforeunload', () => (top = frame.top('31')));
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
    await waitUntil(() => frame.page.list.extras, 'no code that hears of the reader');
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
    await frame.frames();
    await frame.reload();
    await frame.frames();
    expect(frame.window.scrollY).to.be.closeTo(100, 2);
  });

  it('has nothing stored on the device, and what a router keeps with the page is still there', async () => {
    const frame = await Frame.open();
    frame.window.history.replaceState({router: {position: 3}}, '');
    const kept = (): string[] =>
      Object.keys(frame.window.localStorage).concat(Object.keys(frame.window.sessionStorage));
    const before = kept();
    await frame.readTo('50', 40);
    await frame.reload();
    await waitUntil(() => frame.has('50'));
    expect((frame.window.history.state as {router: unknown}).router).to.deep.equal({position: 3});
    expect(kept()).to.deep.equal(before);
  });
});
