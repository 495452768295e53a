import {expect, nextFrame} from '@open-wc/testing';
import {expectAccessible} from '../../support/axe.js';
import {makeComment} from '../../support/comments.js';
import {openThread, type ThreadPage} from '../../support/thread-fixture.js';
import {waitUntil} from '../../support/wait-until.js';

const text = (value: string) => ({body: {format: 'text', value} as const});
const lines = (count: number): string =>
  Array.from({length: count}, (_, index) => `Line ${String(index + 1)}`).join('\n');
const LONG = lines(40);
/** About 600 letters: a few lines on a wide page, many on a narrow one. */
const MIDDLING = 'A sentence of thirty characters. '.repeat(18);

async function openLetters(...values: string[]): Promise<ThreadPage> {
  const comments = values.map((value, index) => makeComment(String(index + 1), text(value)));
  const page = await openThread({comments}, {sort: 'oldest'});
  // The tools come with the buttons, or without.
  await waitUntil(() => page.article('1').querySelector('[data-action=share]'), 'the tools do not come');
  return page;
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
const height = (page: ThreadPage): number => bodyOf(page).getBoundingClientRect().height;

describe('a letter of more than twelve lines in the classic variant', () => {
  for (const [what, comments] of [
    ['alone', [LONG]],
    ['among others', [LONG, 'Short.', LONG]],
  ] as const) {
    it(`shows whole, ${what}`, async () => {
      const page = await openThread(
        {comments: comments.map((value, index) => makeComment(String(index + 1), text(value)))},
        {variant: 'classic'},
      );
      await waitUntil(() => page.article('1').querySelector('[data-action=share]'), 'the tools do not come');
      expect(height(page)).to.be.at.least(40 * lineHeight(page));
      expect(findButton(page)).to.equal(null);
    });
  }

  it('shows whole as soon as the variant is another', async () => {
    const page = await openLetters(LONG);
    page.thread.variant = 'classic';
    await waitUntil(() => height(page) >= 40 * lineHeight(page) && !findButton(page), 'it stays folded');
    page.thread.variant = 'default';
    await waitUntil(() => height(page) <= 12 * lineHeight(page) + 1 && findButton(page), 'it is not folded');
  });
});

describe('a letter of more than twelve lines', () => {
  it('shows twelve, and all of them by a button that keeps the keyboard', async () => {
    const page = await openLetters(LONG);
    expect(height(page)).to.be.closeTo(12 * lineHeight(page), 1);
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
    expect(height(page)).to.be.closeTo(12 * lineHeight(page), 1);
    expect(page.focused).to.equal(button);
  });

  it('stays open while the page hides the discussion', async () => {
    const page = await openLetters(LONG);
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

  it('has its button where nothing moves when it comes', async () => {
    const page = await openThread(
      {comments: [makeComment('1', text(LONG)), makeComment('2')]},
      {sort: 'oldest'},
    );
    const place = (): number => page.article('2').offsetTop - page.article('1').offsetTop;
    const before = place();
    await waitUntil(() => findButton(page));
    expect(place()).to.equal(before);
    const [button, body] = [buttonOf(page).getBoundingClientRect(), bodyOf(page).getBoundingClientRect()];
    expect(button.bottom).to.be.at.most(body.bottom + 1);
    expect(button.top).to.be.at.least(body.top);
  });

  it('moves nothing above its button when it opens, and shows its beginning when it is folded from its end', async () => {
    const page = await openLetters(lines(300), 'A short one.');
    const top = (): number => page.article('1').getBoundingClientRect().top;
    buttonOf(page).scrollIntoView({block: 'center'});
    const before = top();
    buttonOf(page).click();
    await waitUntil(() => bodyOf(page).matches('.open'));
    expect(top()).to.be.closeTo(before, 1);
    buttonOf(page).scrollIntoView({block: 'center'});
    expect(top()).to.be.below(0);
    buttonOf(page).click();
    await waitUntil(() => !bodyOf(page).matches('.open'));
    expect(page.article('1').querySelector('.byline')?.getBoundingClientRect().top).to.be.within(
      0,
      innerHeight,
    );
  });

  it('opens when the browser scrolls within it, to what it has found or what has the keyboard', async () => {
    const page = await openLetters(LONG);
    await waitUntil(() => findButton(page));
    bodyOf(page).scrollTop = 200;
    await waitUntil(() => buttonOf(page).ariaExpanded === 'true');
    expect(height(page)).to.be.at.least(40 * lineHeight(page));
    // Or the next thread is too far down the page to be loaded.
    page.thread.remove();
    const linked = await openLetters(`${LONG}\nhttps://tidewater.example/`);
    await waitUntil(() => findButton(linked) && bodyOf(linked).querySelector('a'));
    bodyOf(linked).querySelector('a')?.focus();
    await waitUntil(() => buttonOf(linked).ariaExpanded === 'true');
    expect(linked.focused).to.equal(bodyOf(linked).querySelector('a'));
  });

  it('is one by its width: it folds and unfolds as the page is made narrow and wide', async () => {
    const page = await openLetters(MIDDLING);
    page.thread.style.inlineSize = '900px';
    await waitUntil(() => !findButton(page), 'it has a button though it is short');
    expect(bodyOf(page).scrollHeight).to.be.at.most(bodyOf(page).clientHeight + 6);
    page.thread.style.inlineSize = '260px';
    await waitUntil(() => findButton(page), 'it has no button though it is long');
    buttonOf(page).click();
    await waitUntil(() => buttonOf(page).ariaExpanded === 'true');
    page.thread.style.inlineSize = '900px';
    await waitUntil(() => !findButton(page), 'the button stays');
    expect(getComputedStyle(bodyOf(page)).maskImage).to.equal('none');
  });

  it('stays open when the thread is loaded again', async () => {
    const page = await openLetters(LONG);
    buttonOf(page).click();
    await waitUntil(() => buttonOf(page).ariaExpanded === 'true');
    await page.thread.reload();
    page.thread.strings = {readLess: 'Enough'};
    await waitUntil(() => buttonOf(page).textContent === 'Enough');
    expect(height(page)).to.be.at.least(40 * lineHeight(page));
  });

  it('is a megabyte too', async () => {
    const page = await openLetters('A word of many. '.repeat(65_536));
    expect(height(page)).to.be.closeTo(12 * lineHeight(page), 1);
    buttonOf(page).click();
    await waitUntil(() => buttonOf(page).ariaExpanded === 'true');
    expect(height(page)).to.be.at.least(1000);
  });

  it('is shown whole where the publisher wants it so', async () => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('parley-thread::part(body) { max-block-size: none; }');
    document.adoptedStyleSheets.push(sheet);
    try {
      const page = await openThread({comments: [makeComment('1', text(LONG))]});
      await waitUntil(() => page.article('1').querySelector('[data-action=share]'));
      expect(findButton(page)).to.equal(null);
      expect(height(page)).to.be.at.least(40 * lineHeight(page));
    } finally {
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== sheet);
    }
  });
});

describe('a letter of twelve lines and less', () => {
  it('has no button and does not fade, however many words it has', async () => {
    const page = await openLetters(lines(12), `${'A word. '.repeat(30)}`);
    for (const id of ['1', '2']) {
      expect(findButton(page, id)).to.equal(null);
      expect(getComputedStyle(bodyOf(page, id)).maskImage).to.equal('none');
    }
  });
});

describe('a long letter that its author changes', () => {
  it('is in the editor whole, without a button', async () => {
    const viewer = {id: 'v', name: 'Vera'};
    // Minutes ago, or it can no longer be changed.
    const createdAt = new Date(Date.now() - 60_000).toISOString();
    const mine = makeComment('1', {...text(LONG), author: viewer, createdAt});
    const page = await openThread({comments: [mine], viewer});
    await waitUntil(() => page.article('1').querySelector('[data-control=edit]'));
    await waitUntil(() => findButton(page));
    page.article('1').querySelector<HTMLElement>('[data-control=edit]')?.click();
    await waitUntil(() => page.article('1').querySelector('textarea'));
    expect(page.article('1').querySelector('textarea')?.value).to.equal(LONG);
    await waitUntil(() => !findButton(page), 'the button stays');
  });
});
