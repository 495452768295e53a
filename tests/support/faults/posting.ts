import {expect} from '@open-wc/testing';
import {RestAdapter, type RestAdapterOptions} from '../../../src/adapters/rest.js';
import {openThreadToWrite, type ThreadPage} from '../thread-fixture.js';
import {BUSY_MACHINE_MS, waitUntil} from '../wait-until.js';
import {waitForOnePlace, placesOf, type FaultyConnection} from './faulty-connection.js';

/** The scene's page, as a reader opens it who may write there. */
export async function visit(
  connection: FaultyConnection,
  options: RestAdapterOptions = connection.options(),
): Promise<ThreadPage> {
  return openThreadToWrite(new RestAdapter(options), {site: connection.site, pageId: connection.pageId});
}

export function post(text: string, page: ThreadPage): void {
  page.write('body', text);
  if (page.form().renderRoot.querySelector('[name=name]')) page.write('name', 'Ana Ruiz');
  page.submit();
}

/** Waits for the panel, or the words at the field, that say why the letter was not sent, and gives its words. */
export async function failure(text: string, page: ThreadPage, timeout = BUSY_MACHINE_MS): Promise<string> {
  const panel = (): HTMLElement | null => page.form().renderRoot.querySelector('[part~=error]');
  await waitUntil(() => panel() && placesOf(text, page).join() === 'form', 'no failure is told', timeout);
  return panel()?.innerText ?? '';
}

export function retry(page: ThreadPage): void {
  page.button('Retry', page.form().renderRoot).click();
}

/** The letter has arrived, once, and everything agrees about it. */
export async function isPostedOnce(
  text: string,
  page: ThreadPage,
  connection: FaultyConnection,
): Promise<void> {
  await waitForOnePlace(text, 'posted', page);
  expect(page.form().renderRoot.querySelector('#failure')).to.equal(null);
  expect(await connection.countOnServer(text)).to.equal(1);
}
