/**
 * How much is tested: all that a test can, or with `PARLEY_TEST_EXTENT=quick`, as in `npm test`, what finds nearly all
 * faults in a fraction of the time. `npm run test:all`, and each `npm run test:…` by itself, leaves nothing out.
 */
const isQuick = process.env['PARLEY_TEST_EXTENT'] === 'quick';

/** How many random schedules of a reader who writes are played; `npm run test:faults` plays more. */
export const SCHEDULES = Number(process.env['PARLEY_SCHEDULES'] ?? (isQuick ? 300 : 2_000));

/** How often a server process is killed while comments are on their way; `npm run test:faults` kills two hundred times. */
export const KILLS = Number(process.env['PARLEY_TEST_KILLS'] ?? (isQuick ? 6 : 20));

/** How many guests at one address are invented against WordPress, each of whose requests starts it anew. Six would hold a comment. */
export const MANY_READERS = isQuick ? 8 : 25;

/**
 * Whether a case of the adapter contract also runs through the form of a WordPress site, by which only posting goes: in a quick run
 * the others run by REST alone.
 *
 * @param {string} name of the case
 */
export function runsByForm(name) {
  return !isQuick || /post|typed|reply|same/.test(name);
}

/**
 * The browser tests that a quick run has in every engine, and not only in Chromium: hostile content, the script tag in
 * strange pages, faults, and what engines do each in their own way: focus and keys, text fields and input methods,
 * storage and locks, streams, dates and languages, cutting text, scrolling to what an address names, forms, styles of the
 * page.
 */
const ENGINE_SENSITIVE = [
  'tests/{content,security,embed,faults}/**/*.test.ts',
  'tests/adapters/{local,rest/browser}.test.ts',
  'tests/elements/reading/{comment-list,follow-address,host-styles,language,late-parts,long-comments,properties}.test.ts',
  'tests/elements/reading/{focus-rings,grounds,hidden-places,late-images,other-documents,returning,themes-on-grounds}.test.ts',
  'tests/elements/reading/{text-direction,typed-spaces}.test.ts',
  'tests/elements/writing/{comment-form,drafts,formatting,list-controls,outbox,unsent-text}.test.ts',
];
const BROWSER_TESTS = ['tests/{elements,content,security,embed,adapters,faults}/**/*.test.ts'];
const NODE_TESTS = '!tests/**/*.node.test.ts';

/**
 * The files of browser tests, as globs.
 *
 * @param {readonly string[]} engines those in which they are to run
 */
export function browserTests(engines) {
  return [...(isQuick && !engines.includes('chromium') ? ENGINE_SENSITIVE : BROWSER_TESTS), NODE_TESTS];
}

/**
 * The engines in which axe looks at every state of the gallery: what it finds hangs on the page much more than on them.
 *
 * @type {readonly ('chromium' | 'firefox' | 'webkit')[]}
 */
export const AUDIT_ENGINES = isQuick ? ['chromium'] : ['chromium', 'firefox', 'webkit'];

/**
 * The server's suites, by what their paths begin with in tests/server/, for which it matters that PGlite is another build
 * of PostgreSQL with one connection and files of its own: the database layer, migrations, transactions that meet, plans of
 * queries, random changes, transfers, a server, and the protocol's contract. A quick run has the others on PostgreSQL.
 */
const ENGINE_DATABASE = [
  'command/serve',
  'database/',
  'many-processes/',
  'rest-adapter',
  'store/concurrency',
  'store/counting',
  'store/erasing',
  'store/plans',
  'store/properties',
  'transfer/export',
  'transfer/import-beside-writers',
];

/**
 * Whether the suites of a file run on PGlite where there is a PostgreSQL.
 *
 * @param {string} file the path of a test file
 */
export function runsOnPglite(file) {
  const [, path] = file.split(/[/\\]tests[/\\]server[/\\]/);
  return !isQuick || ENGINE_DATABASE.some((start) => path?.replaceAll('\\', '/').startsWith(start));
}
