import {expect, nextFrame} from '@open-wc/testing';
import {setViewport} from '@web/test-runner-commands';
import {expectAccessible} from '../../support/axe.js';
import {makeComment} from '../../support/comments.js';
import {fromMenu} from '../../support/controls.js';
import {openThread, type ThreadPage} from '../../support/thread-fixture.js';
import {waitUntil} from '../../support/wait-until.js';

const text = (value: string) => ({body: {format: 'text', value} as const});
const lines = (count: number): string =>
  Array.from({length: count}, (_, index) => `Line ${String(index + 1)}`).join('\n');
const LONG = lines(40);

async function openComments(...values: string[]): Promise<ThreadPage> {
  const comments = values.map((value, index) => makeComment(String(index + 1), text(value)));
  return openThread({comments}, {sort: 'oldest'});
}

const bodyOf = (page: ThreadPage, id = '1'): HTMLElement => page.part('body', page.article(id));
const findButton = (page: ThreadPage, id = '1'): HTMLButtonElement | null =>
  page.article(id).querySelector('[data-action=read]');

function buttonOf(page: ThreadPage, id = '1'): HTMLButtonElement {
  const button = findButton(page, id);
  if (!button) throw new Error('It has no button.');
  return button;
}

const lineHeight = (page: ThreadPage): number => parseFloat(getComputedStyle(bodyOf(page)).lineHeight);
const height = (page: ThreadPage, id = '1'): number => bodyOf(page, id).getBoundingClientRect().height;

/** At these widths so many lines of a long comment are shown. */
const SHOWN = [
  {width: 300, shown: 15},
  {width: 480, shown: 15},
  {width: 481, shown: 10},
  {width: 800, shown: 10},
  {width: 801, shown: 7},
  {width: 1200, shown: 7},
];

before(() => setViewport({width: 1300, height: 900}));
after(() => setViewport({width: 900, height: 800}));

describe('a long comment in the classic variant', () => {
  for (const [what, comments] of [
    ['alone', [LONG]],
    ['among others', [LONG, 'Short.', LONG]],
  ] as const) {
    it(`shows whole, ${what}`, async () => {
      const page = await openThread(
        {comments: comments.map((value, index) => makeComment(String(index + 1), text(value)))},
        {variant: 'classic'},
      );
      expect(height(page)).to.be.at.least(40 * lineHeight(page));
      expect(!!findButton(page)).to.equal(false);
    });
  }

  it('shows whole as soon as the variant is another', async () => {
    const page = await openComments(LONG);
    page.thread.variant = 'classic';
    await waitUntil(() => height(page) >= 40 * lineHeight(page) && !findButton(page), 'it stays folded');
    page.thread.variant = 'default';
    await waitUntil(() => height(page) <= 15 * lineHeight(page) + 1 && findButton(page), 'it is not folded');
  });
});

describe('a long comment', () => {
  it('shows its beginning from the first frame, and the rest by a button, which stays focused', async () => {
    const page = await openComments(LONG);
    page.thread.style.inlineSize = '700px';
    expect(height(page)).to.be.closeTo(10 * lineHeight(page), 1);
    const button = buttonOf(page);
    expect(button.textContent).to.equal('Read more');
    expect(button.ariaLabel).to.equal('Read more of the comment by Reader 1');
    expect(button.ariaExpanded).to.equal('false');
    await expectAccessible(page.thread);
    button.focus();
    button.click();
    await waitUntil(() => button.ariaExpanded === 'true');
    expect(height(page)).to.be.at.least(40 * lineHeight(page));
    expect(button.textContent).to.equal('Read less');
    expect(button.ariaLabel).to.equal('Read less of the comment by Reader 1');
    expect(page.focused).to.equal(button);
    await expectAccessible(page.thread);
    button.click();
    await waitUntil(() => button.ariaExpanded === 'false');
    expect(height(page)).to.be.closeTo(10 * lineHeight(page), 1);
    expect(page.focused).to.equal(button);
  });

  const sentences = (count: number): string => 'A sentence of thirty characters. '.repeat(count);
  const bodies = [
    ['of lines', 'text', lines(30)],
    ['of blank lines', 'text', 'One line.\n\n'.repeat(16)],
    ['in one paragraph', 'text', sentences(75)],
    ['of HTML', 'html', `<p>${sentences(20)}</p>`.repeat(4)],
    [
      'of HTML with long links',
      'html',
      `<p>${sentences(20)}<a href="https://x.example/${'x'.repeat(500)}">a</a></p>`.repeat(4),
    ],
    ['of a list', 'html', `<ul>${'<li>A point.</li>'.repeat(30)}</ul>`],
  ] as const;
  for (const [what, format, value] of bodies) {
    it(`${what} hides at least a third of it, at every width`, async () => {
      const page = await openThread({comments: [makeComment('1', {body: {format, value}})]});
      const isFolded = !!findButton(page);
      for (const {width, shown} of SHOWN) {
        page.thread.style.inlineSize = `${String(width)}px`;
        if (!isFolded) continue;
        expect(height(page), String(width)).to.be.at.most(shown * lineHeight(page) + 1);
        expect(height(page), String(width)).to.be.at.most((2 / 3) * bodyOf(page).scrollHeight + 1);
      }
      expect(isFolded).to.equal(true);
    });
  }

  it('depends on the text only: rendering measures no layout', async () => {
    const requested: string[] = [];
    const {getBoundingClientRect} = Element.prototype;
    const restore: (() => unknown)[] = [
      () => (Element.prototype.getBoundingClientRect = getBoundingClientRect),
    ];
    Element.prototype.getBoundingClientRect = function (this: Element) {
      requested.push(this.localName);
      return getBoundingClientRect.call(this);
    };
    for (const name of ['scrollHeight', 'clientHeight', 'clientWidth', 'scrollWidth'] as const) {
      const described = Object.getOwnPropertyDescriptor(Element.prototype, name) as PropertyDescriptor;
      Object.defineProperty(Element.prototype, name, {
        ...described,
        get(this: Element) {
          if (this.getRootNode() instanceof ShadowRoot) requested.push(`${this.localName} ${name}`);
          return described.get?.call(this) as unknown;
        },
      });
      restore.push(() => Object.defineProperty(Element.prototype, name, described));
    }
    try {
      const page = await openComments(LONG, 'Short.', LONG);
      expect(!!findButton(page)).to.equal(true);
      expect(requested.filter((name) => !name.startsWith('textarea'))).to.deep.equal([]);
    } finally {
      for (const step of restore) step();
    }
  });

  it('stays open while the page hides the discussion', async () => {
    const page = await openComments(LONG);
    buttonOf(page).click();
    await waitUntil(() => buttonOf(page).ariaExpanded === 'true');
    page.thread.hidden = true;
    // A page that comes back on screen is drawn anew, too.
    page.list.requestUpdate();
    await page.settled();
    await nextFrame();
    await nextFrame();
    page.thread.hidden = false;
    await nextFrame();
    expect(buttonOf(page).ariaExpanded).to.equal('true');
    expect(height(page)).to.be.at.least(40 * lineHeight(page));
  });

  it('does not move its button when it opens, and shows its beginning when it is collapsed from its end', async () => {
    const page = await openComments(lines(300), 'A short one.');
    const top = (): number => page.article('1').getBoundingClientRect().top;
    buttonOf(page).scrollIntoView({block: 'center'});
    const before = top();
    buttonOf(page).click();
    await waitUntil(() => buttonOf(page).ariaExpanded === 'true');
    expect(top()).to.be.closeTo(before, 1);
    buttonOf(page).scrollIntoView({block: 'center'});
    expect(top()).to.be.below(0);
    buttonOf(page).click();
    await waitUntil(() => buttonOf(page).ariaExpanded === 'false');
    expect(page.article('1').querySelector('.byline')?.getBoundingClientRect().top).to.be.within(
      0,
      innerHeight,
    );
  });

  it('opens when the browser scrolls within it, to what it has found or what has the focus', async () => {
    const page = await openComments(LONG);
    bodyOf(page).scrollTop = 200;
    await waitUntil(() => buttonOf(page).ariaExpanded === 'true');
    expect(height(page)).to.be.at.least(40 * lineHeight(page));
    // Or the next thread is too far down the page to be loaded.
    page.thread.remove();
    const linked = await openComments(`${LONG}\nhttps://tidewater.example/`);
    await waitUntil(() => bodyOf(linked).querySelector('a'));
    bodyOf(linked).querySelector('a')?.focus();
    await waitUntil(() => buttonOf(linked).ariaExpanded === 'true');
    expect(linked.focused === bodyOf(linked).querySelector('a')).to.equal(true);
  });

  it('stays open when the thread is loaded again', async () => {
    const page = await openComments(LONG);
    buttonOf(page).click();
    await waitUntil(() => buttonOf(page).ariaExpanded === 'true');
    await page.thread.reload();
    page.thread.strings = {readLess: 'Enough'};
    await waitUntil(() => buttonOf(page).textContent === 'Enough');
    expect(height(page)).to.be.at.least(40 * lineHeight(page));
  });

  it('is a megabyte too', async () => {
    const page = await openComments('A word of many. '.repeat(65_536));
    expect(height(page)).to.be.at.most(15 * lineHeight(page) + 1);
    buttonOf(page).click();
    await waitUntil(() => buttonOf(page).ariaExpanded === 'true');
    expect(height(page)).to.be.at.least(1000);
  });

  it('is shown whole where the publisher wants it so, without its button', async () => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(
      'parley-thread::part(body) { max-block-size: none; mask: none } parley-thread::part(expand) { display: none }',
    );
    document.adoptedStyleSheets.push(sheet);
    try {
      const page = await openComments(LONG);
      expect(buttonOf(page).checkVisibility()).to.equal(false);
      expect(height(page)).to.be.at.least(40 * lineHeight(page));
    } finally {
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== sheet);
    }
  });
});

describe('a comment that is not long', () => {
  it('has no button and does not fade', async () => {
    const page = await openComments(lines(20), 'A word. '.repeat(200), 'A word.\n'.repeat(29));
    for (const id of ['1', '2', '3']) {
      expect(!!findButton(page, id)).to.equal(false);
      expect(getComputedStyle(bodyOf(page, id)).maskImage).to.equal('none');
    }
  });
});

describe('a long comment that its author changes', () => {
  it('is in the editor whole, without a button', async () => {
    const viewer = {id: 'v', name: 'Vera'};
    // Minutes ago, or it can no longer be changed.
    const createdAt = new Date(Date.now() - 60_000).toISOString();
    const mine = makeComment('1', {...text(LONG), author: viewer, createdAt});
    const page = await openThread({comments: [mine], viewer});
    expect(findButton(page)?.checkVisibility()).to.equal(true);
    (await fromMenu(page, '1', 'edit')).click();
    await waitUntil(() => page.article('1').querySelector('textarea'));
    expect(page.article('1').querySelector('textarea')?.value).to.equal(LONG);
    await waitUntil(() => !findButton(page)?.checkVisibility(), 'the button stays');
  });
});
