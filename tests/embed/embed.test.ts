import {expect} from '@open-wc/testing';
import type {ThreadElement} from '../../src/elements/thread/thread.js';
import {closePages, deepText, openPage, SCRIPT, threadIn, threadsOf} from '../support/embed-page.js';
import {waitUntil} from '../support/wait-until.js';

describe('the script tag', () => {
  afterEach(closePages);

  it('upgrades a <parley-thread> in the page', async () => {
    const page = await openPage('<parley-thread backend="memory" page-id="a">Letters</parley-thread>');
    await threadIn(page);
    expect(page.warnings).to.deep.equal([]);
  });

  it('takes what a framework has set as properties, on elements that are there before it and after', async () => {
    const page = await openPage('<parley-thread page-id="a"></parley-thread>');
    const [early] = threadsOf(page);
    if (!early) throw new Error('no thread');
    const policy = {text: {format: 'text', value: 'Set before its element was defined.'}};
    Object.assign(early, {backend: 'memory', policy});
    // A framework has set it before the thread comes near.
    early.remove();
    page.document.body.append(early);
    const late = page.document.createElement('parley-thread');
    await waitUntil(() => page.window.customElements.get('parley-thread') ?? late, 'the element is defined');
    Object.assign(late, {backend: 'local', site: 'late', policy, loading: 'eager'});
    late.setAttribute('page-id', 'b');
    page.document.body.append(late);
    await waitUntil(
      () => threadsOf(page).every((thread) => deepText(thread).includes('Set before its element')),
      'both threads have opened with their policy',
    );
    expect(page.warnings).to.deep.equal([]);
  });

  it('renders a thread in its place, with its own attributes', async () => {
    const page = await openPage('<p>Article</p>', {
      script: `<script type="module" src="${SCRIPT}" data-backend="memory" data-page-id="a" data-publisher="The Packet" data-variant="classic"></script><footer></footer>`,
    });
    const thread = await threadIn(page, 'The Packet may block');
    expect(thread.nextElementSibling?.localName).to.equal('footer');
    expect(thread.getAttribute('variant')).to.equal('classic');
  });

  it('draws a thread in its target, and falls back to what stood there', async () => {
    const page = await openPage('<section id="comments"><a href="/letters">Letters</a></section>', {
      script: `<script type="module" src="${SCRIPT}" data-backend="memory" data-page-id="a" data-target="#comments"></script>`,
    });
    const thread = await threadIn(page);
    expect(thread.parentElement?.id).to.equal('comments');
    expect(thread.querySelector('a')?.checkVisibility()).to.equal(false);
  });

  it('warns if its target does not exist, and renders in its place', async () => {
    const page = await openPage('', {
      script: `<script type="module" src="${SCRIPT}" data-backend="memory" data-page-id="a" data-target="#nowhere"></script>`,
    });
    await threadIn(page);
    await waitUntil(() => page.warnings.join().includes('data-target "#nowhere" matches no element.'));
  });

  it('renders in the body if it is in the head', async () => {
    const page = await openPage('<p>Article</p>', {
      script: '',
      head: `<script type="module" src="${SCRIPT}" data-backend="memory" data-page-id="a"></script>`,
    });
    expect((await threadIn(page)).parentElement?.localName).to.equal('body');
  });

  it('draws two threads on one page, each with its own comments', async () => {
    const tag = (id: string): string =>
      `<script type="module" src="${SCRIPT}" data-backend="memory" data-page-id="${id}" data-publisher="Paper ${id}"></script>`;
    const page = await openPage('', {script: tag('one') + tag('two')});
    await waitUntil(
      () => threadsOf(page).filter((thread) => deepText(thread).includes('Discussion Policy')).length === 2,
      '',
    );
    expect(threadsOf(page).map((thread) => thread.getAttribute('page-id'))).to.deep.equal(['one', 'two']);
  });

  it('draws a thread that the page brings later', async () => {
    const page = await openPage('<p>Article</p>');
    page.document.body.insertAdjacentHTML(
      'beforeend',
      '<parley-thread backend="memory" page-id="late"></parley-thread>',
    );
    await threadIn(page);
  });

  it('takes a second copy of the script without a word', async () => {
    const page = await openPage('<parley-thread backend="memory" page-id="a"></parley-thread>', {
      script: `<script type="module" src="${SCRIPT}"></script><script type="module" src="${SCRIPT}?again"></script>`,
    });
    await threadIn(page);
    expect(page.warnings).to.deep.equal([]);
    expect(threadsOf(page)).to.have.length(1);
  });

  it('posts by a form that another copy of the package on the page has defined', async () => {
    // A discussion of its own: the frame is gone before the text is known to have arrived, and would be posted in the next one.
    const page = await openPage(
      '<parley-thread backend="memory" page-id="two-copies" checks="off"></parley-thread>',
      {
        script: `<script type="module">
        await import('${new URL('/dist/define/writing.js', location.href).href}');
        await import('${SCRIPT}');
      </script>`,
      },
    );
    const thread = await threadIn(page);
    const find = <Found extends Element>(selector: string): Found | null | undefined =>
      thread.shadowRoot?.querySelector('parley-comment-form')?.shadowRoot?.querySelector<Found>(selector);
    await waitUntil(() => thread.shadowRoot?.querySelector('textarea'), 'no line to write in');
    thread.shadowRoot?.querySelector('textarea')?.focus();
    await waitUntil(() => find('textarea'), 'no form');
    for (const [selector, value] of [
      ['textarea', 'By two copies'],
      ['#name', 'Ada Reader'],
    ] as const) {
      const field = find<HTMLInputElement>(selector);
      field!.value = value;
      field!.dispatchEvent(new page.window.Event('input', {bubbles: true, composed: true}));
    }
    find<HTMLButtonElement>('button.submit')?.click();
    await waitUntil(
      () =>
        thread.shadowRoot
          ?.querySelector('parley-comment-list')
          ?.shadowRoot?.textContent.includes('By two copies'),
      'not posted',
    );
  });

  it('warns of a backend that there is not, and leaves what the page shows', async () => {
    const page = await openPage(
      '<parley-thread backend="carrier-pigeon" page-id="a"><a href="/letters">Letters</a></parley-thread>',
    );
    await waitUntil(() => page.warnings.length > 0);
    expect(page.warnings).to.deep.equal([
      'Parley (backend): Invalid backend "carrier-pigeon"; expected "local", "memory", "rest" or "wordpress".',
    ]);
    expect(page.document.querySelector('a')?.checkVisibility()).to.equal(true);
  });

  it('accepts no backend from the prototype of objects', async () => {
    const page = await openPage('<parley-thread backend="constructor" page-id="a">Letters</parley-thread>');
    await waitUntil(() => page.warnings.length > 0);
    expect(page.warnings[0]).to.contain('Invalid backend "constructor"');
  });

  it('leaves what the page shows when there is no backend at all', async () => {
    const page = await openPage('<parley-thread page-id="a"><a href="/letters">Letters</a></parley-thread>');
    await waitUntil(() => page.window.customElements.get('parley-thread'));
    expect(page.document.querySelector('a')?.checkVisibility()).to.equal(true);
  });

  it('fetches only itself until the thread is near the viewport', async () => {
    const page = await openPage(
      '<div style="block-size: 6000px"></div><parley-thread backend="memory" page-id="a"></parley-thread>',
    );
    await new Promise((resolve) => setTimeout(resolve, 300));
    const fetched = (): string[] =>
      page.window.performance
        .getEntriesByType('resource')
        .map(({name}) => name)
        .filter((name) => name.includes('/dist/'));
    expect(fetched()).to.deep.equal([SCRIPT]);
    page.document.querySelector('parley-thread')?.scrollIntoView();
    const thread = await threadIn(page);
    await waitUntil(() => thread.matches(':state(empty)'), 'not open');
    expect(fetched().length).to.be.greaterThan(1);
    // The script has waited for the reader: the thread does not fetch the code to wait once more.
    expect(fetched().filter((name) => name.includes('/links-'))).to.deep.equal([]);
  });

  it('fetches at once with loading="eager"', async () => {
    const page = await openPage(
      '<div style="block-size: 6000px"></div><parley-thread loading="eager" backend="memory" page-id="a"></parley-thread>',
    );
    await threadIn(page);
  });

  it('fetches at once if the reader returns to a position in a thread', async () => {
    const page = await openPage('<div style="block-size: 6000px"></div>');
    const state = {parley: {thread: 'any', top: 0}};
    const {navigation} = page.window as Partial<Pick<Window, 'navigation'>>;
    if (navigation?.currentEntry) navigation.updateCurrentEntry({state});
    else page.window.history.replaceState(state, '');
    const thread = page.document.createElement('parley-thread');
    thread.setAttribute('backend', 'memory');
    thread.setAttribute('page-id', 'a');
    page.document.body.append(thread);
    await waitUntil(() => page.window.customElements.get('parley-thread'), 'the script waits for the reader');
  });

  it('is in the language of the page, with messages loaded in parallel with the elements', async () => {
    const page = await openPage(
      '<div lang="tr"><parley-thread backend="memory" page-id="a"></parley-thread></div>',
    );
    const thread = await threadIn(page, 'Yorum');
    expect(deepText(thread)).not.to.contain('Comments');
    expect(page.warnings).to.deep.equal([]);
  });

  it('fills a count from the backend of the thread on its page', async () => {
    const page = await openPage(
      '<parley-comment-count page-id="a">Comments</parley-comment-count><parley-thread backend="memory" page-id="a"></parley-thread>',
    );
    const count = page.document.querySelector('parley-comment-count');
    await waitUntil(() => count?.shadowRoot?.textContent.includes('Be the first to comment'));
  });

  it('counts in links, in one request, and leaves them what they were: links', async () => {
    const links = ['a', 'b', 'a'].map(
      (id) =>
        `<p><a href="/${id}#comments" data-parley-count="${id}" data-backend="rest" data-endpoint="https://counts.example/parley">Letters</a></p>`,
    );
    const head = `<script>
      window.asked = [];
      window.fetch = (request) => {
        window.asked.push(String(request.url ?? request));
        return Promise.resolve(new Response(JSON.stringify({counts: {a: 3, b: 0}}), {headers: {'content-type': 'application/json'}}));
      };</script>`;
    const page = await openPage(`${links.join('')}<div style="block-size: 9000px"></div>${links.join('')}`, {
      head,
    });
    const all = [...page.document.querySelectorAll<HTMLAnchorElement>('a')];
    expect(all.length).to.equal(6);
    await waitUntil(() => all.every((link) => deepText(link).match(/3 comments|first to comment/)));
    expect(all.map((link) => link.getAttribute('href'))).to.include('/a#comments');
    const {asked} = page.window as unknown as {asked: string[]};
    // Which link comes near first is the browser's affair.
    expect(asked.map((url) => url.replace('page=b&page=a', 'page=a&page=b'))).to.deep.equal([
      'https://counts.example/parley/v1/counts?site=&page=a&page=b',
    ]);
    const loaded = page.window.performance.getEntriesByType('resource').map(({name}) => name);
    expect(loaded.filter((name) => /purify|html-/.test(name))).to.deep.equal([]);
  });

  it('shows the bare number in a link that asks for it', async () => {
    const page = await openPage(
      '<a href="/a" data-parley-count="a" data-number-only data-backend="memory">0</a>',
    );
    const link = page.document.querySelector('a');
    await waitUntil(() => link && deepText(link).trim() === '0');
    await waitUntil(
      () => link?.querySelector('parley-comment-count')?.shadowRoot?.querySelector('[part=count]'),
      '',
    );
  });

  describe('on a page with hostile ids', () => {
    const names = [
      'litHtmlPolyfillSupport',
      'litElementPolyfillSupport',
      'litElementHydrateSupport',
      'reactiveElementPolyfillSupport',
      'litHtmlVersions',
      'litElementVersions',
      'reactiveElementVersions',
      'litPropertyMetadata',
      'ShadyCSS',
      'trustedTypes',
    ];
    for (const name of names) {
      for (const tag of ['a', 'form', 'img', 'iframe']) {
        it(`draws the thread beside <${tag} id="${name}">`, async () => {
          const page = await openPage(
            `<${tag} id="${name}" name="${name}" title="x"></${tag}><parley-thread backend="memory" page-id="a"></parley-thread>`,
          );
          const thread = await threadIn(page);
          expect(thread.shadowRoot?.adoptedStyleSheets.length, 'no style element').to.be.greaterThan(0);
          expect(page.warnings).to.deep.equal([]);
        });
      }
    }
  });

  it('shares with another Lit on the page the list of versions, as any copy of Lit does', async () => {
    const page = await openPage('<parley-thread backend="memory" page-id="a"></parley-thread>', {
      head: '<script>window.litHtmlVersions = ["1.0.0"];</script>',
    });
    const thread = await threadIn(page);
    // Templates come with the form.
    await (thread as ThreadElement).openForm();
    const {litHtmlVersions} = page.window as unknown as {litHtmlVersions: string[]};
    expect(litHtmlVersions[0]).to.equal('1.0.0');
    expect(litHtmlVersions).to.have.length(2);
  });
});
