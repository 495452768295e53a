import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {build} from 'esbuild';
import type {Browser, Page} from 'playwright-core';
import {createElement} from 'react';
import {renderToString} from 'react-dom/server';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {startStaticServer} from '../../scripts/static-server.mjs';
import type {ThreadElement} from '../../src/elements/thread/thread.js';
import {launchChromium} from '../support/chromium.mjs';
import {App} from '../support/frameworks/react-app.js';

let browser: Browser;
let page: Page;
let directory: string;
let server: Awaited<ReturnType<typeof startStaticServer>>;
const problems: string[] = [];

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'parley-hydration-'));
  await build({
    entryPoints: [fileURLToPath(new URL('../support/frameworks/react-hydrated.js', import.meta.url))],
    bundle: true,
    format: 'esm',
    outfile: join(directory, 'page.js'),
    // React compares what it hydrates in development only.
    define: {'process.env.NODE_ENV': '"development"'},
  });
  const markup = renderToString(createElement(App, {adapter: null}));
  await writeFile(
    join(directory, 'page.html'),
    `<!doctype html><html lang="en"><title>Hydrated</title><link rel="icon" href="data:,"><main>${markup}</main><script type="module" src="/page.js"></script>`,
  );
  [browser, server] = await Promise.all([
    launchChromium(),
    startStaticServer({roots: [{prefix: '/', directory}]}),
  ]);
  page = await browser.newPage();
  page.on('pageerror', ({message}) => problems.push(message));
  page.on('console', (line) => {
    if (['warning', 'error'].includes(line.type())) problems.push(line.text());
  });
  await page.goto(`${server.url}/page.html`);
});

afterAll(async () => {
  await browser.close();
  await server.close();
  await rm(directory, {recursive: true, force: true});
});

describe('a page that React renders on a server and hydrates', () => {
  it('shows the comments of the adapter that an effect sets', async () => {
    await page.locator('parley-thread article', {hasText: 'The fog bell again.'}).waitFor();
    await page.locator('parley-comment-count', {hasText: /^1$/}).waitFor();
  });

  it('has the properties that React wrote as attributes', async () => {
    const thread = page.locator('parley-thread');
    expect(
      await thread.evaluate((element) => {
        const {pageId, headingLevel} = element as ThreadElement;
        return [pageId, headingLevel];
      }),
    ).toEqual(['hydrated', 3]);
  });

  it('differs in nothing from what React compares, and warns of nothing', () => {
    expect(problems).toEqual([]);
  });
});
