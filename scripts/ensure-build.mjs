/** Builds if build or dist is missing or older than its sources. */
import {readdir, stat} from 'node:fs/promises';
import {join} from 'node:path';
import {build, dist, root, src} from './paths.mjs';

const sources = [
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
  Promise.all([join(build, 'embed-graph.json'), join(dist, 'embed/parley.js')].map(newestChange)).then(
    (times) => Math.min(...times),
    () => 0,
  ),
  Promise.all(sources.map(newestChange)).then((times) => Math.max(...times)),
]);
if (built < changed) await import('./build.mjs');
