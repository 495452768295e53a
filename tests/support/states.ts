import type {Browser, BrowserContextOptions, Page} from 'playwright-core';
import {fileURLToPath} from 'node:url';
import {startStaticServer} from '../../scripts/static-server.mjs';

const directory = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));

const LIBRARIES = ['lit', 'lit-html', 'lit-element', '@lit', 'dompurify', 'idb', 'axe-core'];

/** The gallery of states as the demo serves it, without the newsroom's server, which it does not need. */
export interface Gallery {
  readonly url: string;
  /** Opens it in a window like this; resolves when every thread is in its state. */
  open(query: Readonly<Record<string, string>>, options?: BrowserContextOptions): Promise<Page>;
  close(): Promise<void>;
}

/** Serves the gallery, for any browser. `url` ends without a slash. */
export function serveGallery(): Promise<{url: string; close(): Promise<void>}> {
  return startStaticServer({
    roots: [
      {prefix: '/', directory: directory('demo')},
      {prefix: '/dist/', directory: directory('dist')},
      ...LIBRARIES.map((name) => ({
        prefix: `/node_modules/${name}/`,
        directory: directory(`node_modules/${name}`),
      })),
    ],
  });
}

/** Serves the gallery. What its pages tell the console as an error goes into `problems`. */
export async function startGallery(browser: Browser, problems: string[]): Promise<Gallery> {
  const server = await serveGallery();
  return {
    url: server.url,
    async open(query, options = {}) {
      const context = await browser.newContext({viewport: {width: 1200, height: 900}, ...options});
      const page = await context.newPage();
      page.on('pageerror', ({message}) => problems.push(message));
      await page.goto(`${server.url}/states/?${new URLSearchParams(query).toString()}`);
      await page.locator('html[data-settled]').waitFor();
      return page;
    },
    close: () => server.close(),
  };
}
