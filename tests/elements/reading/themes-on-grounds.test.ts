import {expect} from '@open-wc/testing';
import {MemoryAdapter} from '../../../src/adapters/memory.js';
import {contrast, inkOn, type Colour} from '../../support/colours.js';
import {makeComment} from '../../support/comments.js';
import {ThreadPage} from '../../support/thread-fixture.js';
import {waitUntil} from '../../support/wait-until.js';

// A ready theme has colours of its own. They must fit the page's ground also where that is dark by a class and nothing tells the
// browser (`color-scheme`).

/** Text and ground. */
const GROUNDS = [
  {name: 'white', text: '#1a1a1a', ground: '#ffffff'},
  {name: 'cream', text: '#2b2520', ground: '#fbf6e9'},
  {name: 'grey text on white', text: '#555555', ground: '#ffffff'},
  {name: 'dark by a class', text: '#e6e6e6', ground: '#121212'},
  {name: 'navy by a class', text: '#c9d1d9', ground: '#0d1117'},
  {name: 'black by a class', text: '#ffffff', ground: '#000000'},
  {name: 'dark in a dark scheme', text: '#ffffff', ground: '#121212', scheme: 'dark'},
  {name: 'white in a dark scheme', text: '#111111', ground: '#ffffff', scheme: 'dark'},
];

const LEAST_TEXT = 4.5;
const LEAST_BOUNDARY = 3;

const comments = [
  makeComment('1', {body: {format: 'text', value: 'See https://paper.example/ferry for more.'}}),
  makeComment('2', {featured: {by: 'Ana'}}),
];

for (const theme of ['newspaper', 'card', 'compact']) {
  describe(`the theme ${theme}`, () => {
    let sheet: HTMLLinkElement;

    before(async () => {
      sheet = Object.assign(document.createElement('link'), {
        rel: 'stylesheet',
        href: `/src/themes/${theme}.css`,
      });
      await new Promise((resolve) => {
        sheet.addEventListener('load', resolve);
        document.head.append(sheet);
      });
    });

    after(() => {
      sheet.remove();
    });

    for (const {name, text, ground, scheme} of GROUNDS) {
      it(`can be read on a page that is ${name}`, async () => {
        const around = document.createElement('div');
        around.style.cssText = `color: ${text}; background: ${ground};${scheme ? ` color-scheme: ${scheme}` : ''}`;
        const thread = document.createElement('parley-thread');
        Object.assign(thread, {
          pageId: 'themes',
          policyUrl: 'https://paper.example/policy',
          adapter: new MemoryAdapter({comments}),
        });
        around.append(thread);
        document.body.append(around);
        const page = await new ThreadPage(thread).ready();
        await waitUntil(
          () =>
            page.article('1').querySelector('.body a') &&
            page.thread.renderRoot.querySelector('parley-policy-notice')?.shadowRoot?.querySelector('a'),
          'the thread is not whole',
        );
        await page.openForm();
        const paper = inkOn(ground, [255, 255, 255]);
        const ink = (
          element: Element,
          property: 'color' | 'webkitTextFillColor' | 'backgroundColor' | 'borderInlineStartColor',
          below: Colour,
        ): Colour => inkOn(getComputedStyle(element)[property], below);

        const article = page.article('1');
        const card = ink(article, 'backgroundColor', paper);
        const body = article.querySelector('.body') as Element;
        expect(contrast(ink(body, 'color', card), card), 'text').to.be.at.least(LEAST_TEXT);
        const link = body.querySelector('a') as Element;
        expect(contrast(ink(link, 'color', card), card), 'link').to.be.at.least(LEAST_TEXT);
        const date = article.querySelector('time') as Element;
        expect(contrast(ink(date, 'color', card), card), 'date').to.be.at.least(LEAST_TEXT);

        const policy = page.thread.renderRoot
          .querySelector('parley-policy-notice')
          ?.shadowRoot?.querySelector('a');
        expect(contrast(ink(policy as Element, 'color', paper), paper), 'policy').to.be.at.least(LEAST_TEXT);

        const featured = page.article('2');
        const edge = ink(featured, 'borderInlineStartColor', paper);
        expect(contrast(edge, ink(featured, 'backgroundColor', paper)), 'edge').to.be.at.least(
          LEAST_BOUNDARY,
        );

        const submit = page.part('submit', page.form().renderRoot);
        const own = ink(submit, 'backgroundColor', paper);
        expect(contrast(ink(submit, 'webkitTextFillColor', own), own), 'words of the button').to.be.at.least(
          LEAST_TEXT,
        );
        expect(contrast(own, paper), 'button').to.be.at.least(LEAST_BOUNDARY);

        // A publisher's own colour goes before the theme's, on the button too.
        thread.style.setProperty('--parley-color-accent', 'rgb(122, 31, 92)');
        expect(getComputedStyle(submit).backgroundColor).to.equal('rgb(122, 31, 92)');
        expect(getComputedStyle(link).color).to.equal('rgb(122, 31, 92)');
        around.remove();
      });
    }
  });
}
