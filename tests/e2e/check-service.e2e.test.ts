import {createServer, type Server} from 'node:http';
import type {AddressInfo} from 'node:net';
import type {Browser, Locator, Page} from 'playwright-core';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {launchChromium} from '../support/chromium.mjs';
import {openForm} from '../support/discussion.js';
import {startGallery, type Gallery} from '../support/states.js';

let browser: Browser;
let gallery: Gallery;
/** A newsroom's own check, on an origin of its own. */
let service: Server;
const received: unknown[] = [];

beforeAll(async () => {
  browser = await launchChromium();
  gallery = await startGallery(browser, []);
  service = createServer((request, response) => {
    const allowed = {'access-control-allow-origin': '*', 'access-control-allow-headers': 'content-type'};
    if (request.method === 'OPTIONS') {
      response.writeHead(204, allowed).end();
      return;
    }
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      received.push(JSON.parse(Buffer.concat(chunks).toString()));
      if (request.url === '/silent') return;
      if (request.url === '/broken') {
        response.writeHead(500, allowed).end();
        return;
      }
      response
        .writeHead(200, {...allowed, 'content-type': 'application/json'})
        .end(JSON.stringify({ruleId: 'fog', severity: 'nudge', words: ['fog']}));
    });
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => service.once('listening', resolve));
});

afterAll(async () => {
  service.closeAllConnections();
  service.close();
  await gallery.close();
  await browser.close();
});

/** A reader who has pressed Post, in a thread whose `checks` name the service. */
async function posted(path: string): Promise<{page: Page; form: Locator; cards: Locator}> {
  received.length = 0;
  const page = await gallery.open({state: 'empty'});
  const {port} = service.address() as AddressInfo;
  await page
    .locator('parley-thread')
    .evaluate(
      (thread, address) => thread.setAttribute('checks', address),
      `http://127.0.0.1:${String(port)}${path}`,
    );
  await openForm(page);
  const form = page.locator('parley-comment-form');
  await form.locator('[name=body]').fill('A word for the fog bell.');
  await form.locator('[name=name]').fill('Ida Marl');
  await form.locator('[part~=submit]').click();
  return {page, form, cards: page.locator('parley-comment-list article')};
}

describe("a newsroom's own check, by its address in `checks`", () => {
  it('checks the draft, and its finding is shown before posting', async () => {
    const {page, form, cards} = await posted('/finds');
    await form.locator('#before-you-post').waitFor();
    expect(await form.locator('.asked').textContent()).toContain('fog');
    expect(await cards.count()).toBe(0);
    expect(JSON.stringify(received)).toContain('A word for the fog bell.');
    await form.getByRole('button', {name: 'Post anyway'}).click();
    await cards.first().waitFor();
    await page.context().close();
  });

  it.each(['/silent', '/broken'])('lets the comment be posted when it is %s', async (path) => {
    const {page, form, cards} = await posted(path);
    await cards.first().waitFor();
    expect(received).toHaveLength(1);
    expect(await form.locator('#before-you-post').count()).toBe(0);
    // Its card stands there before the letter has arrived.
    await expect.poll(() => form.locator('[name=body]').inputValue()).toBe('');
    await page.context().close();
  });
});
