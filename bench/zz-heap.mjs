/**
 * `npm run bench`: what reading costs in Chromium, as ratios to a naive page, against the budget (docs/performance.md). Prints
 * Markdown. Options are in `bench/README.md`.
 */
import {createViteServer} from 'vitest/node';
import {root} from '../scripts/paths.mjs';

const vite = await createViteServer({
  root,
  configFile: false,
  appType: 'custom',
  logLevel: 'error',
  server: {middlewareMode: true, ws: false, watch: null},
  optimizeDeps: {noDiscovery: true},
});
try {
  const {main} = await vite.ssrLoadModule('/bench/zz-heap.ts');
  await main(process.argv.slice(2));
} finally {
  await vite.close();
}
