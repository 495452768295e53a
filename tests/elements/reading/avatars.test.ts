import {expect} from '@open-wc/testing';
import {reduce} from '../../../src/store/reduce.js';
import {expectAccessible} from '../../support/axe.js';
import {makeComment} from '../../support/comments.js';
import {openThread, type ThreadPage} from '../../support/thread-fixture.js';
import {waitUntil} from '../../support/wait-until.js';

const comments = [
  makeComment('1', {author: {name: 'Hester Vane', avatarUrl: 'https://pictures.example/1.png'}}),
  makeComment('2', {author: {name: 'ليلى حداد'}}),
  makeComment('3', {author: {name: ''}}),
  makeComment('4', {author: {name: '🐈'}}),
];

const headingOf = (page: ThreadPage, id: string): HTMLElement =>
  page.article(id).querySelector('[role=heading]') as HTMLElement;

const circleOf = (page: ThreadPage, id: string): CSSStyleDeclaration =>
  getComputedStyle(headingOf(page, id), '::before');

/** Without the alternative text of CSS nothing is drawn: screen readers would read the letters. */
const isDrawn = CSS.supports("content: 'A' / ''");

describe('avatars', () => {
  it('are off unless the page asks for them', async () => {
    const page = await openThread({comments});
    expect(circleOf(page, '1').content).to.equal('none');
  });

  it('are drawn without an error where the list is drawn after them, or anew', async () => {
    const page = await openThread({comments}, {avatars: true});
    // Mocha fails the test for an error that nothing has caught.
    const frame = page.list.renderRoot.querySelector('.base') as Element;
    page.list.renderRoot.replaceChildren(frame);
    await new Promise((resolve) => setTimeout(resolve, 0));
    expect(headingOf(page, '1').dataset['initial']).to.equal('H');
  });

  it('are initials in a circle beside the names, also in the classic variant, and request nothing', async () => {
    for (const variant of ['default', 'classic'] as const) {
      const page = await openThread({comments}, {avatars: true, variant});
      for (const [id, initial] of Object.entries({1: 'H', 2: 'ل', 3: 'A'})) {
        expect(headingOf(page, id).dataset['initial']).to.equal(initial);
        if (!isDrawn) continue;
        const {content, inlineSize, blockSize, borderRadius} = circleOf(page, id);
        // Engines write it with its alternative text, or resolved.
        expect(content).to.match(/attr\(|^"/);
        // WebKit rounds the height of a line.
        expect(parseFloat(inlineSize)).to.be.closeTo(parseFloat(blockSize), 1);
        expect(parseFloat(borderRadius)).to.be.at.least(parseFloat(blockSize) / 2);
        expect(headingOf(page, id).getBoundingClientRect().height).to.be.lessThan(48);
      }
      expect(headingOf(page, '4').hasAttribute('data-initial')).to.equal(false);
      expect(page.list.renderRoot.querySelector('img')).to.equal(null);
      await expectAccessible(page.thread);
    }
  });

  it('come and go with the attribute', async () => {
    const page = await openThread({comments});
    const initial = (): string | undefined =>
      page.list.renderRoot.querySelector<HTMLElement>('[data-comment-id="1"] [role=heading]')?.dataset[
        'initial'
      ];
    page.thread.setAttribute('avatars', '');
    await waitUntil(() => initial() === 'H', 'none comes');
    page.thread.setAttribute('avatars', 'false');
    await waitUntil(() => page.ids.includes('1') && initial() === undefined, 'it stays');
  });

  it('follow a name that changes', async () => {
    const page = await openThread({comments}, {avatars: true});
    const comment = makeComment('1', {author: {name: 'Ida Marl'}});
    page.thread.store?.dispatch({type: 'changed', comment}, reduce);
    await waitUntil(() => headingOf(page, '1').dataset['initial'] === 'I', 'it is still the old one');
  });

  it('are before the name where the text begins, in a narrow thread too', async () => {
    for (const dir of ['ltr', 'rtl']) {
      const page = await openThread({comments}, {avatars: true, dir});
      page.thread.style.inlineSize = '288px';
      for (const id of ['1', '2']) {
        const heading = headingOf(page, id).getBoundingClientRect();
        const name = page.part('author', headingOf(page, id)).getBoundingClientRect();
        const before = dir === 'ltr' ? name.left - heading.left : heading.right - name.right;
        if (isDrawn) expect(before, `${id} ${dir}`).to.be.greaterThan(20);
        expect(page.thread.scrollWidth).to.be.at.most(288);
      }
    }
  });
});
