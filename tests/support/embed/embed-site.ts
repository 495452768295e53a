import {randomUUID} from 'node:crypto';
import {cp, mkdtemp, readFile, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import type {Browser, Page} from 'playwright-core';
import {dist, embedGraph} from '../../../scripts/paths.mjs';
import {startStaticServer} from '../../../scripts/static-server.mjs';
import type {Body} from '../../../src/model/comment.js';
import {preparedFolder} from '../prepared-folder.js';
import {startServe, type Served} from '../server/command.js';
import {JWT_SECRET, postBody, SITE, tokenFor} from '../server/http-fixture.js';

/** A chunk of the bundle, as the build tells of it. Paths of modules are relative to the build's folder. */
export interface Chunk {
  readonly file: string;
  readonly isEntry: boolean;
  readonly modules: readonly string[];
  /** The files that it fetches with itself, and later. */
  readonly imports: readonly string[];
  readonly dynamicImports: readonly string[];
  /** No other backend's page ever fetches it. */
  readonly isForWordPressAlone: boolean;
}

/** All chunks of the bundle as it was built last. */
export async function chunksOfEmbed(): Promise<readonly Chunk[]> {
  const chunks = JSON.parse(await readFile(embedGraph, 'utf8')) as readonly Chunk[];
  const reached = filesReached(chunks);
  return chunks.map((chunk) => ({
    ...chunk,
    modules: chunk.modules.map((module) => module.replace(/^build\//, '')),
    isForWordPressAlone: !reached.has(chunk.file),
  }));
}

/** The modules by which pages come to fetch what only WordPress needs. */
const WORDPRESS_MODULES = /\/(?:embed\/backends\/wordpress|wordpress-counts)\.js/;

/** The files that pages of the other backends may come to fetch. */
function filesReached(chunks: readonly Chunk[]): ReadonlySet<string> {
  const reached = new Set(chunks.filter(({isEntry}) => isEntry).map(({file}) => file));
  for (const file of reached) {
    const {imports = [], dynamicImports = []} = chunks.find((chunk) => chunk.file === file) ?? {};
    for (const next of [...imports, ...dynamicImports]) {
      const {modules = []} = chunks.find((chunk) => chunk.file === next) ?? {};
      if (!modules.some((module) => WORDPRESS_MODULES.test(module))) reached.add(next);
    }
  }
  return reached;
}

/** A page with the script tag in a browser of its own, and what it fetched and said. */
export interface EmbedPage {
  readonly page: Page;
  /** The files of the bundle that it has fetched, relative to the script. */
  readonly fetched: ReadonlySet<string>;
  /** What the console warned of, and what failed. */
  readonly said: readonly string[];
}

export interface EmbedPageOptions {
  readonly lang?: string;
  /** Where in the page its address leads, with `#`. */
  readonly hash?: string;
  /** Runs before the page is opened. */
  readonly prepare?: (page: Page) => Promise<unknown>;
}

/** A publisher's site with the script tag, and a Parley server at `endpoint` whose letters may be in Markdown. */
export interface EmbedSite {
  readonly url: string;
  readonly endpoint: string;
  /** The attributes that lead a thread or a count to the server. */
  readonly rest: string;
  open(body: string, options?: EmbedPageOptions): Promise<EmbedPage>;
  /** Publishes a comment: a moderator's waits for nobody. */
  publish(pageId: string, value: string, format?: Body['format']): Promise<void>;
  close(): Promise<void>;
}

function serve(database: string, origin: string): Promise<Served> {
  return startServe(
    [
      '--database',
      database,
      '--site',
      SITE,
      '--origins',
      origin,
      '--body-format',
      'markdown',
      // Faster than readers are.
      ...['--limit-reads', 'off', '--limit-writes', 'off', '--limit-votes', 'off'],
    ],
    {PARLEY_SECRET: 'the secret of the server in these tests', PARLEY_JWT_SECRET: JWT_SECRET},
  );
}

/** Creates the server's database in an empty folder. */
async function makeDatabase(folder: string): Promise<void> {
  await (await serve(folder, 'https://paper.example')).stop('SIGTERM');
}

/** Starts both, from the build. `answer` is asked first about a request to the site; false leaves it to the files. */
export async function startEmbedSite(
  browser: Browser,
  answer: Parameters<typeof startStaticServer>[0]['handle'] = () => false,
): Promise<EmbedSite> {
  const data = await mkdtemp(join(tmpdir(), 'parley-embed-'));
  let document = '';
  const site = await startStaticServer({
    roots: [{prefix: '/dist/', directory: dist}],
    handle: async (request, response) => {
      if (await answer(request, response)) return true;
      if (request.url?.split('?')[0] !== '/article.html') return false;
      response.writeHead(200, {'content-type': 'text/html; charset=utf-8'}).end(document);
      return true;
    },
  });
  const database = join(data, 'database');
  await cp(await preparedFolder('embed-site', makeDatabase), database, {recursive: true});
  const server = await serve(database, site.url);
  const token = await tokenFor('desk', 'moderator');
  return {
    url: site.url,
    endpoint: server.url,
    rest: `backend="rest" endpoint="${server.url}" site="${SITE}"`,
    async open(body, {lang = 'en', hash = '', prepare} = {}) {
      document = `<!doctype html><html lang="${lang}"><head><meta charset="utf-8"><title>Article</title></head>
        <body>${body}<script type="module" src="/dist/embed/parley.js"></script></body></html>`;
      const context = await browser.newContext({locale: 'en-GB', viewport: {width: 1200, height: 900}});
      const page = await context.newPage();
      const fetched = new Set<string>();
      const said: string[] = [];
      page.on('requestfinished', (request) => {
        const [, file] = request.url().split('/dist/embed/');
        if (file) fetched.add(file);
      });
      page.on('pageerror', ({message}) => said.push(message));
      page.on('console', (message) => {
        if (message.type() === 'warning') said.push(message.text());
      });
      await prepare?.(page);
      await page.goto(`${site.url}/article.html${hash}`);
      return {page, fetched, said};
    },
    async publish(pageId, value, format = 'text') {
      const {guest: _guest, ...comment} = postBody(pageId, value, {body: {format, value}});
      const answer = await fetch(`${server.url}/v1/comments`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'idempotency-key': randomUUID(),
          authorization: `Bearer ${token}`,
        },
        body: JSON.stringify(comment),
      });
      if (answer.status !== 201) throw new Error(await answer.text());
    },
    async close() {
      await server.stop('SIGTERM');
      await site.close();
      await rm(data, {recursive: true, force: true});
    },
  };
}
