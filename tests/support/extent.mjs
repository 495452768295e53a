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
 * strange pages, faults, and the elements in which engines differ most: text fields and input methods, focus and keys,
 * storage and locks, streams, and the order of a list that changes.
 */
const ENGINE_SENSITIVE = [
  'tests/{content,security,embed,faults}/**/*.test.ts',
  'tests/adapters/{local,rest/browser}.test.ts',
  'tests/elements/reading/{comment-list,hidden-places,returning,text-direction}.test.ts',
  'tests/elements/writing/{comment-form,drafts,list-controls}.test.ts',
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
 * Of the hostile strings, every how manieth static HTML is made of in Firefox and WebKitGTK; in Chromium all. No code of theirs is
 * tested by it but the parser, which is the same by the HTML Standard, and laying out two thousand threads takes them half a minute.
 * The sanitizers, which differ, have all strings in each engine (`hostile-strings`, `markdown`).
 */
export const HOSTILE_STEP = isQuick ? 4 : 1;

/**
 * The engines in which axe looks at every state of the gallery: what it finds hangs on the page much more than on them.
 *
 * @type {readonly ('chromium' | 'firefox' | 'webkit')[]}
 */
export const AUDIT_ENGINES = isQuick ? ['chromium'] : ['chromium', 'firefox', 'webkit'];

/**
 * The engines in which links to comments are followed with nothing in the cache; the browser tests follow them in all, with the code
 * at hand.
 *
 * @type {readonly ('chromium' | 'firefox' | 'webkit')[]}
 */
export const ARRIVAL_ENGINES = AUDIT_ENGINES;

/**
 * The engines in which elements take the place of static HTML frame by frame.
 *
 * @type {readonly ('chromium' | 'firefox' | 'webkit')[]}
 */
export const TAKE_OVER_ENGINES = AUDIT_ENGINES;

/**
 * How wide the threads are in which links to comments are followed with nothing in the cache, in pixels. What moves the page meanwhile,
 * code and a picture that come late, moves it in every width; `marks` has them all, with the code at hand.
 */
export const ARRIVAL_WIDTHS = isQuick ? [390] : [1200, 390, 320];

/** How long after posting a page is reloaded, in milliseconds. `crashes` ends pages at each step of posting, whatever the time. */
export const RELOAD_MS = isQuick ? [0, 100] : [0, 20, 50, 100, 200];

/**
 * How the gallery looks when axe sees every state of it. Once in a quick run: it is the same markup every time, and the contrast of
 * colours by night is computed in `tests/unit/styles/contrast.test.ts`, and seen by axe on the demo's page `dark`.
 *
 * @typedef {'by day' | 'by night' | 'from right to left' | 'in forced colours'} AuditLook
 * @type {readonly AuditLook[]}
 */
export const AUDIT_LOOKS = isQuick
  ? ['by day']
  : ['by day', 'by night', 'from right to left', 'in forced colours'];

/**
 * The colour schemes in which axe looks at the demo's pages; in a quick run it looks at the gallery in both, and at the pages in one.
 *
 * @type {readonly ('light' | 'dark')[]}
 */
export const AUDIT_SCHEMES = isQuick ? ['light'] : ['light', 'dark'];

/**
 * The server's suites, by what their paths begin with in tests/server/, for which it matters that PGlite is another build
 * of PostgreSQL with one connection and files of its own: the database layer, migrations, transactions that meet, plans of
 * queries, random changes, and the protocol's contract. A quick run has the others on PostgreSQL.
 */
const ENGINE_DATABASE = [
  'database/',
  'many-processes/',
  'rest-adapter',
  'store/concurrency',
  'store/plans',
  'store/properties',
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

/**
 * The end-to-end tests that a quick run leaves out: how long tasks take, which `reading-costs` holds for readers too; how
 * pages adapt to print, zoom, forced colours and other widths; criteria that axe does not look for; the back/forward cache; many
 * tabs on one connection; and what browser tests and the tests of the package hold as well: the order of requests, frameworks, and
 * that both builds look alike.
 */
const SLOW_PAGES = [
  'accessibility',
  'adaptation',
  'embed-and-package',
  'first-page',
  'frameworks',
  'long-tasks',
  'many-tabs',
  'page-cache',
  'states',
];

/**
 * Whether end-to-end tests run in Chromium's headless shell, where the machine has it, and not in the browser that readers have. It is
 * the same engine; a new page costs it a third of the processor time. The browser tests run in Chromium itself.
 */
export const PREFERS_HEADLESS_SHELL = isQuick;

/** The widths at which pages are watched for layout shifts. */
export const SHIFT_WIDTHS = isQuick ? [390] : [1200, 390];

/** @returns {string[]} globs of the end-to-end tests that do not run */
export function leftOutPages() {
  return isQuick ? [`tests/e2e/{${SLOW_PAGES.join(',')}}.e2e.test.ts`] : [];
}

/**
 * The tests against WordPress of a quick run: reading, posting, moderating and spam with the plugin, the contract of the adapter with
 * it, odd sites without it, and one reader's way through the pages of a site.
 */
const WORDPRESS_CORE = [
  'tests/wordpress/harness.test.ts',
  'tests/wordpress/adapter/{plugin-contract,odd-sites}.test.ts',
  'tests/wordpress/plugin/{antispam,caching,carried-page,cross-site,form-post,moderation,page,posting,reading}.test.ts',
  'tests/wordpress/plugin/{php,readme,refusal-words}.test.ts',
  'tests/wordpress/browser/journey.test.ts',
];

/** @returns {string[]} globs of the tests against WordPress */
export function wordPressTests() {
  return isQuick ? WORDPRESS_CORE : ['tests/wordpress/**/*.test.ts'];
}
