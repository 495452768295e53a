import {expect, fixture, html} from '@open-wc/testing';
import {MemoryAdapter} from '../../../src/adapters/memory.js';
import type {ThreadElement} from '../../../src/elements/thread/thread.js';
import {makeComment} from '../../support/comments.js';
import {ThreadPage} from '../../support/thread-fixture.js';
import {waitUntil} from '../../support/wait-until.js';

// A page may have put its thread out of sight: a link to a comment brings it back, as a link to a heading would.

const comments = Array.from({length: 8}, (_, index) => makeComment(String(index + 1)));

/** A component of the page's own whose shadow root has the details. */
class FoldedComponent extends HTMLElement {
  constructor() {
    super();
    const root = this.attachShadow({mode: 'open'});
    const details = document.createElement('details');
    details.append(document.createElement('summary'), document.createElement('slot'));
    root.append(details);
  }
}
customElements.define('folded-component', FoldedComponent);

const thread = (): unknown =>
  html`<parley-thread page-id="folded" .adapter=${new MemoryAdapter({comments})}></parley-thread>`;

const PLACES: readonly (readonly [
  name: string,
  place: () => unknown,
  isShown: (around: Element) => boolean,
])[] = [
  [
    'a closed <details>',
    () =>
      html`<details>
        <summary>Comments</summary>
        ${thread()}
      </details>`,
    (around) => around.querySelector('details')?.open === true,
  ],
  [
    'two of them',
    () =>
      html`<details>
        <details>
          <summary>Comments</summary>
          ${thread()}
        </details>
      </details>`,
    (around) => [...around.querySelectorAll('details')].every(({open}) => open),
  ],
  [
    'an element that is hidden until it is found',
    () => html`<div hidden="until-found">${thread()}</div>`,
    (around) => !around.querySelector('div')?.hasAttribute('hidden'),
  ],
  [
    "a <details> in a component's shadow root",
    () => html`<folded-component>${thread()}</folded-component>`,
    (around) => around.querySelector('folded-component')?.shadowRoot?.querySelector('details')?.open === true,
  ],
];

describe('a thread that is out of sight', () => {
  afterEach(() => {
    history.replaceState(null, '', location.pathname + location.search);
  });

  async function draw(place: () => unknown): Promise<{around: Element; page: ThreadPage}> {
    const around = await fixture(html`<section>${place()}</section>`);
    return {around, page: new ThreadPage(around.querySelector('parley-thread') as ThreadElement)};
  }

  for (const [name, place, isShown] of PLACES) {
    it(`is shown from ${name} with the comment that the address names`, async () => {
      location.hash = '#comment-3';
      const {around, page} = await draw(place);
      await waitUntil(() => page.focused?.getAttribute('data-comment-id') === '3', 'not focused');
      expect(isShown(around)).to.equal(true);
      const {top, bottom} = page.article('3').getBoundingClientRect();
      expect(bottom).to.be.greaterThan(0);
      expect(top).to.be.lessThan(innerHeight);
    });

    it(`is shown from ${name} when a link leads to the comments`, async () => {
      const {around, page} = await draw(place);
      page.thread.loading = 'eager';
      await page.ready();
      expect(isShown(around)).to.equal(false);
      location.hash = '#comments';
      await waitUntil(() => page.focused?.id === 'heading', 'not focused');
      expect(isShown(around)).to.equal(true);
    });
  }

  it('notifies the page before it shows what was hidden until found', async () => {
    location.hash = '#comment-3';
    let notified = 0;
    const count = (): unknown => (notified += 1);
    document.addEventListener('beforematch', count);
    const {page} = await draw(() => html`<div hidden="until-found">${thread()}</div>`);
    await waitUntil(() => page.focused?.getAttribute('data-comment-id') === '3');
    document.removeEventListener('beforematch', count);
    expect(notified).to.equal(1);
  });

  it('stays where the page has hidden it for good', async () => {
    location.hash = '#comment-3';
    const {around, page} = await draw(() => html`<div hidden>${thread()}</div>`);
    await page.ready();
    await waitUntil(() => page.thread.late);
    expect(around.querySelector('div')?.hidden).to.equal(true);
  });
});
