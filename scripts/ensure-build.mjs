/** Builds when dist is absent or older than what it is made from, so that `npm start` just works. */
import {readdir, stat} from 'node:fs/promises';
import {join} from 'node:path';
import {dist, root, src} from './paths.mjs';

const madeFrom = [
  src,
  ...['package.json', 'rollup.config.mjs', 'tsconfig.json'].map((name) => join(root, name)),
];

async function newestChange(path) {
  const entry = await stat(path);
  if (!entry.isDirectory()) return entry.mtimeMs;
  const children = await readdir(path);
  return Math.max(0, ...(await Promise.all(children.map((child) => newestChange(join(path, child))))));
}

const [built, changed] = await Promise.all([
  newestChange(join(dist, 'embed/parley.js')).catch(() => 0),
  Promise.all(madeFrom.map(newestChange)).then((times) => Math.max(...times)),
]);
if (built < changed) await import('./build.mjs');
