import {expect} from '@open-wc/testing';
import {
  closePages,
  deepText,
  openPage,
  SCRIPT,
  threadIn,
  threadsOf,
  type Page,
} from '../support/embed-page.js';
import {isWebKit} from '../security/support/engines.js';
import {waitUntil} from '../support/wait-until.js';

// What other people's pages do with the built script tag. `npm run build` comes before.

const POLICY = 'Discussion Policy';

const tag = (attributes: string): string =>
  `<script type="module" src="${SCRIPT}" data-backend="memory" ${attributes}></script>`;

const textBox = (page: Page): HTMLTextAreaElement | null =>
  deepQuery(page.document.documentElement, 'textarea') as HTMLTextAreaElement | null;

function deepQuery(root: Element, selector: string): Element | null {
  const inner = root.shadowRoot ?? root;
  const found = inner.querySelector(selector);
  if (found) return found;
  for (const element of inner.querySelectorAll('*')) {
    const deeper = element.shadowRoot && deepQuery(element, selector);
    if (deeper) return deeper;
  }
  return null;
}

/** All threads of a page that show something, those in shadow roots of the page's own components left out. */
const shown = (page: Page): HTMLElement[] =>
  threadsOf(page).filter((thread) => deepText(thread).includes(POLICY));

/** What Turbo does on Back: the page is what was copied of it, with its scripts made anew so that they run. */
function showCopy(page: Page, copy: Node): void {
  page.document.body.replaceWith(copy);
  for (const script of page.document.body.querySelectorAll('script')) {
    const again = page.document.createElement('script');
    for (const {name, value} of script.attributes) again.setAttribute(name, value);
    again.textContent = script.textContent;
    script.replaceWith(again);
  }
}

/** A page with an address, which a router can change: that of the tests. */
async function openWithAddress(head: string): Promise<Page> {
  const page = await openPage('', {script: ''});
  page.document.open();
  page.document.write(`<!doctype html><html lang="en"><head>${head}</head><body></body></html>`);
  page.document.close();
  return page;
}

/** What a router does on the way to another page. */
function goElsewhere(page: Page): void {
  page.window.history.pushState(null, '', '?second');
  const body = page.document.createElement('body');
  body.innerHTML = '<p>Another page</p>';
  page.document.body.replaceWith(body);
}

/** Lets the page's observers and what they fetch have their turn: until a thread that is added now is open. */
async function settle(page: Page): Promise<void> {
  const probe = page.document.createElement('parley-thread');
  for (const [name, value] of Object.entries({backend: 'memory', 'page-id': 'probe', loading: 'eager'}))
    probe.setAttribute(name, value);
  page.document.body.append(probe);
  await waitUntil(() => probe.matches(':state(empty)'), 'no thread opens');
  probe.remove();
}

describe("the script tag in other people's pages", () => {
  afterEach(closePages);

  for (const [where, body, script] of [
    ['where it stands', '<p>Article</p>', tag('data-page-id="a"')],
    [
      'in its target',
      '<p>Article</p><section id="c">Letters</section>',
      tag('data-page-id="a" data-target="#c"'),
    ],
  ] as const) {
    it(`draws one thread ${where}, however often a page cache brings a copy of the page`, async () => {
      const page = await openPage(body, {script});
      await threadIn(page);
      for (let visit = 0; visit < 3; visit += 1) {
        showCopy(page, page.document.body.cloneNode(true));
        await waitUntil(() => shown(page).length > 0, 'no thread in the copy');
        await settle(page);
        expect(threadsOf(page).length).to.equal(1);
      }
      expect(page.warnings).to.deep.equal([]);
    });
  }

  it('puts one count into a link, however often a page cache brings a copy of the page', async () => {
    const page = await openPage(
      '<a href="#c" data-parley-count="a" data-backend="memory">Letters</a><div id="c"></div>',
    );
    const counts = (): number => page.document.querySelectorAll('parley-comment-count').length;
    await waitUntil(() => counts() === 1, 'no count');
    for (let visit = 0; visit < 3; visit += 1) {
      showCopy(page, page.document.body.cloneNode(true));
      await settle(page);
      expect(counts()).to.equal(1);
    }
  });

  it('puts a thread back that a refresh of the page has taken away, with what is written in it', async () => {
    const page = await openPage('<section id="c"></section>', {
      script: tag('data-page-id="a" data-target="#c"'),
    });
    await threadIn(page);
    await waitUntil(() => textBox(page), 'no form');
    const box = textBox(page);
    box!.value = 'Half a comment';
    box!.dispatchEvent(new page.window.Event('input', {bubbles: true, composed: true}));
    // As a refresh does that makes of the page what the server has sent.
    page.document.querySelector('#c')!.innerHTML = '<p>Letters</p>';
    await waitUntil(() => shown(page).length === 1, 'the thread has not come back');
    await waitUntil(() => textBox(page)?.value === 'Half a comment', 'the text is lost');
    expect(threadsOf(page)[0]!.parentElement!.id).to.equal('c');
    expect(threadsOf(page).length).to.equal(1);
  });

  it('puts a thread back however often a page that stays open is refreshed', async () => {
    const page = await openPage('<section id="c"></section>', {
      script: tag('data-page-id="a" data-target="#c"'),
    });
    const thread = await threadIn(page);
    const now = page.window.performance.now();
    for (let refresh = 1; refresh <= 12; refresh += 1) {
      // As if it were refreshed every ten seconds.
      page.window.performance.now = () => now + refresh * 10_000;
      page.document.querySelector('#c')!.innerHTML = '<p>Letters</p>';
      await waitUntil(() => thread.isConnected, `the thread has not come back ${String(refresh)} times`);
    }
  });

  it('lets a page that insists on it take a thread away', async () => {
    const page = await openPage('<section id="c"></section>', {
      script: tag('data-page-id="a" data-target="#c"'),
    });
    await threadIn(page);
    let removed = 0;
    const reinsert = (): void => {
      for (const thread of threadsOf(page)) {
        removed += 1;
        thread.remove();
      }
    };
    new page.window.MutationObserver(reinsert).observe(page.document.body, {childList: true, subtree: true});
    reinsert();
    await waitUntil(() => removed === 10, 'the thread was not put back');
    await new Promise((resolve) => setTimeout(resolve));
    expect(threadsOf(page)).to.deep.equal([]);
  });

  it('does not bring the thread of another page into a page that a router draws', async () => {
    const page = await openWithAddress(tag('data-page-id="a"'));
    await threadIn(page);
    goElsewhere(page);
    await settle(page);
    expect(threadsOf(page)).to.deep.equal([]);
  });

  it('renders a thread again in a page of a router, if every page has the tag', async () => {
    const page = await openWithAddress(tag(''));
    const first = await threadIn(page);
    goElsewhere(page);
    await waitUntil(() => shown(page).length === 1, 'no thread');
    expect(threadsOf(page)[0]).not.to.equal(first);
  });

  it('works from an address that is redirected', async () => {
    const redirected = new URL('/redirected/dist/embed/parley.js', location.href).href;
    const page = await openPage('<p>Article</p>', {
      script: `<script type="module" src="${redirected}" data-backend="memory" data-page-id="a"></script>`,
    });
    await threadIn(page);
    expect(threadsOf(page).length).to.equal(1);
  });

  for (const [where, target, parent] of [
    ['where it stands', '', 'BODY'],
    ['in its target', 'data-target="#c"', 'SECTION'],
  ] as const) {
    it(`draws a thread ${where} by a tag that is async`, async () => {
      const page = await openPage('<p>Article</p>', {
        script: `${tag(`async data-page-id="a" ${target}`)}<section id="c"></section>`,
      });
      await threadIn(page);
      expect(threadsOf(page).map(({parentElement}) => parentElement?.tagName)).to.deep.equal([parent]);
    });
  }

  it('waits for its target, and moves there when it appears', async () => {
    const page = await openPage('<p>Article</p>', {script: tag('data-page-id="a" data-target="#later"')});
    await waitUntil(() => page.warnings.length > 0);
    const later = page.document.createElement('section');
    later.id = 'later';
    later.append('Letters');
    page.document.body.append(later);
    await waitUntil(() => threadsOf(page)[0]?.parentElement === later, 'the thread is elsewhere');
    await threadIn(page);
    expect(threadsOf(page).length).to.equal(1);
    expect(page.warnings.length).to.equal(1);
  });

  it('takes an id that is no selector for its target, and leaves other threads alone', async () => {
    const page = await openPage('<section id="53c-77"></section>', {
      script:
        tag('data-loading="eager" data-page-id="a" data-target="#53c-77"') +
        tag('data-loading="eager" data-page-id="b" data-target="##"') +
        tag('data-loading="eager" data-page-id="c"'),
    });
    await waitUntil(() => shown(page).length === 3, 'not every thread is there');
    expect(
      page.document.getElementById('53c-77')?.querySelector('parley-thread')?.getAttribute('page-id'),
    ).to.equal('a');
    await waitUntil(() => page.warnings.join().includes('##'), 'no warning');
  });

  it('is at the end of the page if a tag manager adds it to the head while the page loads', async () => {
    const page = await openPage('', {script: ''});
    const {document: streamed} = page;
    streamed.open();
    streamed.write(`<!doctype html><html lang="en"><head><title>Streamed</title><script>
      const tag = document.createElement('script');
      Object.assign(tag, {type: 'module', src: '${SCRIPT}', async: true, onload: () => (window.ran = true)});
      Object.assign(tag.dataset, {backend: 'memory', pageId: 'a'});
      document.head.append(tag);
      </script></head><body><p>First</p>`);
    // WebKit runs no module of a document that is still being written: there the rest comes first.
    if (!isWebKit)
      await waitUntil(() => (page.window as unknown as {ran?: boolean}).ran, 'the script has not run');
    streamed.write('<p>Second</p><footer></footer></body></html>');
    streamed.close();
    const thread = await threadIn(page);
    expect(thread.previousElementSibling?.localName).to.equal('footer');
  });

  it('finds a thread in the shadow root of a component, also a later one', async () => {
    const page = await openPage('<x-article></x-article>', {
      head: `<script>
        customElements.define('x-article', class extends HTMLElement {
          connectedCallback() {
            const thread = document.createElement('parley-thread');
            thread.setAttribute('backend', 'memory');
            thread.setAttribute('page-id', this.id || 'a');
            this.attachShadow({mode: 'open'}).append(thread);
          }
        });
      </script>`,
    });
    const {document: content} = page;
    const inside = (host: Element | null): Element | null | undefined =>
      host?.shadowRoot?.querySelector('parley-thread');
    await waitUntil(() => inside(content.querySelector('x-article'))?.matches(':state(empty)'), 'not open');
    const later = content.createElement('x-article');
    later.id = 'b';
    // In a frame what is below its edge is not near.
    content.body.prepend(later);
    await waitUntil(() => inside(later)?.matches(':state(empty)'), 'the later one is not open');
  });

  it('loads a thread in a shadow root that is far away when a link within the page leads to its comments', async () => {
    const page = await openPage('<div style="block-size: 9000px"></div><x-article></x-article>', {
      head: `<script>
        customElements.define('x-article', class extends HTMLElement {
          connectedCallback() {
            this.attachShadow({mode: 'open'}).innerHTML =
              '<parley-thread backend="memory" page-id="a"></parley-thread><parley-thread backend="memory" page-id="probe" style="position: fixed; inset: 0"></parley-thread>';
          }
        });
      </script>`,
    });
    const threads = page.document.querySelector('x-article')?.shadowRoot?.querySelectorAll('parley-thread');
    const [far, near] = threads ?? [];
    // The other one is near: once that is open, the shadow root has been looked at.
    await waitUntil(() => near?.matches(':state(empty)'), 'the near one is not open');
    expect(far?.matches(':state(empty)')).to.equal(false);
    page.window.location.hash = '#comments';
    await waitUntil(() => far?.matches(':state(empty)'), 'not open');
  });

  it('does not look through all of a busy page with every change of it', async () => {
    // A front page: counts and no thread. Looking through all of it takes long, by its own clock.
    const page = await openPage('<a data-parley-count="a" data-backend="memory">Letters</a><p></p>', {
      head: `<script>
        let now = 0;
        performance.now = () => (now += 1000);
        window.searches = 0;
        const {querySelectorAll} = Document.prototype;
        Document.prototype.querySelectorAll = function (selector) {
          if (selector === '*') window.searches += 1;
          return querySelectorAll.call(this, selector);
        };
      </script>`,
    });
    const searches = (): number => (page.window as unknown as {searches: number}).searches;
    await waitUntil(() => searches() > 0, 'the page was not looked through');
    const clock = page.document.querySelector('p')!;
    for (let tick = 0; tick < 50; tick += 1) {
      clock.textContent = String(tick);
      await new Promise((resolve) => setTimeout(resolve));
    }
    expect(searches()).to.be.below(10);
  });

  it('works beside forms and frames that are named like properties of the document', async () => {
    const names = [
      'title',
      'body',
      'head',
      'baseURI',
      'hidden',
      'visibilityState',
      'documentElement',
      'forms',
    ];
    const page = await openPage(
      `${names.map((name) => `<form name="${name}"></form>`).join('')}<iframe name="body"></iframe><p>Article</p>`,
      {script: '', head: tag('data-page-id="a" data-structured-data')},
    );
    await waitUntil(() => threadsOf(page).some((thread) => deepText(thread).includes(POLICY)), 'no thread');
    expect(page.warnings).to.deep.equal([]);
  });

  it('sends the title of the page beside a form that is named so', async () => {
    const page = await openPage('<form name="title"></form><iframe name="title"></iframe>', {
      script: tag('data-page-id="a"'),
    });
    const thread = (await threadIn(page)) as HTMLElement & {store?: {state: {thread: {title: string}}}};
    expect(thread.store?.state.thread.title).to.equal('Test page');
  });

  it('posts in a frame that is sandboxed without forms and without an origin', async () => {
    const frame = document.createElement('iframe');
    frame.setAttribute('sandbox', 'allow-scripts');
    frame.style.cssText = 'inline-size: 700px; block-size: 600px';
    // What the frame does by itself, for nobody outside can reach into it.
    const drive = (): void => {
      const find = (root: Element | ShadowRoot, selector: string): HTMLElement | null => {
        const found = root.querySelector<HTMLElement>(selector);
        if (found) return found;
        for (const {shadowRoot} of root.querySelectorAll('*')) {
          const deeper = shadowRoot && find(shadowRoot, selector);
          if (deeper) return deeper;
        }
        return null;
      };
      document.addEventListener('parley-posted', (event) => {
        parent.postMessage((event as unknown as {comment: {body: {value: string}}}).comment.body.value, '*');
      });
      const fill = (selector: string, value: string): boolean => {
        const field = find(document.documentElement, selector) as HTMLInputElement | null;
        if (!field) return false;
        field.value = value;
        return field.dispatchEvent(new Event('input', {bubbles: true, composed: true}));
      };
      const timer = setInterval(() => {
        if (!fill('textarea', 'From a sandbox') || !fill('#name', 'Ada Reader')) return;
        clearInterval(timer);
        find(document.documentElement, 'button.submit')?.click();
      }, 20);
    };
    frame.srcdoc = `<!doctype html><html lang="en"><body>
      <parley-thread backend="memory" page-id="a" checks="off" page-url="https://paper.example/a"></parley-thread>
      <script>(${String(drive)})()</script><script type="module" src="${SCRIPT}"></script></body></html>`;
    const posted = new Promise((resolve) => {
      addEventListener('message', function hear({source, data}) {
        if (source !== frame.contentWindow) return;
        removeEventListener('message', hear);
        resolve(data);
      });
    });
    document.body.append(frame);
    expect(await posted).to.equal('From a sandbox');
    frame.remove();
  });
});
