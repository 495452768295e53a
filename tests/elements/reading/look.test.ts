import {expect} from '@open-wc/testing';
import {sendMouse} from '@web/test-runner-commands';
import type {Comment} from '../../../src/model/comment.js';
import {makeComment} from '../../support/comments.js';
import {openThread, type ThreadPage} from '../../support/thread-fixture.js';
import {waitUntil} from '../../support/wait-until.js';

const box = (element: Element | null | undefined): DOMRect => {
  if (!element) throw new Error('not on the page');
  return element.getBoundingClientRect();
};

function narrow(page: ThreadPage, width: number): void {
  page.thread.style.inlineSize = `${String(width)}px`;
}

describe('the place to write', () => {
  it('is one line of 48 px with a label, and five rows on focus, then the fields, then the buttons', async () => {
    const page = await openThread({comments: [makeComment('1')]});
    for (const width of [800, 390, 320]) {
      narrow(page, width);
      expect(box(page.line).height).to.equal(48);
    }
    expect(page.line?.labels[0]?.textContent).to.equal('Write a comment…');
    await page.openForm();
    const text = page.field('body');
    expect(text.offsetHeight / 24).to.be.within(5, 6.5);
    const order = [
      text,
      page.field('name'),
      page.field('email'),
      page.part('submit', page.form().renderRoot),
    ];
    const tops = order.map((element) => box(element).top);
    expect(tops).to.deep.equal([...tops].sort((one, other) => one - other));
  });
});

describe('the heading of a thread', () => {
  it('has the choice of an order on its line, also on a phone, whose label only the ear has', async () => {
    const page = await openThread({comments: [makeComment('1'), makeComment('2')]});
    for (const width of [800, 390, 320]) {
      narrow(page, width);
      const [heading, select] = [page.part('heading'), page.thread.renderRoot.querySelector('select')].map(
        box,
      );
      const middle = ((select?.top ?? NaN) + (select?.bottom ?? NaN)) / 2;
      expect(middle, `${String(width)} px`).to.be.within(heading?.top ?? NaN, heading?.bottom ?? NaN);
    }
    const label = page.part('sort').querySelector('span') as HTMLElement;
    expect(label.textContent).to.equal('Sort by');
    expect([label.offsetWidth, label.offsetHeight]).to.deep.equal([1, 1]);
  });
});

describe('a comment', () => {
  const staff = {name: 'Piers Calloway', isStaff: true, badge: 'The Packet'};
  const rights = {reply: true, vote: true, report: true};
  const comments: Comment[] = [
    makeComment('1', {can: rights, score: {up: 3, mine: false}}),
    makeComment('2', {author: staff, score: {up: 9, mine: false}}),
  ];

  it('has no underlines at rest, and one where the mouse is', async () => {
    const page = await openThread({comments});
    await page.touched();
    const article = page.article('1');
    const controls = [...article.querySelectorAll('a, button')];
    expect(controls).to.have.length(4);
    for (const control of controls) expect(getComputedStyle(control).textDecorationLine).to.equal('none');
    const reply = article.querySelector('[data-action=reply]') as HTMLElement;
    const {left, top, width, height} = box(reply);
    await sendMouse({type: 'move', position: [Math.round(left + width / 2), Math.round(top + height / 2)]});
    if (matchMedia('(hover: hover)').matches)
      await waitUntil(() => getComputedStyle(reply).textDecorationLine === 'underline', 'no underline');
  });

  it('has room around the words of its controls, for rings and edges', async () => {
    const page = await openThread({comments});
    await page.touched();
    for (const control of page.article('1').querySelectorAll<HTMLElement>('.actions > button')) {
      const {paddingInlineStart, paddingInlineEnd} = getComputedStyle(control);
      expect(parseFloat(paddingInlineStart), control.dataset['action']).to.be.at.least(3);
      expect(parseFloat(paddingInlineEnd), control.dataset['action']).to.be.at.least(3);
    }
  });

  it('fills the mark of a recommendation that is given, and outlines others', async () => {
    const page = await openThread({comments: [comments[0] as Comment]});
    await page.touched();
    const vote = page.button(/^Recommend/);
    const shape = (): string => getComputedStyle(vote, '::before').clipPath;
    expect(vote.ariaPressed).to.equal('false');
    expect(shape()).to.match(/^polygon\(evenodd/);
    vote.click();
    await waitUntil(() => vote.ariaPressed === 'true', 'not pressed');
    expect(shape()).not.to.contain('evenodd');
  });

  it('says how many recommend it where one cannot', async () => {
    const page = await openThread({comments}, {readonly: true});
    const article = page.article('2');
    expect(article.querySelector('[data-action=count]')?.textContent).to.equal('9 recommendations');
    expect(article.querySelector('[data-action=vote]')).to.equal(null);
  });

  it('has a filled staff badge right after the name', async () => {
    const page = await openThread({comments});
    const [name, badge] = [page.part('author', page.article('2')), page.part('badge', page.article('2'))];
    expect(box(badge).left - box(name).right).to.be.within(0, 12);
    expect(getComputedStyle(badge).backgroundColor).not.to.equal('rgba(0, 0, 0, 0)');
  });

  for (const lang of ['en', 'de', 'ru', 'es'])
    it(`has a date that is never two lines, 320 px wide: ${lang}`, async () => {
      const longest = makeComment('1', {createdAt: '2024-09-28T10:00:00.000Z', author: staff});
      const page = await openThread({comments: [longest]}, {lang});
      narrow(page, 288);
      expect(page.part('timestamp', page.article('1')).getClientRects()).to.have.length(1);
    });

  it('is named by its byline where it takes the focus, and its date tells the time', async () => {
    const page = await openThread({
      comments: [makeComment('a b', {author: staff, createdAt: '2024-03-01T14:05:00'})],
    });
    await page.touched();
    const article = page.article('a b');
    const byline = (article.getRootNode() as ShadowRoot).getElementById(
      article.getAttribute('aria-labelledby') ?? '',
    );
    expect(byline?.textContent).to.contain('Piers Calloway The Packet');
    const link = byline?.querySelector(':scope > a');
    expect(link?.textContent).to.equal('March 1, 2024');
    expect(link?.ariaLabel).to.match(/^March 1, 2024 .*2:05/);
  });

  it('tells the time beside how long ago it was', async () => {
    const createdAt = new Date(Date.now() - 3 * 3_600_000).toISOString();
    const page = await openThread({comments: [makeComment('1', {createdAt})]});
    await page.touched();
    const link = page.article('1').querySelector('.byline > a');
    expect(link?.ariaLabel).to.match(/^3 hours ago, .*\d:\d\d/);
  });
});

describe('replies', () => {
  const chain = Array.from({length: 6}, (_, depth) =>
    makeComment(String(depth), {parentId: depth === 0 ? null : String(depth - 1)}),
  );

  it('never begin before what they answer, and their form stands where they do', async () => {
    for (const dir of ['ltr', 'rtl']) {
      for (const width of [800, 390, 320]) {
        const page = await openThread({comments: chain}, {dir});
        await page.touched();
        narrow(page, width);
        const start = (element: Element): number => {
          const {left, right} = box(element);
          return dir === 'ltr' ? left : -right;
        };
        for (const {id} of chain.slice(1)) {
          const [reply, answered] = [page.article(id), page.article(String(Number(id) - 1))];
          expect(start(reply), `${id} of ${String(width)} px, ${dir}`).to.be.at.least(start(answered) - 0.5);
          const button = answered.querySelector<HTMLElement>('[data-action=reply]');
          button?.click();
          const form = (): Element | null =>
            page.item(String(Number(id) - 1)).querySelector(':scope > parley-comment-form');
          await waitUntil(() => form()?.shadowRoot?.querySelector('textarea'), 'no form');
          const text = form()?.shadowRoot?.querySelector('textarea') as HTMLElement;
          expect(start(text), `form ${id} of ${String(width)} px, ${dir}`).to.be.closeTo(start(reply), 0.5);
        }
      }
    }
  });

  it('are written in a form that is on screen whole, inside the line of the branch', async () => {
    const page = await openThread({comments: [...chain.slice(0, 2), makeComment('9')]});
    await page.touched();
    const button = page.article('0').querySelector<HTMLElement>('[data-action=reply]');
    window.scrollTo(0, 0);
    // The last line of the window.
    window.scrollBy(0, box(button).bottom - innerHeight + 10);
    button?.click();
    await waitUntil(() => page.focused?.localName === 'textarea', 'no form');
    const form = page.form('0');
    await waitUntil(() => box(form).bottom <= innerHeight && box(form).top >= 0, 'it is not on screen whole');
    const line = getComputedStyle(form);
    expect([line.borderInlineStartStyle, line.borderInlineStartWidth]).to.deep.equal(['solid', '2px']);
    expect(box(form).left).to.equal(box(page.part('replies', page.item('0'))).left);
  });
});
