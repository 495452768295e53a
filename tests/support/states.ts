import type {Browser, BrowserContextOptions, Page} from 'playwright-core';
import {fileURLToPath} from 'node:url';
import {startStaticServer} from '../../scripts/static-server.mjs';

const directory = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));

const LIBRARIES = ['lit', 'lit-html', 'lit-element', '@lit', 'dompurify', 'idb', 'axe-core'];

/** Where a page's elements come from: the modules of the package, as the demo has them, or the script tag's bundle. */
export type Build = 'package' | 'embed';

export interface GalleryOptions extends BrowserContextOptions {
  readonly build?: Build;
  /** Runs before the page is opened. */
  readonly prepare?: (page: Page) => Promise<unknown>;
}

/** The gallery of states as the demo serves it, without the demo's Parley server, which it does not need. */
export interface Gallery {
  readonly url: string;
  /** Opens it in a window like this; resolves when every thread is in its state, rejects when one does not get there. */
  open(query: Readonly<Record<string, string>>, options?: GalleryOptions): Promise<Page>;
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

/** Serves the gallery. Errors of its pages go into `problems`. */
export async function startGallery(browser: Browser, problems: string[]): Promise<Gallery> {
  const server = await serveGallery();
  return {
    url: server.url,
    async open(query, {build = 'package', prepare, ...options} = {}) {
      const context = await browser.newContext({viewport: {width: 1200, height: 900}, ...options});
      const page = await context.newPage();
      page.on('pageerror', ({message}) => problems.push(message));
      if (build === 'embed') {
        await page.route('**/dist/define.js', (route) =>
          route.fulfill({contentType: 'text/javascript', body: "import '/dist/embed/parley.js';"}),
        );
      }
      await prepare?.(page);
      await page.goto(`${server.url}/states/?${new URLSearchParams(query).toString()}`);
      await page.locator('html:is([data-settled], [data-failed])').waitFor();
      const failure = await page.locator('html').getAttribute('data-failed');
      if (failure !== null) throw new Error(failure);
      return page;
    },
    close: () => server.close(),
  };
}
