import {expect, fixture, html} from '@open-wc/testing';
import {MemoryAdapter} from '../../../src/adapters/memory.js';
import type {ThreadElement} from '../../../src/elements/thread/thread.js';
import {expectAccessible} from '../../support/axe.js';
import {makeComment} from '../../support/comments.js';
import {fromMenu, openMenu, openMenuOf} from '../../support/controls.js';
import {ThreadPage} from '../../support/thread-fixture.js';
import {waitUntil} from '../../support/wait-until.js';

const comments = [makeComment('1', {author: {id: 'bo', name: 'Bo'}}), makeComment('2')];

async function openOn(style: string): Promise<ThreadPage> {
  const ground = await fixture(
    html`<div style=${style}>
      <parley-thread
        site=${`${crypto.randomUUID()}.example`}
        page-id="ground"
        .adapter=${new MemoryAdapter({comments})}
      ></parley-thread>
    </div>`,
  );
  return new ThreadPage(ground.querySelector('parley-thread') as ThreadElement).ready();
}

/** Background and text color of the menu and of the dialog, each while it is open. */
async function raised(page: ThreadPage): Promise<{menu: string[]; dialog: string[]}> {
  const coloursOf = (element: Element | null): string[] => {
    if (!element) throw new Error('not open');
    const {backgroundColor, color} = getComputedStyle(element);
    return [backgroundColor, color];
  };
  await openMenuOf(page, '1');
  const menu = coloursOf(openMenu(page));
  (await fromMenu(page, '1', 'report')).click();
  const dialog = page.list.renderRoot.querySelector('dialog');
  await waitUntil(() => dialog?.open, 'no dialog');
  await expectAccessible(page.thread);
  const colours = {menu, dialog: coloursOf(dialog)};
  dialog?.close();
  return colours;
}

const CANVAS = ['rgb(255, 255, 255)', 'rgb(0, 0, 0)'];

describe('what opens above the page', () => {
  for (const [what, style, expected] of [
    ['cream', 'background: #fbf8f1; color: #1f1c18', ['rgb(251, 248, 241)', 'rgb(31, 28, 24)']],
    ['dark by a class', 'background: #12171d; color: #e9e3d6', ['rgb(18, 23, 29)', 'rgb(233, 227, 214)']],
    ['without a background', '', CANVAS],
    ['an image', 'background: linear-gradient(#fbf8f1, #fff)', CANVAS],
    ['translucent', 'background: rgb(251 248 241 / 50%)', CANVAS],
    [
      'the publisher’s own',
      'background: #fbf8f1; --parley-color-surface-raised: #eee',
      ['rgb(238, 238, 238)', CANVAS[1]],
    ],
  ] as const)
    it(`has the ground of a page that is ${what}`, async () => {
      const page = await openOn(`color-scheme: light; ${style}`);
      const {menu, dialog} = await raised(page);
      expect(menu).to.deep.equal(expected);
      expect(dialog).to.deep.equal(expected);
    });

  it('has the ground that the page has when it opens', async () => {
    const page = await openOn('color-scheme: light; background: #fbf8f1');
    expect((await raised(page)).menu[0]).to.equal('rgb(251, 248, 241)');
    (page.thread.parentElement as HTMLElement).style.background = '#eee';
    expect((await raised(page)).menu[0]).to.equal('rgb(238, 238, 238)');
  });
});

describe('the choice of an order', () => {
  it('has the ground of the page', async () => {
    const page = await openOn('color-scheme: light; background: #fbf8f1; color: #1f1c18');
    await page.touched();
    const select = page.thread.renderRoot.querySelector('select') as HTMLSelectElement;
    expect(getComputedStyle(select).backgroundColor).to.equal('rgba(0, 0, 0, 0)');
    expect(getComputedStyle(select).color).to.equal('rgb(31, 28, 24)');
    // Of the list only the browser knows where it stands.
    const option = getComputedStyle(select.options[0] as HTMLOptionElement);
    expect([option.backgroundColor, option.color]).to.deep.equal(CANVAS);
  });
});
