import {expect, fixture, html} from '@open-wc/testing';
import {MemoryAdapter} from '../../../src/adapters/memory.js';
import type {CommentCountElement} from '../../../src/elements/comment-count/comment-count.js';
import {makeComment} from '../../support/comments.js';
import {openThread, ThreadPage} from '../../support/thread-fixture.js';
import {waitUntil} from '../../support/wait-until.js';

// Document Picture-in-Picture, `window.open` and frames have documents of their own, in which no style sheet of this one is valid.

const comments = [
  makeComment('1', {featured: {by: 'Ana'}}),
  makeComment('2', {parentId: '1', body: {format: 'text', value: 'A reply.'}}),
];

async function otherDocument(): Promise<Document> {
  const frame = await fixture<HTMLIFrameElement>(
    html`<iframe
      title="Popup"
      width="700"
      height="1400"
      srcdoc="<!doctype html><body class=popup></body>"
    ></iframe>`,
  );
  await waitUntil(() => frame.contentDocument?.querySelector('body.popup'), 'no document');
  // What comes only when a reader is near must come.
  frame.scrollIntoView();
  return frame.contentDocument as Document;
}

/** What shows that each style sheet of a thread is in force. */
function lookOf(page: ThreadPage): Record<string, string> {
  const look = (element: Element, property: string): string => {
    const {defaultView} = element.ownerDocument;
    return (defaultView ?? window).getComputedStyle(element).getPropertyValue(property);
  };
  const form = page.form().renderRoot;
  return {
    thread: look(page.thread, 'container-type'),
    controls: look(page.thread, 'display'),
    list: look(page.list.renderRoot.querySelector('.replies') as Element, 'list-style-type'),
    extras: look(page.article('1'), 'overflow-clip-margin') || look(page.list, 'display'),
    late: look(page.article('1').querySelector('.byline') as Element, 'scroll-margin-block-start'),
    featured: look(page.part('featured'), 'border-inline-start-style'),
    policy: look(page.part('policy', noticeOf(page).renderRoot), 'margin-block-start'),
    form: look(form.querySelector('form') as Element, 'display'),
    submit: look(page.part('submit', form), 'cursor'),
  };
}

const noticeOf = (page: ThreadPage): HTMLElement & {renderRoot: ParentNode} =>
  page.thread.renderRoot.querySelector('parley-policy-notice') as never;

async function whole(page: ThreadPage): Promise<ThreadPage> {
  await page.ready();
  await waitUntil(() => page.thread.renderRoot.querySelector('.featured'), 'the thread is not whole');
  await page.openForm();
  return page.touched();
}

describe('a count in another document', () => {
  it('keeps the direction of its language when it is moved there and back', async () => {
    const adapter = new MemoryAdapter({comments});
    const home = await fixture(
      html`<p>
        <parley-comment-count lang="ar" page-id="moved" .adapter=${adapter}></parley-comment-count>
      </p>`,
    );
    const count = home.querySelector('parley-comment-count') as CommentCountElement;
    const direction = (): string =>
      (count.ownerDocument.defaultView ?? window).getComputedStyle(count).direction;
    await waitUntil(() => direction() === 'rtl', 'not from right to left here');
    const {body} = await otherDocument();
    body.append(count);
    await waitUntil(() => direction() === 'rtl', 'not from right to left there');
    home.append(count);
    await waitUntil(() => direction() === 'rtl', 'not from right to left back here');
  });

  it('has the language of the place that it is moved to', async () => {
    const adapter = new MemoryAdapter({comments});
    const home = await fixture(
      html`<div>
        <p lang="en"><parley-comment-count page-id="moved" .adapter=${adapter}></parley-comment-count></p>
        <p lang="de"></p>
      </div>`,
    );
    const count = home.querySelector('parley-comment-count') as CommentCountElement;
    await waitUntil(() => count.renderRoot.textContent === '2 comments', 'not in English');
    home.querySelector('[lang=de]')?.append(count);
    await waitUntil(() => count.renderRoot.textContent === '2 Kommentare', 'not in German');
  });
});

describe('a thread in another document', () => {
  it('keeps its styles when it is moved there and back', async () => {
    const page = await whole(await openThread({comments}, {lang: 'de'}));
    const before = lookOf(page);
    const {thread} = page;
    const home = thread.parentElement;
    const {body} = await otherDocument();
    body.append(thread);
    expect(lookOf(page)).to.deep.equal(before);
    home?.append(thread);
    expect(lookOf(page)).to.deep.equal(before);
  });

  it('has its look when it was made here and is drawn there', async () => {
    const here = await whole(await openThread({comments}));
    const {body} = await otherDocument();
    const thread = document.createElement('parley-thread');
    Object.assign(thread, {pageId: 'popup', site: 'popup.example', adapter: new MemoryAdapter({comments})});
    body.append(thread);
    const page = await whole(new ThreadPage(thread));
    expect(lookOf(page)).to.deep.equal(lookOf(here));
  });
});
