import {expect} from '@open-wc/testing';
import {begin, type ParleyElement} from '../../src/embed/begin.js';
import type {CommentsAdapter, OpenQuery} from '../../src/model/adapter.js';
import type {ThreadPage, ThreadRef} from '../../src/model/thread.js';

const EMPTY: ThreadPage = {comments: [], next: null, total: 0, live: null, facts: {}};
let made = 0;

/** An adapter that notes what it is asked. */
function asked(answer: () => Promise<ThreadPage> = () => Promise.resolve(EMPTY)) {
  const questions: [ThreadRef, OpenQuery][] = [];
  const adapter: CommentsAdapter = {
    open: (thread, query) => {
      questions.push([thread, query]);
      return answer();
    },
    more: () => Promise.resolve({comments: [], next: null}),
  };
  return {adapter, questions};
}

function element(tag: string, attributes: Record<string, string> = {}): ParleyElement {
  const made: ParleyElement = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}

/** Settings of a backend that no other test has named. */
const settings = () => ({backend: 'test', endpoint: String(made++), site: 's'});
const {signal} = new AbortController();

describe('a thread that is begun before its elements are there', () => {
  it('has asked already when they ask the same, once', async () => {
    const {adapter, questions} = asked();
    const thread = element('parley-thread', {'page-id': 'a', sort: 'top', 'page-size': '7'});
    begin(thread, settings(), () => adapter);
    expect(thread.adapter).to.equal(adapter);
    const [[ref, query] = []] = questions;
    if (!ref || !query) throw new Error('It has not asked.');
    expect([ref.pageId, query]).to.deep.equal(['a', {sort: 'top', limit: 7}]);
    await adapter.open({...ref}, {...query}, signal);
    expect(questions).to.have.length(1);
    await adapter.open(ref, query, signal);
    expect(questions, 'who asks a second time wants a fresh answer').to.have.length(2);
  });

  it('asks for the order that its reader has chosen on the site', () => {
    const site = `${crypto.randomUUID()}.example`;
    localStorage.setItem(`parley:sort:${site}`, 'oldest');
    const {adapter, questions} = asked();
    begin(element('parley-thread', {'page-id': 'a', site, sort: 'top'}), settings(), () => adapter);
    begin(
      element('parley-thread', {'page-id': 'a', site, variant: 'classic', sort: 'top'}),
      settings(),
      () => adapter,
    );
    expect(questions.map(([, {sort}]) => sort)).to.deep.equal(['oldest', 'top']);
    localStorage.removeItem(`parley:sort:${site}`);
  });

  it('asks anew when they ask something else', async () => {
    const {adapter, questions} = asked();
    begin(element('parley-thread', {'page-id': 'a'}), settings(), () => adapter);
    const [[ref] = []] = questions;
    if (!ref) throw new Error('It has not asked.');
    await adapter.open({...ref, pageId: 'b'}, {sort: 'newest', limit: 50}, signal);
    expect(questions.map(([{pageId}]) => pageId)).to.deep.equal(['a', 'b']);
  });

  it('gives a failure to whoever asks', async () => {
    const {adapter, questions} = asked(() => Promise.reject(new Error('no answer')));
    begin(element('parley-thread', {'page-id': 'a'}), settings(), () => adapter);
    const [[ref, query] = []] = questions;
    if (!ref || !query) throw new Error('It has not asked.');
    const failure = await adapter.open(ref, query, signal).catch((reason: unknown) => reason);
    expect((failure as Error).message).to.equal('no answer');
  });

  it('shares an adapter with all that name the same backend, and asks nothing for a count', () => {
    const {adapter, questions} = asked();
    const same = settings();
    const [first, second] = [element('parley-comment-count'), element('parley-comment-count')];
    begin(first, same, () => adapter);
    begin(second, same, () => asked().adapter);
    expect(second.adapter).to.equal(first.adapter);
    expect(questions).to.have.length(0);
  });
});
