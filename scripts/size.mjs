/**
 * `npm run size`: the brotli bytes of each thing a reader's browser fetches, against its budget. Fails over it.
 * Chunks are found by the module they hold, so that their file names may change. 1 kB is 1000 bytes.
 */
import {readFile} from 'node:fs/promises';
import {join} from 'node:path';
import {pathToFileURL} from 'node:url';
import {brotliCompressSync, constants} from 'node:zlib';
import {build, dist, embedGraph} from './paths.mjs';

const LOADER = ['build/embed/parley.js'];
const ELEMENTS = 'build/define/reading.js';
const BACKENDS = 'build/embed/backends/';
/** What is fetched to show a thread, whatever its backend. */
const READING = [...LOADER, ELEMENTS, 'build/locale/en/reading.js'];
const HTML = 'build/define/html.js';
const PURIFY = 'build/content/purify.js';
/** For tests and design work: no reader fetches it. */
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
 * How far a path has come on its way to a budget that it does not keep (docs/decisions/0008): it may shrink, never
 * grow. A path that is not in here has to keep its budget. Once they did grow, by 3 kB: 2.1 because Lit is bundled as it
 * comes, and nothing that is minified means anything else than it did (docs/decisions/0011), 0.9 so that nothing that a
 * backend sends, and no page, stops a reader. Then by 1 to 2 kB: so that comments show as typed, each paragraph in its own
 * direction; that strangers' pages keep a thread's colours, styles, routes and places; that times go by the backend's clock;
 * and on WordPress that an API is found that is elsewhere, and what a page carries shows where none answers.
 */
const HELD = {
  'reading, local': 22_400,
  'reading, rest, platform sanitizer': 27_500,
  'reading, rest, DOMPurify': 37_600,
  'reading, wordpress, platform sanitizer': 31_330,
  'reading, wordpress, DOMPurify': 41_430,
};

/**
 * `modules`: what must be loaded; the chunks that hold them count with everything they import statically. Each backend
 * is weighed by itself, one of HTML with the sanitizer that is fetched beside it.
 */
const bundles = [{name: 'loader', modules: LOADER, budget: 1300}, ...backends.flatMap(readingPaths)];

function readingPaths(backend) {
  const name = `reading, ${backend}`;
  const modules = [...READING, `${BACKENDS}${backend}.js`];
  if (PLAIN_BACKENDS.includes(backend)) return [{name, modules, budget: 16_000, aim: 14_000}];
  return [
    {name: `${name}, platform sanitizer`, modules: [...modules, HTML], budget: 16_000, aim: 14_000},
    {name: `${name}, DOMPurify`, modules: [...modules, HTML, PURIFY], budget: 26_000, aim: 24_000},
  ];
}

const rows = bundles.map(({name, modules, budget, aim}) => {
  const held = HELD[name] ?? budget;
  const size = sum(closure(modules.map(chunkHolding)));
  return {name, size, budget, held, aim, over: size > held};
});

console.log(line('brotli', 'bytes', 'held', 'budget', 'aim'));
for (const {name, size, budget, held, aim, over} of rows) {
  console.log(line(name, size, held, budget, aim ?? '') + (over ? '  TOO LARGE' : ''));
}

console.log(`\n${line('chunk', 'bytes', 'with imports')}`);
for (const chunk of chunks) console.log(line(describe(chunk), bytes.get(chunk.file), sum(closure([chunk]))));

const over = rows.filter((row) => row.over);
if (over.length > 0)
  fail(`\nToo large: ${over.map(({name, size, held}) => `${name} by ${size - held}`).join(', ')}`);

// The data request waits for the backend's chunk; it must not wait for the elements with it.
for (const backend of backends) {
  if (closure([chunkHolding(`${BACKENDS}${backend}.js`)]).has(chunkHolding(ELEMENTS).file)) {
    fail(`\n${backend} loads the elements: what both import belongs in the shared chunk (rollup.config.mjs)`);
  }
}

async function brotliSize(file) {
  return brotliCompressSync(await readFile(file), {params: {[constants.BROTLI_PARAM_QUALITY]: 11}}).length;
}

function chunkHolding(module) {
  return (
    chunks.find(({modules}) => modules.includes(module)) ?? fail(`No chunk of the embed holds ${module}`)
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
