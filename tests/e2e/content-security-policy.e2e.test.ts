import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import type {Browser} from 'playwright-core';
import {afterAll, beforeAll, expect, it} from 'vitest';
import {startStaticServer} from '../../scripts/static-server.mjs';
import {launchChromium} from '../support/chromium.mjs';
import {openForm} from '../support/discussion.js';

const POLICY =
  "default-src 'none'; script-src 'nonce-r4nd0m'; style-src 'self'; require-trusted-types-for 'script'";
const PAGE = `<!doctype html><html lang="en"><head><title>Strict</title></head><body>
<parley-thread backend="local" page-id="strict" loading="eager" structured-data></parley-thread>
<script type="module" nonce="r4nd0m" src="/dist/embed/parley.js"></script></body></html>`;

let browser: Browser;
let server: Awaited<ReturnType<typeof startStaticServer>>;
let directory: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'parley-csp-'));
  await writeFile(join(directory, 'index.html'), PAGE);
  server = await startStaticServer({
    roots: [
      {prefix: '/', directory},
      {prefix: '/dist/', directory: fileURLToPath(new URL('../../dist', import.meta.url))},
    ],
    headers: {'content-security-policy': POLICY},
  });
  browser = await launchChromium();
});

afterAll(async () => {
  await browser.close();
  await server.close();
  await rm(directory, {recursive: true});
});

it('reads and writes under a nonce, without inline styles, with trusted types', async () => {
  const page = await browser.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', ({message}) => complaints.push(message));
  await page.goto(`${server.url}/index.html`);
  await openForm(page);
  await page.getByLabel('Your comment').fill('Under a strict policy.');
  await page.getByLabel('Name').fill('Ana');
  await page.getByRole('button', {name: 'Post comment'}).click();
  await expect.poll(() => page.locator('article[part~=comment]').count()).toBe(1);
  const data = page.locator('head > script[type="application/ld+json"]');
  // A letter on its way is none yet.
  await expect.poll(() => data.count()).toBe(1);
  expect(JSON.parse((await data.textContent()) ?? '')).toMatchObject({
    '@graph': [{'@type': 'Comment', text: 'Under a strict policy.', author: {name: 'Ana'}}],
  });
  const button = page.getByRole('button', {name: 'Post comment'});
  expect(await button.evaluate((element) => getComputedStyle(element).borderRadius)).toBe('4px');
  expect(complaints).toEqual([]);
});
