import {expect, fixture, html} from '@open-wc/testing';
import {prepareBodies, showBody} from '../../../src/content/body.js';
import type {CommentsAdapter} from '../../../src/model/adapter.js';
import type {Comment} from '../../../src/model/comment.js';
import {makeComment} from '../../support/comments.js';
import {ThreadPage} from '../../support/thread-fixture.js';
import {waitUntil} from '../../support/wait-until.js';

// One comment that cannot be drawn as it should be costs the reader neither its words nor the comments around it.

const warned: string[] = [];
const {warn} = console;

/** A thread over an adapter that normalises nothing. */
async function threadOf(comments: readonly Comment[], settings: object = {}): Promise<ThreadPage> {
  const adapter: CommentsAdapter = {
    open: () => Promise.resolve({comments, next: null, total: comments.length, live: null, facts: {}}),
    more: () => Promise.resolve({comments: [], next: null}),
  };
  const place = await fixture<HTMLElement>(html`<div></div>`);
  const thread = document.createElement('parley-thread');
  Object.assign(thread, {pageId: 'a', loading: 'eager', adapter, ...settings});
  place.append(thread);
  return new ThreadPage(thread).ready();
}

describe('a comment that cannot be drawn', () => {
  beforeEach(() => {
    warned.length = 0;
    console.warn = (...words: unknown[]) => warned.push(words.join(' '));
  });
  afterEach(() => {
    console.warn = warn;
  });

  // First: a page is told of anything once.
  it('warns the developer once', async () => {
    const bad = ['5', '6'].map((id) => makeComment(id, {editedAt: 'soon'}));
    const page = await threadOf([makeComment('1'), ...bad]);
    await waitUntil(() => warned.length > 0, 'no warning');
    expect(page.articles).to.have.length(3);
    expect(warned).to.have.length(1);
    expect(warned[0]).to.match(
      /^Parley \(draw\): Failed to render a comment; showing it without date and buttons\. RangeError/,
    );
  });

  const invalid = (fields: object): Partial<Comment> => fields;
  const broken: [string, Partial<Comment>][] = [
    ['a date that Intl refuses', {editedAt: 'the day before yesterday'}],
    ['an id that is no text', {id: 'b\uD800'}],
    ['a pick with such an id', {id: 'b\uD801', featured: {by: 'The desk'}}],
    ['a time of editing that is no text', invalid({editedAt: 7, editableUntil: {}})],
    ['a time of editing that is an object', invalid({editedAt: {date: '2026-03-01'}})],
    ['a pick by a number', invalid({featured: {by: 7}})],
    ['a pick by nobody known', invalid({featured: {by: null, reason: null}})],
    ['a pick for a reason that is a list', invalid({featured: {by: 'The desk', reason: ['good']}})],
    ['a pick that is only true', invalid({featured: true})],
    ['a decision whose reason is a number', invalid({status: 'rejected', decision: {reason: 7}})],
    ['a badge that is no text', {author: {name: 'Reader b', badge: Symbol('badge') as unknown as string}}],
  ];
  for (const [what, more] of broken) {
    it(`for ${what} shows its name and text, and does not affect the others`, async () => {
      const comment = makeComment('b', more);
      const answer = makeComment('3', {parentId: comment.id});
      const page = await threadOf([makeComment('1'), comment, answer, makeComment('4')], {sort: 'oldest'});
      await waitUntil(() => page.articles.length === 4, 'four comments');
      expect(
        page.articles.map((article) => page.part('body', article).innerText.trim()).sort(),
      ).to.deep.equal(['Letter 1', 'Letter 3', 'Letter 4', 'Letter b']);
      // Engines differ in what they make of such an id in an attribute.
      const drawn = page.articles.find(({innerText}) => innerText.includes('Letter b'));
      expect(drawn?.innerText).to.contain('Reader b');
      expect(
        page
          .item('3')
          .parentElement?.closest('li')
          ?.contains(drawn ?? null),
      ).to.equal(true);
      expect(page.part('timestamp', page.article('4')).innerText).to.contain('March 1');
    });
  }

  it('because the publisher’s own form of a date fails is shown without it', async () => {
    const page = await threadOf([makeComment('1'), makeComment('2')], {
      formatDate: () => {
        throw new Error('no calendar');
      },
    });
    await waitUntil(() => page.articles.length === 2, 'two comments');
    expect(page.wordsOf('1')).to.equal('Letter 1');
  });
});

describe('the language of a page', () => {
  for (const lang of ['en-', 'en-english', 'en-x', 'en us', 'en_GB', 'de_DE', '!']) {
    it(`"${lang}" costs no comment`, async () => {
      const place = await fixture<HTMLElement>(html`<div lang=${lang}></div>`);
      const thread = document.createElement('parley-thread');
      const comments = [makeComment('1', {editedAt: '2026-03-01T09:00:00.000Z'})];
      const adapter: CommentsAdapter = {
        open: () => Promise.resolve({comments, next: null, total: 1, live: null, facts: {}}),
        more: () => Promise.resolve({comments: [], next: null}),
      };
      Object.assign(thread, {pageId: 'a', loading: 'eager', adapter});
      place.append(thread);
      const page = await new ThreadPage(thread).ready();
      expect(page.part('timestamp', page.article('1')).innerText).to.match(/March 1|1\. März/);
    });
  }
});

describe('a body that cannot be shown', () => {
  it('is left out without affecting other text', async () => {
    const target = document.createElement('div');
    const body = {format: 'text', value: 42} as unknown as Comment['body'];
    await prepareBodies([body]);
    showBody(target, body);
    expect(target.textContent).to.equal('42');
  });
});
