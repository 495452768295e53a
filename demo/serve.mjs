/**
 * Serves the demo newspaper: `node demo/serve.mjs [--port 8080] [--data .parley]`, after a build. Without a port it uses
 * 8080 or the next free one. The paper's Parley server is at /parley on its own origin; a second origin serves the
 * library and the same server, for the page whose script tag points at another host.
 */
import {existsSync} from 'node:fs';
import {readFile} from 'node:fs/promises';
import {fileURLToPath} from 'node:url';
import {parseArgs} from 'node:util';
import {startStaticServer} from '../scripts/static-server.mjs';

const FIRST_PORT = 8080;
const PORTS_TRIED = 20;

/** The placeholder for the second origin in other-origin.html. */
const CDN = 'https://cdn.packet.example';

/** The packages named in the pages' import maps. */
const LIBRARIES = ['lit', 'lit-html', 'lit-element', '@lit', 'dompurify', 'idb'];

const directory = (path) => fileURLToPath(new URL(path, import.meta.url));

if (!existsSync(directory('../dist/embed/parley.js'))) {
  console.error('There is no build: run `npm run build`, or `npm start`, which builds first.');
  process.exit(1);
}
const {startNewsroom} = await import('./server/start-newsroom.mjs');
const {SetupError} = await import('../dist/server/index.js');

const {port, data} = parseArgs({
  options: {port: {type: 'string'}, data: {type: 'string', default: directory('../.parley')}},
}).values;

/** Set before the address is printed. */
let newsroom = null;
const handle = (request, response) => newsroom?.handle(request, response) ?? false;

const cdn = await startStaticServer({
  handle,
  roots: [{prefix: '/', directory: directory('../dist')}],
  cors: true,
});
const paper = await startPaper(portFrom(port));
newsroom = await startOrExit();

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, async () => {
    // Streams end first: a server waits for its open responses.
    await newsroom.close();
    await Promise.all([paper.close(), cdn.close()]);
    process.exit(0);
  });
}

// Printed last: a test that reads it may stop the server at once, and with it the database.
console.log(`The demo newsroom is open at ${paper.url}/ (Ctrl+C closes it)`);

async function startOrExit() {
  try {
    return await startNewsroom({folder: data, origins: [paper.url, cdn.url], log: console.log});
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    console.error(error.message);
    return process.exit(1);
  }
}

function portFrom(port) {
  if (port === undefined) return null;
  const number = Number(port);
  if (Number.isInteger(number) && number >= 0 && number <= 65_535) return number;
  console.error(`--port must be a number from 0 to 65535, not "${port}"`);
  return process.exit(2);
}

async function startPaper(wanted) {
  if (wanted !== null) return servePaper(wanted);
  for (let port = FIRST_PORT; port < FIRST_PORT + PORTS_TRIED; port++) {
    try {
      return await servePaper(port);
    } catch (error) {
      if (error.code !== 'EADDRINUSE') throw error;
    }
  }
  return servePaper(0);
}

function servePaper(port) {
  return startStaticServer({
    port,
    handle: async (request, response) =>
      (await serveOtherOrigin(request, response)) ||
      (await serveTextOnly(request, response)) ||
      handle(request, response),
    roots: [
      {prefix: '/', directory: directory('.')},
      {prefix: '/dist/', directory: directory('../dist')},
      ...LIBRARIES.map((name) => ({
        prefix: `/node_modules/${name}/`,
        directory: directory(`../node_modules/${name}`),
      })),
    ],
  });
}

/** The page that has its comments from the Parley server, as a web server's include (`ssi on` of nginx) writes it. */
async function serveTextOnly({method, url}, response) {
  if (newsroom === null || method !== 'GET' || url.split('?', 1)[0] !== '/text-only.html') return false;
  const page = await readFile(directory('text-only.html'), 'utf8');
  const [directive, path] = /<!--# include virtual="([^"]*)" -->/.exec(page);
  const thread = await newsroom.include(path.replace('PAPER', paper.url));
  response.writeHead(200, {'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-cache'});
  response.end(page.replace(directive, () => thread));
  return true;
}

/** The one page that contains the second origin's address, which is known only now. */
async function serveOtherOrigin({method, url}, response) {
  if (method !== 'GET' || url.split('?', 1)[0] !== '/other-origin.html') return false;
  const page = await readFile(directory('other-origin.html'), 'utf8');
  response.writeHead(200, {'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-cache'});
  response.end(page.replaceAll(CDN, cdn.url));
  return true;
}
