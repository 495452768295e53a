import {expect} from '@open-wc/testing';
import {setViewport} from '@web/test-runner-commands';
import {MemoryAdapter} from '../../../src/adapters/memory.js';

import {makeComment} from '../../support/comments.js';
import {openThread, type ThreadPage} from '../../support/thread-fixture.js';
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

async function openIn(lang: string): Promise<ThreadPage> {
  const adapter = new MemoryAdapter({comments: comments(), viewer: ADA});
  const page = await openThread(adapter, {lang});
  await waitUntil(() => page.article('3').querySelector('[data-control=edit]'));
  return page;
}

describe('what comes after the comments moves none of them', () => {
  before(() => setViewport({width: 1300, height: 1600}));
  after(() => setViewport({width: 900, height: 800}));

  for (const lang of LANGUAGES) {
    it(`for its buttons stand in the room that is kept for them (${lang})`, async () => {
      const page = await openIn(lang);
      const late = page.articles.map((article) => article.querySelector<HTMLElement>('.late'));
      for (const width of WIDTHS) {
        page.thread.style.width = `${String(width)}px`;
        const withThem = page.articles.map(({offsetHeight}) => offsetHeight);
        for (const part of late) part?.remove();
        const without = page.articles.map(({offsetHeight}) => offsetHeight);
        for (const [index, part] of late.entries())
          if (part) page.articles[index]?.querySelector('.actions')?.append(part);
        expect(withThem, `${lang}, ${String(width)} px wide`).to.deep.equal(without);
        for (const article of page.articles) expect(article.scrollWidth).to.be.at.most(article.clientWidth);
      }
    });
  }
});
