/** A static file server for the demo and the end-to-end tests. Not for production. */
import {createReadStream} from 'node:fs';
import {realpath, stat} from 'node:fs/promises';
import {createServer} from 'node:http';
import {extname, join, sep} from 'node:path';
import {pipeline} from 'node:stream/promises';

const MIME_TYPES = {
  '.avif': 'image/avif',
  '.css': 'text/css; charset=utf-8',
  '.gif': 'image/gif',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
};

const CORS_HEADERS = {'access-control-allow-origin': '*', 'cross-origin-resource-policy': 'cross-origin'};

/**
 * Serves directories on 127.0.0.1 until closed.
 *
 * @param {object} options
 * @param {{prefix: string, directory: string}[]} options.roots `prefix` is a path such as `/` or `/dist/`; the
 *   longest match applies. `directory` is an absolute path.
 * @param {number} [options.port] Default: 0, any free port.
 * @param {Record<string, string> | ((path: string) => Record<string, string>)} [options.headers] Sent with every
 *   response, such as a Content-Security-Policy; a function receives the request's path.
 * @param {boolean} [options.cors] Lets pages of other origins read the files.
 * @param {(request: import('node:http').IncomingMessage, response: import('node:http').ServerResponse) =>
 *   boolean | Promise<boolean>} [options.handle] Called first; true means that it has handled the request.
 * @returns {Promise<{url: string, port: number, close: () => Promise<void>}>} `url` ends without a slash.
 */
export async function startStaticServer({roots, port = 0, headers = {}, cors = false, handle = () => false}) {
  const mounts = roots
    .map(({prefix, directory}) => ({prefix: prefix.endsWith('/') ? prefix : `${prefix}/`, directory}))
    .sort((a, b) => b.prefix.length - a.prefix.length);

  const server = createServer(async (request, response) => {
    try {
      if (await handle(request, response)) return;
      const path = pathOf(request.url);
      const extra = typeof headers === 'function' ? headers(path ?? '') : headers;
      for (const [name, value] of Object.entries({...(cors ? CORS_HEADERS : {}), ...extra})) {
        response.setHeader(name, value);
      }
      await answer(request, response, path, mounts);
    } catch (error) {
      // A client that disconnects during a file is no error; anything else is one of the server.
      if (response.headersSent) response.destroy();
      else send(response, 500, String(error));
    }
  });
  await new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });

  const listening = server.address().port;
  return {
    url: `http://127.0.0.1:${listening}`,
    port: listening,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(request, response, path, mounts) {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.setHeader('allow', 'GET, HEAD');
    return send(response, 405, 'Only GET and HEAD');
  }
  if (path === null) return send(response, 400, 'Malformed path');

  const found = await findFile(path, mounts);
  if (!found) return send(response, 404, `Nothing at ${path}`);
  if (found.isDirectory) {
    // Relative links in the directory's page need the slash. One slash only: `//host` is another origin.
    response.setHeader('location', encodeURI(path.replace(/^\/+/, '/')) + '/');
    return send(response, 301, '');
  }

  response.writeHead(200, {
    'content-type': MIME_TYPES[extname(found.file)] ?? 'application/octet-stream',
    'content-length': found.size,
    'cache-control': 'no-cache',
    'x-content-type-options': 'nosniff',
  });
  if (request.method === 'HEAD') return response.end();
  await pipeline(createReadStream(found.file), response);
}

/** The decoded path of a request, or null if it is malformed. */
function pathOf(url) {
  try {
    const path = decodeURIComponent(url.split(/[?#]/, 1)[0]);
    return path.startsWith('/') && !/[\0\\]/.test(path) ? path : null;
  } catch {
    return null;
  }
}

/** The file of a path; never one outside the served directory, not even through a symbolic link. */
async function findFile(path, mounts) {
  const mount = mounts.find(({prefix}) => path.startsWith(prefix) || `${path}/` === prefix);
  if (!mount) return null;

  const directory = await realpath(mount.directory);
  const rest = path.slice(mount.prefix.length);
  try {
    let file = await realpath(join(directory, rest));
    if (file !== directory && !file.startsWith(directory + sep)) return null;
    let entry = await stat(file);
    if (entry.isDirectory()) {
      if (!path.endsWith('/')) return {isDirectory: true};
      file = join(file, 'index.html');
      entry = await stat(file);
    }
    return entry.isFile() ? {isDirectory: false, file, size: entry.size} : null;
  } catch (error) {
    if (['ENOENT', 'ENOTDIR', 'ENAMETOOLONG', 'ELOOP'].includes(error.code)) return null;
    throw error;
  }
}

function send(response, status, text) {
  response.writeHead(status, {'content-type': 'text/plain; charset=utf-8'});
  response.end(text);
}
