import {readFile} from 'node:fs/promises';
import {extname, join, normalize} from 'node:path';
import {brotliCompressSync, constants} from 'node:zlib';
import {startStaticServer} from '../scripts/static-server.mjs';
import {article, type BenchPage, type BenchThread, type Served} from './pages.js';

/** A request of a visit, as received by the server. */
export interface Fetched {
  /** Path and query. */
  readonly path: string;
  readonly kind: 'page' | 'code' | 'data';
  /** Of the body as sent, compressed by brotli. */
  readonly bytes: number;
}

/** Serves all pages of a run, compressed as by a publisher's server, not cacheable. */
export interface BenchSite {
  readonly url: string;
  /** Clears the record of requests and starts a new one. */
  readonly fetched: Fetched[];
  close(): Promise<void>;
}

export type Handle = NonNullable<Parameters<typeof startStaticServer>[0]['handle']>;

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
};

/**
 * @param pages By their name in URLs.
 * @param threads By their number of comments.
 * @param code Folders that are served under `/code/NAME/`.
 * @param handle Called first; true means that it has handled the request.
 */
export async function startBenchSite({
  pages,
  threads,
  code,
  handle = async () => false,
}: {
  readonly pages: readonly BenchPage[];
  readonly threads: ReadonlyMap<number, BenchThread>;
  readonly code: Readonly<Record<string, string>>;
  readonly handle?: Handle;
}): Promise<BenchSite> {
  const compressed = new Map<string, Promise<{type: string; body: Buffer} | null>>();
  const fetched: Fetched[] = [];

  const find = async (path: string): Promise<Served | null> => {
    const [, name = '', count = '', ...rest] = path.split('/');
    if (name === 'code') {
      const file = join(code[count] ?? '/nowhere', normalize(`/${rest.join('/')}`));
      const content = await readFile(file).catch(() => null);
      return content && {type: TYPES[extname(file)] ?? 'application/octet-stream', content};
    }
    if (path === '/empty') return article('');
    const page = pages.find((one) => one.name === name);
    const thread = threads.get(Number(count));
    return page && thread ? page.serve(rest.join('/'), thread) : null;
  };
  const compress = async (path: string): Promise<{type: string; body: Buffer} | null> => {
    const served = await find(path);
    if (!served) return null;
    // Files are compressed once at the highest level; generated responses at a fast one.
    const quality = path.startsWith('/code/') ? 11 : 5;
    const body = brotliCompressSync(served.content, {params: {[constants.BROTLI_PARAM_QUALITY]: quality}});
    return {type: served.type, body};
  };

  const server = await startStaticServer({
    roots: [],
    async handle(request, response) {
      if (await handle(request, response)) return true;
      const {url = '/'} = request;
      const [path = '/'] = url.split('?');
      // A page that contains the time of its creation is created for each request.
      const isFixed = !path.startsWith('/wordpress/');
      const answer = isFixed ? (compressed.get(path) ?? compress(path)) : compress(path);
      if (isFixed) compressed.set(path, answer);
      const found = await answer;
      if (!found) {
        response.writeHead(404).end();
        return true;
      }
      const kind = /html/.test(found.type) ? 'page' : /json/.test(found.type) ? 'data' : 'code';
      fetched.push({path: url, kind, bytes: found.body.length});
      response
        .writeHead(200, {
          'content-type': found.type,
          'content-encoding': 'br',
          'content-length': found.body.length,
          'cache-control': 'no-cache',
        })
        .end(found.body);
      return true;
    },
  });
  return {url: server.url, fetched, close: () => server.close()};
}
