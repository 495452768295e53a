import {expect} from '@open-wc/testing';
import {setViewport} from '@web/test-runner-commands';
import {MemoryAdapter} from '../../../src/adapters/memory.js';
import {makeComment} from '../../support/comments.js';
import {openMenuOf} from '../../support/controls.js';
import {openThread} from '../../support/thread-fixture.js';
import {waitUntil} from '../../support/wait-until.js';

const LANGUAGES = ['ar', 'de', 'en', 'es', 'fr', 'he', 'hy', 'hyw', 'ru', 'tr'];
const ADA = {id: 'ada', name: 'Ada'};
const LONG_NAME = 'Bartholomew Featherstonehaugh-Cholmondeley II';
const WIDTHS = [300, 340, 390, 480, 520, 601, 680, 900, 1200];

/** Somebody's comment, with a reply, and the reader's own, which can still be changed. */
const comments = () => [
  makeComment('1', {author: {id: 'bo', name: LONG_NAME}, score: {up: 12}}),
  makeComment('2', {parentId: '1', author: {id: 'bo', name: LONG_NAME}}),
  makeComment('3', {author: ADA, createdAt: new Date(Date.now() - 30_000).toISOString()}),
  makeComment('4', {author: ADA, status: 'held', createdAt: new Date(Date.now() - 30_000).toISOString()}),
];

describe('late parts of comments move none of them', () => {
  before(() => setViewport({width: 1300, height: 1600}));
  after(() => setViewport({width: 900, height: 800}));

  for (const lang of LANGUAGES) {
    it(`because their rows are rendered at once, with the menu above them (${lang})`, async () => {
      const adapter = new MemoryAdapter({comments: comments(), viewer: ADA});
      const page = await openThread(adapter, {lang});
      // The thread was on the page before it had a language: it may have been drawn in English at first.
      await waitUntil(() => page.thread.messages?.locale === lang, 'the messages do not come');
      await page.settled();
      const heights = (): number[][] =>
        WIDTHS.map((width) => {
          page.thread.style.width = `${String(width)}px`;
          for (const article of page.articles) expect(article.scrollWidth).to.be.at.most(article.clientWidth);
          return page.articles.map(({offsetHeight}) => offsetHeight);
        });
      const before = heights();
      await page.touched();
      expect(heights()).to.deep.equal(before);
      await openMenuOf(page, '3');
      expect(heights()).to.deep.equal(before);
    });
  }
});
