import {readFile} from 'node:fs/promises';
import {join} from 'node:path';
import type {Browser, Page} from 'playwright-core';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {dist} from '../../scripts/paths.mjs';
import {startStaticServer} from '../../scripts/static-server.mjs';
import {launchChromium} from '../support/chromium.mjs';

interface ImportMap {
  readonly integrity: Readonly<Record<string, string>>;
}

let browser: Browser;
let server: Awaited<ReturnType<typeof startStaticServer>>;
let shipped: ImportMap;

beforeAll(async () => {
  shipped = JSON.parse(await readFile(join(dist, 'embed/import-map.json'), 'utf8')) as ImportMap;
  [browser, server] = await Promise.all([
    launchChromium(),
    startStaticServer({
      roots: [{prefix: '/parley/', directory: join(dist, 'embed')}],
      handle: ({url = ''}, response) => {
        if (!url.startsWith('/page')) return false;
        const isWrong = url.includes('wrong');
        response.writeHead(200, {'content-type': 'text/html'}).end(pageOf(isWrong));
        return true;
      },
    }),
  ]);
});

afterAll(async () => {
  await browser.close();
  await server.close();
});

/** An article whose import map has the hashes of all chunks; with a wrong one of the chunk for reading. */
function pageOf(isWrong: boolean): string {
  const reading = Object.keys(shipped.integrity).find((path) => path.includes('/reading-')) ?? '';
  const wrong = {[reading]: shipped.integrity['/parley/parley.js']};
  const map = isWrong ? {integrity: {...shipped.integrity, ...wrong}} : shipped;
  return `<!doctype html><html lang="en"><title>Ferry</title><link rel="icon" href="data:,">
    <script type="importmap">${JSON.stringify(map)}</script>
    <parley-thread backend="memory" page-id="ferry"><p>Write to us.</p></parley-thread>
    <script type="module" src="/parley/parley.js" integrity="${shipped.integrity['/parley/parley.js']}"></script>`;
}

async function open(path: string): Promise<{page: Page; warnings: string[]}> {
  const page = await browser.newPage();
  const warnings: string[] = [];
  page.on('console', (line) => {
    if (line.type() === 'warning') warnings.push(line.text());
  });
  await page.goto(server.url + path);
  return {page, warnings};
}

describe('the import map of the script tag’s folder', () => {
  it('has the hash of every file that a page can load', async () => {
    const graph = JSON.parse(await readFile(join(dist, '../build/embed-graph.json'), 'utf8')) as {
      file: string;
    }[];
    expect(Object.keys(shipped.integrity).sort()).toEqual(graph.map(({file}) => `/parley/${file}`).sort());
  });

  it('lets the discussion load', async () => {
    const {page, warnings} = await open('/page');
    await page.locator('parley-thread textarea').first().waitFor();
    expect(warnings).toEqual([]);
    await page.close();
  });

  it('with a wrong hash leaves what stands in the page, with one warning', async () => {
    const {page, warnings} = await open('/page?wrong');
    await expect.poll(() => warnings, {timeout: 20_000}).toHaveLength(1);
    expect(warnings[0]).toContain('/parley/chunks/');
    expect(await page.getByText('Write to us.').isVisible()).toBe(true);
    await page.close();
  });
});
