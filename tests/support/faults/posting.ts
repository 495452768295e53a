import {expect} from '@open-wc/testing';
import {RestAdapter, type RestAdapterOptions} from '../../../src/adapters/rest.js';
import {openThreadToWrite, type ThreadPage} from '../thread-fixture.js';
import {waitUntil} from '../wait-until.js';
import {foundOnce, whereIs, type FaultScene} from './fault-scene.js';

/** The scene's page, as a reader opens it who may write there. */
export async function visit(
  scene: FaultScene,
  options: RestAdapterOptions = scene.options(),
): Promise<ThreadPage> {
  return openThreadToWrite(new RestAdapter(options), {site: scene.site, pageId: scene.pageId});
}

export function post(words: string, page: ThreadPage): void {
  page.write('body', words);
  if (page.form().renderRoot.querySelector('[name=name]')) page.write('name', 'Ana Ruiz');
  page.submit();
}

/** Waits for the panel, or the words at the field, that say why the letter was not sent, and gives its words. */
export async function failure(words: string, page: ThreadPage): Promise<string> {
  const panel = (): HTMLElement | null => page.form().renderRoot.querySelector('[part~=error]');
  await waitUntil(() => panel() && whereIs(words, page).join() === 'form', 'no failure is told');
  return panel()?.innerText ?? '';
}

export function retry(page: ThreadPage): void {
  page.button('Retry', page.form().renderRoot).click();
}

/** The letter has arrived, once, and everything agrees about it. */
export async function isPostedOnce(words: string, page: ThreadPage, scene: FaultScene): Promise<void> {
  await foundOnce(words, 'posted', page);
  expect(page.form().renderRoot.querySelector('#failure')).to.equal(null);
  expect(await scene.ledger(words)).to.equal(1);
}
