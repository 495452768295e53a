import {expect} from '@open-wc/testing';
import {reduce} from '../../../src/store/reduce.js';
import {expectAccessible} from '../../support/axe.js';
import {makeComment} from '../../support/comments.js';
import {fromMenu, openMenuOf} from '../../support/controls.js';
import {openThread, type ThreadPage} from '../../support/thread-fixture.js';
import {waitUntil} from '../../support/wait-until.js';

const answered = [
  makeComment('1'),
  makeComment('2', {parentId: '1'}),
  makeComment('3', {parentId: '2'}),
  makeComment('4'),
];

async function readThread(
  options: Parameters<typeof openThread>[1] = {},
  comments = answered,
): Promise<ThreadPage> {
  const page = await openThread({comments}, options);
  return page.touched();
}

const foldOf = (page: ThreadPage, id: string): HTMLButtonElement => {
  const button = page.article(id).querySelector<HTMLButtonElement>('[data-action=fold]');
  if (!button) throw new Error(`${id} has no replies to fold`);
  return button;
};

describe('the replies to a comment', () => {
  afterEach(() => {
    history.replaceState(null, '', location.pathname + location.search);
  });

  it('fold and unfold by a button that names their number and author, and keeps focus', async () => {
    const page = await readThread();
    const button = foldOf(page, '1');
    expect(button.innerText.trim()).to.equal('2 replies');
    expect(button.ariaLabel).to.equal('Hide 2 replies to Reader 1');
    button.focus();
    button.click();
    await waitUntil(() => button.ariaExpanded === 'false');
    expect(page.article('2').checkVisibility()).to.equal(false);
    expect(page.article('4').checkVisibility()).to.equal(true);
    expect(button.ariaLabel).to.equal('Show 2 replies to Reader 1');
    expect(page.focused).to.equal(button);
    await expectAccessible(page.thread);
    button.click();
    await waitUntil(() => button.ariaExpanded === 'true');
    expect(page.article('3').checkVisibility()).to.equal(true);
  });

  it('stay folded when comments come and go', async () => {
    const page = await readThread();
    foldOf(page, '1').click();
    await waitUntil(() => foldOf(page, '1').ariaExpanded === 'false');
    await page.thread.reload();
    page.thread.strings = {reply: 'Answer'};
    await waitUntil(() => page.article('4').querySelector('[data-action=reply]')?.textContent === 'Answer');
    expect(page.article('2').checkVisibility()).to.equal(false);
    expect(foldOf(page, '1').ariaExpanded).to.equal('false');
  });

  it('unfold when an address leads to one of them', async () => {
    const page = await readThread();
    foldOf(page, '2').click();
    foldOf(page, '1').click();
    await waitUntil(() => !page.article('2').checkVisibility());
    location.hash = '#comment-3';
    await waitUntil(() => page.focused === page.article('3'));
    expect(page.article('3').checkVisibility()).to.equal(true);
    expect(foldOf(page, '1').ariaExpanded).to.equal('true');
  });

  it('are passed over by j and k while they are folded', async () => {
    const page = await readThread({shortcuts: true, sort: 'oldest'});
    foldOf(page, '1').click();
    await waitUntil(() => !page.article('2').checkVisibility());
    page.article('1').focus();
    page.article('1').dispatchEvent(new KeyboardEvent('keydown', {key: 'j', bubbles: true, composed: true}));
    await waitUntil(() => page.focused === page.article('4'));
  });
});

describe('folded replies', () => {
  it('are found by the browser and unfold with their ancestors, and the button is updated', async () => {
    const page = await readThread();
    foldOf(page, '2').click();
    foldOf(page, '1').click();
    await waitUntil(() => !page.article('2').checkVisibility());
    const folded = page.item('3').parentElement;
    expect(folded?.getAttribute('hidden')).to.equal('onbeforematch' in document ? 'until-found' : '');
    folded?.dispatchEvent(new Event('beforematch', {bubbles: true}));
    await waitUntil(() => page.article('3').checkVisibility());
    expect(page.article('3').checkVisibility()).to.equal(true);
    for (const id of ['1', '2']) expect(foldOf(page, id).ariaExpanded).to.equal('true');
  });

  it('take no room, and hide the button for more of them', async () => {
    const replies = ['11', '12', '13', '14', '15'].map((id) => makeComment(id, {parentId: '1'}));
    const page = await readThread({sort: 'oldest'}, [makeComment('1'), ...replies]);
    const more = page.button('Show 2 more replies');
    expect(more.checkVisibility()).to.equal(true);
    foldOf(page, '1').click();
    await waitUntil(() => foldOf(page, '1').ariaExpanded === 'false');
    expect(more.checkVisibility()).to.equal(false);
    expect(page.item('1').getBoundingClientRect().height).to.equal(
      page.article('1').getBoundingClientRect().height,
    );
  });
});

describe('a comment of a muted author', () => {
  it('keeps the replies to it', async () => {
    const site = `${crypto.randomUUID()}.example`;
    const page = await readThread({site, sort: 'oldest'});
    (await fromMenu(page, '1', 'mute')).click();
    await waitUntil(() => page.article('1').matches('.folded'));
    expect(page.part('body', page.article('1')).checkVisibility()).to.equal(false);
    expect(page.part('body', page.article('2')).checkVisibility()).to.equal(true);
  });
});

describe('sharing a comment', () => {
  const clipboard = Object.getOwnPropertyDescriptor(Navigator.prototype, 'clipboard');

  function withClipboard(writeText: (text: string) => Promise<void>): void {
    Object.defineProperty(navigator, 'clipboard', {configurable: true, value: {writeText}});
  }

  afterEach(() => {
    Reflect.deleteProperty(navigator, 'clipboard');
    expect(Object.getOwnPropertyDescriptor(Navigator.prototype, 'clipboard')).to.deep.equal(clipboard);
  });

  it('copies its permalink and announces it', async () => {
    const copied: string[] = [];
    withClipboard((text) => {
      copied.push(text);
      return Promise.resolve();
    });
    const page = await readThread();
    (await fromMenu(page, '2', 'copy-link')).click();
    await page.waitForAnnouncement('Link copied.');
    expect(page.focused).to.equal(page.article('2').querySelector('[data-action=menu]'));
    expect(copied).to.deep.equal([page.article('2').querySelector<HTMLAnchorElement>('a.meta')?.href]);
    expect(new URL(copied[0] ?? '').hash).to.equal('#comment-2');
  });

  it('focuses the permalink if the clipboard is not available', async () => {
    withClipboard(() => Promise.reject(new DOMException('no', 'NotAllowedError')));
    const page = await readThread();
    (await fromMenu(page, '2', 'copy-link')).click();
    await waitUntil(() => page.focused === page.article('2').querySelector('a.meta'));
  });

  it('is handed to the device where that has a way to share', async () => {
    const shared: unknown[] = [];
    Object.defineProperty(navigator, 'share', {
      configurable: true,
      value: (what: unknown) => {
        shared.push(what);
        return Promise.resolve();
      },
    });
    try {
      const page = await readThread();
      (await fromMenu(page, '2', 'share')).click();
      expect(shared).to.deep.equal([
        {url: page.article('2').querySelector<HTMLAnchorElement>('a.meta')?.href},
      ]);
    } finally {
      Reflect.deleteProperty(navigator, 'share');
    }
  });

  it('is there in a closed discussion too, where replying is not', async () => {
    const page = await readThread({closed: true});
    expect(page.article('1').querySelector('[data-action=reply]')).to.equal(null);
    expect(await openMenuOf(page, '1')).to.include('copy-link');
  });
});

describe('a comment that the paper picked', () => {
  const words = (element: HTMLElement | null | undefined): string | undefined =>
    element?.innerText.replace(/\s+/g, ' ').trim();
  const featured = {by: 'The letters desk', reason: 'For the last sentence.'};

  it('shows in its place who removed it and why', async () => {
    const page = await openThread({comments: [makeComment('1', {featured})]});
    expect(words(page.article('1').querySelector<HTMLElement>(':scope > p'))).to.equal(
      'Featured by The letters desk. For the last sentence.',
    );
  });

  it('keeps the paper’s sentence together where it runs against the page', async () => {
    const page = await openThread({comments: [makeComment('1', {featured})]}, {lang: 'ar'});
    const note = page.article('1').querySelector<HTMLElement>(':scope > p');
    const reason = note?.querySelector('bdi');
    expect(reason?.textContent).to.equal(featured.reason);
    expect(getComputedStyle(reason ?? document.body).unicodeBidi).to.equal('isolate');
  });

  it('is quoted above the list, with a link to the comment', async () => {
    const long = `First.\n\n${'Word '.repeat(60)}`;
    const page = await openThread({
      comments: [
        makeComment('1', {featured, body: {format: 'text', value: long}, author: {name: 'Hester Vane'}}),
        makeComment('2', {
          parentId: '1',
          featured: {},
          body: {format: 'html', value: '<p>Short <b>one</b></p>'},
        }),
        makeComment('3', {featured, status: 'removed'}),
        makeComment('4'),
      ],
    });
    const section = page.part('featured');
    const place = section.parentElement;
    // After the line of the form.
    expect(place?.previousElementSibling?.className).to.contain('line');
    expect(place?.nextElementSibling?.localName).to.equal('parley-comment-list');
    const [first, second, ...others] = [...section.querySelectorAll('li')];
    expect(others).to.deep.equal([]);
    expect(words(first)).to.match(
      /^“?First\. (Word )+Word…”? Hester Vane\. Featured by The letters desk\. For the last sentence\.$/,
    );
    expect(first?.querySelector('a')?.textContent).to.equal(first?.querySelector('q')?.textContent);
    expect(section.querySelector('[role=heading]')?.ariaLevel).to.equal('3');
    expect(first?.querySelector('q')?.textContent.length).to.be.within(100, 161);
    expect(words(second)).to.match(/^“?Short one”? Reader 2\. Featured\.$/);
    await expectAccessible(page.thread);
    const before = location.href;
    second?.querySelector('a')?.click();
    await waitUntil(() => page.focused === page.article('2'), 'the link does not lead to the comment');
    history.replaceState(null, '', before);
  });

  it('is not quoted if its author is muted', async () => {
    const author = {id: 'bo', name: 'Bo'};
    const page = await openThread({
      comments: [makeComment('1', {featured, author}), makeComment('2', {featured})],
    });
    const told = (): string[] =>
      [...page.part('featured').querySelectorAll('bdi:first-child')].map(({textContent}) => textContent);
    expect(told()).to.deep.equal(['Reader 2', 'Bo']);
    (await fromMenu(page, '1', 'mute')).click();
    await waitUntil(() => told().length === 1, 'the muted author is still there');
    expect(told()).to.deep.equal(['Reader 2']);
    localStorage.clear();
  });

  it('is quoted with a space between two blocks', async () => {
    const value = 'A<p>b</p>c<ul>\n<li>two\n  <ul>\n  <li>nested</li>\n  </ul>\n</li>\n</ul>';
    const page = await openThread({comments: [makeComment('1', {featured, body: {format: 'html', value}})]});
    expect(words(page.part('featured').querySelector('q'))).to.equal('A b c two nested');
  });

  it('is quoted without cutting a character', async () => {
    const text = {format: 'text', value: `x${'𐍈'.repeat(400)}`} as const;
    const families = {format: 'text', value: `xy${'👩‍👩‍👧'.repeat(100)}`} as const;
    const page = await openThread({
      comments: [makeComment('1', {featured, body: text}), makeComment('2', {featured, body: families})],
    });
    // The newest is told of first.
    const [second, first] = [...page.part('featured').querySelectorAll('q')].map(
      ({textContent}) => textContent,
    );
    expect(first).to.equal(`x${'𐍈'.repeat(159)}…`);
    expect(second).to.equal(`xy${'👩‍👩‍👧'.repeat(31)}…`);
  });

  it('is not put in above a reader, only the next time', async () => {
    const page = await openThread({comments: [makeComment('1'), makeComment('2')]});
    page.thread.store?.dispatch({type: 'changed', comment: makeComment('1', {featured})}, reduce);
    await waitUntil(() => words(page.article('1'))?.includes('Featured by The letters desk.'));
    expect(page.thread.renderRoot.querySelector('[part=featured]')).to.equal(null);
  });
});
