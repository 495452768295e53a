/**
 * `npm run bench:load`: requests per second of one server process on the loopback, on each database, and its memory
 * while a thread of a million comments is read. Prints Markdown for docs/server.md; fails if a response has another status
 * than expected. `npm run bench:load -- COMMENTS SECONDS` sets the thread's length (0 skips it) and the time per request.
 */
import {createViteServer} from 'vitest/node';

const vite = await createViteServer({
  configFile: false,
  appType: 'custom',
  logLevel: 'error',
  server: {middlewareMode: true, ws: false, watch: null},
  optimizeDeps: {noDiscovery: true},
});
try {
  const {measureLoad} = await vite.ssrLoadModule('/tests/bench/load.ts');
  const [comments = 1_000_000, seconds = 10] = process.argv.slice(2).map(Number);
  process.exitCode = (await measureLoad({comments, seconds})) ? 0 : 1;
} finally {
  await vite.close();
}
