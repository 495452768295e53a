/**
 * `npm run bench:load`: how much one server process answers in a second on the loopback, on each database, and whether
 * its memory stays flat while somebody reads a thread of a million comments to its end. Prints Markdown for docs/server.md;
 * fails when an answer was not what it should have been. `npm run bench:load -- COMMENTS SECONDS` for another length.
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
