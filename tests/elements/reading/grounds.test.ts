import {expect} from '@open-wc/testing';
import {MemoryAdapter} from '../../../src/adapters/memory.js';
import {makeComment} from '../../support/comments.js';
import {contrast, inkOn, type Colour} from '../../support/colours.js';
import {ThreadPage} from '../../support/thread-fixture.js';
import {waitUntil} from '../../support/wait-until.js';

// A page says its ground by its own text's colour alone: many are dark by a class, and few tell the browser (`color-scheme`).

/** Text and ground. None has a `color-scheme` but the last two. */
const GROUNDS = [
  {name: 'white', text: '#1a1a1a', ground: '#ffffff'},
  {name: 'black on white', text: '#000000', ground: '#ffffff'},
  {name: 'grey text on white', text: '#555555', ground: '#ffffff'},
  {name: 'pale text on white', text: '#696969', ground: '#ffffff'},
  {name: 'cream', text: '#2b2520', ground: '#fbf6e9'},
  {name: 'salmon pink', text: '#33302e', ground: '#fff1e5'},
  {name: 'light grey', text: '#333333', ground: '#f3f3f3'},
  {name: 'black on a middle grey', text: '#000000', ground: '#a8a8a8'},
  {name: 'black on orange', text: '#000000', ground: '#f08a24'},
  {name: 'night by a class', text: '#e6e6e6', ground: '#121212'},
  {name: 'white on black', text: '#ffffff', ground: '#000000'},
  {name: 'grey text on black', text: '#8a8a8a', ground: '#000000'},
  {name: 'navy night', text: '#c9d1d9', ground: '#0d1117'},
  {name: 'soft night', text: '#d6d3cd', ground: '#1f2328'},
  {name: 'white on a middle grey', text: '#ffffff', ground: '#666666'},
  {name: 'white on a middle blue', text: '#ffffff', ground: '#2f6690'},
  {name: 'white on a middle green', text: '#ffffff', ground: '#2e6b3f'},
  {name: 'white on brick red', text: '#ffffff', ground: '#8f2d20'},
  {name: 'white on a dark ground in a dark scheme', text: '#ffffff', ground: '#121212', scheme: 'dark'},
  {name: 'black on white in a dark scheme', text: '#111111', ground: '#ffffff', scheme: 'dark'},
];

const LEAST_TEXT = 4.5;
const LEAST_BOUNDARY = 3;

const comments = [
  makeComment('1', {
    body: {format: 'text', value: 'See https://paper.example/ferry for more.'},
    can: {vote: true},
    score: {up: 2, mine: true},
    featured: {by: 'Ana'},
  }),
];

async function threadOn(style: string): Promise<ThreadPage> {
  const around = document.createElement('div');
  around.style.cssText = style;
  const thread = document.createElement('parley-thread');
  const [pageId, policyUrl] = ['grounds', 'https://paper.example/policy'];
  Object.assign(thread, {pageId, policyUrl, loading: 'eager', adapter: new MemoryAdapter({comments})});
  around.append(thread);
  // Not a fixture, which would be gone after its first test.
  document.body.append(around);
  const page = await new ThreadPage(thread).ready();
  await waitUntil(
    () => page.article('1').querySelector('.body a') && page.thread.renderRoot.querySelector('.featured a'),
    'the thread is not whole',
  );
  return page.openForm();
}

/** An element of a class in the same place as others, for what a page shows only when something happens. */
function drawnAs(root: ParentNode, name: string): HTMLElement {
  const element = document.createElement('p');
  element.className = name;
  root.append(element);
  return element;
}

for (const {name, text, ground, scheme} of GROUNDS) {
  describe(`on a page that is ${name}`, () => {
    const style = `color: ${text}; background: ${ground};${scheme ? ` color-scheme: ${scheme}` : ''}`;
    const paper = inkOn(ground, [255, 255, 255]);
    let page: ThreadPage;

    before(async () => {
      page = await threadOn(style);
    });

    after(() => {
      page.thread.parentElement?.remove();
    });

    const ink = (
      element: Element,
      property: 'color' | 'backgroundColor' | 'borderTopColor' | 'borderInlineStartColor',
      below: Colour = paper,
    ): Colour => inkOn(getComputedStyle(element)[property], below);
    const formBase = (): ParentNode => page.form().renderRoot.querySelector('.base') as ParentNode;

    it('links can be read', () => {
      const links = [
        page.article('1').querySelector('.body a'),
        page.thread.renderRoot.querySelector('.featured a'),
        page.thread.renderRoot.querySelector('parley-policy-notice')?.shadowRoot?.querySelector('a'),
      ];
      for (const link of links)
        expect(contrast(ink(link as Element, 'color'), paper)).to.be.at.least(LEAST_TEXT);
    });

    it('what is recommended can be read', () => {
      const button = page.button(/Recommended|2/, page.article('1'));
      expect(contrast(ink(button, 'color'), paper)).to.be.at.least(LEAST_TEXT);
    });

    it('error messages are readable, also on their own background', () => {
      expect(contrast(ink(drawnAs(formBase(), 'wrong'), 'color'), paper)).to.be.at.least(LEAST_TEXT);
      const notice = drawnAs(formBase(), 'notice danger');
      const own = ink(notice, 'backgroundColor');
      expect(contrast(ink(notice, 'color', own), own)).to.be.at.least(LEAST_TEXT);
      expect(contrast(ink(notice, 'borderInlineStartColor'), paper)).to.be.at.least(LEAST_BOUNDARY);
    });

    it('questions before posting have a visible border', () => {
      const notice = drawnAs(formBase(), 'notice asked');
      expect(contrast(ink(notice, 'borderInlineStartColor'), paper)).to.be.at.least(LEAST_TEXT);
    });

    it('the button that posts can be read, and seen', () => {
      const button = page.part('submit', page.form().renderRoot);
      const own = ink(button, 'backgroundColor');
      expect(contrast(ink(button, 'color', own), own)).to.be.at.least(LEAST_TEXT);
      expect(contrast(own, paper)).to.be.at.least(LEAST_BOUNDARY);
    });
  });
}
