/**
 * One thread with a million comments on PostgreSQL: how long the database takes for a page, wherever in the thread it
 * is. `node tests/bench/million.mjs [COMMENTS]` starts a PostgreSQL of its own and fails when a page takes 10 ms.
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
  const {measurePages} = await vite.ssrLoadModule('/tests/bench/million.ts');
  const slow = await measurePages(Number(process.argv[2] ?? 1_000_000));
  process.exitCode = slow.length > 0 ? 1 : 0;
} finally {
  await vite.close();
}
