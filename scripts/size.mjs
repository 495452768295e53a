/**
 * `npm run size`: the brotli bytes of what a reader's browser fetches, against the ceilings in bench/budgets.mjs. Fails for
 * a bundle over its ceiling or without one.
 * Chunks are found by a module they contain, so that their file names may change. 1 kB is 1000 bytes.
 */
import {readFile} from 'node:fs/promises';
import {join} from 'node:path';
import {pathToFileURL} from 'node:url';
import {brotliCompressSync, constants} from 'node:zlib';
import {BUNDLE_LIMITS, IMPORT_LIMITS} from '../bench/budgets.mjs';
import {importSizes} from './import-size.mjs';
import {build, dist, embedGraph} from './paths.mjs';

const LOADER = ['build/embed/parley.js'];
const ELEMENTS = 'build/define/reading.js';
const BACKENDS = 'build/embed/backends/';
/** Fetched to show a thread, with any backend. */
const READING = [...LOADER, ELEMENTS, 'build/locale/en/reading.js'];
const COUNTING = 'build/embed/counting.js?count';
const HTML = 'build/content/sanitize.js';
const PURIFY = 'build/content/purify.js';
/** The maximum number of files that are fetched to show a thread. */
const MAX_FILES = 5;
/** For tests and design work; no reader fetches it. */
const NOT_FOR_READERS = ['memory'];

const chunks = JSON.parse(
  await readFile(embedGraph, 'utf8').catch(() => fail('No bundle yet: npm run build')),
);
const {PLAIN_BACKENDS} = await import(pathToFileURL(join(build, 'embed/plain-backends.js')).href);
const byFile = new Map(chunks.map((chunk) => [chunk.file, chunk]));
const bytes = new Map();
for (const {file} of chunks) bytes.set(file, await brotliSize(join(dist, 'embed', file)));

const backends = chunks
  .flatMap(({modules}) => modules)
  .filter((module) => module.startsWith(BACKENDS))
  .map((module) => module.slice(BACKENDS.length, -'.js'.length))
  .filter((name) => !NOT_FOR_READERS.includes(name))
  .sort();

/**
 * `modules`: the modules to load; the chunks that contain them count with all their static imports. Each backend is
 * measured alone; one that delivers HTML is measured with each sanitizer.
 */
const bundles = [
  {name: 'loader', modules: LOADER},
  ...backends.flatMap(readingPaths),
  // A page of teasers: counts, and nothing to write with.
  {
    name: 'counting, rest',
    modules: [...LOADER, COUNTING],
  },
  {
    name: 'counting, wordpress',
    modules: [...LOADER, COUNTING, 'build/adapters/wordpress/wordpress-counts.js?count'],
  },
];

function readingPaths(backend) {
  const name = `reading, ${backend}`;
  const modules = [...READING, `${BACKENDS}${backend}.js`];
  if (PLAIN_BACKENDS.includes(backend)) return [{name, modules}];
  return [
    {name: `${name}, platform sanitizer`, modules: [...modules, HTML]},
    {name: `${name}, DOMPurify`, modules: [...modules, HTML, PURIFY]},
  ];
}

const rows = bundles.map(({name, modules}) => {
  const {budget, ceiling} = BUNDLE_LIMITS[name] ?? fail(`bench/budgets.mjs has no limit for "${name}"`);
  const requested = new Set(modules.map(chunkWith));
  const files = closure(requested);
  // A file that only another chunk imports is requested after that chunk: one more round trip.
  const late = [...files].filter((file) => !requested.has(byFile.get(file)));
  if (late.length > 0) fail(`\n${name}: the loader does not request ${late.join(', ')} (rollup.config.mjs)`);
  if (files.size > MAX_FILES)
    fail(`\n${name}: ${files.size} files, at most ${MAX_FILES} (rollup.config.mjs)`);
  const size = sum(files);
  return {name, size, budget, ceiling, over: size > ceiling};
});

console.log(line('brotli', 'bytes', 'ceiling', 'budget'));
for (const {name, size, budget, ceiling, over} of rows) {
  console.log(line(name, size, ceiling, budget) + (over ? '  TOO LARGE' : ''));
}

console.log(`\n${line('chunk', 'bytes', 'with imports')}`);
for (const chunk of chunks) console.log(line(describe(chunk), bytes.get(chunk.file), sum(closure([chunk]))));

const imports = (await importSizes()).map(({name, bundler, size}) => {
  const {budget, ceiling} = IMPORT_LIMITS[name] ?? fail(`bench/budgets.mjs has no limit for "${name}"`);
  return {name: `${name}, ${bundler}`, size, budget, ceiling, over: size > ceiling};
});
console.log(`\n${line('import', 'bytes', 'ceiling', 'budget')}`);
for (const {name, size, budget, ceiling, over} of imports)
  console.log(line(name, size, ceiling, budget) + (over ? '  TOO LARGE' : ''));

const over = [...rows, ...imports].filter((row) => row.over);
if (over.length > 0)
  fail(`\nToo large: ${over.map(({name, size, ceiling}) => `${name} by ${size - ceiling}`).join(', ')}`);

async function brotliSize(file) {
  return brotliCompressSync(await readFile(file), {params: {[constants.BROTLI_PARAM_QUALITY]: 11}}).length;
}

function chunkWith(module) {
  return (
    chunks.find(({modules}) => modules.includes(module)) ?? fail(`No chunk of the embed contains ${module}`)
  );
}

/** The files of these chunks and of all that they import statically. */
function closure(start) {
  const files = new Set();
  const queue = [...start];
  for (const chunk of queue) {
    if (files.has(chunk.file)) continue;
    files.add(chunk.file);
    queue.push(...chunk.imports.map((file) => byFile.get(file)));
  }
  return files;
}

function sum(files) {
  return [...files].reduce((total, file) => total + bytes.get(file), 0);
}

function describe({file, isEntry}) {
  const isLazy = chunks.some(({dynamicImports}) => dynamicImports.includes(file));
  return `${file} (${isEntry ? 'entry' : isLazy ? 'lazy' : 'shared'})`;
}

function line(name, ...figures) {
  return name.padEnd(46) + figures.map((figure) => String(figure).padStart(13)).join('');
}

function fail(reason) {
  console.error(reason);
  process.exit(1);
}
