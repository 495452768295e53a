/**
 * What reading may cost. `budget` is the goal. `ceiling` is slightly more than today's cost: never raise it, and lower it in
 * the same change that makes something cheaper. A limit without a ceiling is printed by `npm run bench` and checked by no
 * test, because times depend on the machine's load.
 *
 * @typedef {object} Limit
 * @property {number} budget
 * @property {number} [ceiling]
 */

/**
 * Brotli bytes of all imports on the path to the first comment, measured by `npm run size`. 1 kB is 1000 bytes.
 *
 * @type {Record<string, Limit>}
 */
export const BUNDLE_LIMITS = {
  loader: {budget: 1_200, ceiling: 1_650},
  'counting, rest': {budget: 10_000, ceiling: 8_450},
  'counting, wordpress': {budget: 14_000, ceiling: 12_300},
  'reading, local': {budget: 18_000, ceiling: 25_420},
  'reading, rest, platform sanitizer': {budget: 23_000, ceiling: 30_110},
  'reading, rest, DOMPurify': {budget: 33_000, ceiling: 40_170},
  'reading, wordpress, platform sanitizer': {budget: 23_000, ceiling: 33_880},
  'reading, wordpress, DOMPurify': {budget: 33_000, ceiling: 43_940},
};

/**
 * Brotli bytes that an import adds to a publisher's own bundle, without what is loaded later, by esbuild and webpack; measured by
 * `npm run size` (`scripts/import-size.mjs`). Budget of a thread: what the script tag fetches, with the platform's sanitizer.
 *
 * @type {Record<string, Limit>}
 */
export const IMPORT_LIMITS = {
  'define/thread.js and RestAdapter': {budget: 30_110, ceiling: 33_000},
  'define/count.js and RestAdapter': {budget: 8_450, ceiling: 11_700},
  'one check': {budget: 200, ceiling: 300},
};

/**
 * What a reader who does nothing costs in a browser, by metric (`metrics.ts`) and page (`pages.ts`). `tests/e2e/reading-costs`
 * checks the ceilings. A page without an entry has no budget for that metric.
 *
 * @type {Record<string, Record<string, Limit>>}
 */
export const READING_LIMITS = {
  files: {
    rest: {budget: 5, ceiling: 4},
    'rest-text': {budget: 5, ceiling: 4},
    wordpress: {budget: 5, ceiling: 4},
    local: {budget: 5, ceiling: 4},
  },
  bytes: {
    rest: {budget: 23_000, ceiling: 30_500},
    'rest-text': {budget: 20_000, ceiling: 30_500},
    wordpress: {budget: 23_000, ceiling: 34_500},
    local: {budget: 18_000, ceiling: 29_800},
  },
  cpu50: {
    rest: {budget: 1.2, ceiling: 3.3},
    'rest-text': {budget: 1.2},
    wordpress: {budget: 1.2},
    local: {budget: 1.2},
  },
  cpu500: {rest: {budget: 0.6, ceiling: 1.8}, 'rest-text': {budget: 0.6}, wordpress: {budget: 0.6}},
  cpu5000: {rest: {budget: 0.45}, 'rest-text': {budget: 0.45}, wordpress: {budget: 0.45}},
  first50: {
    rest: {budget: 0.85},
    'rest-text': {budget: 0.85},
    'rest-carried': {budget: 0.6},
    'rest-static': {budget: 0.6},
    wordpress: {budget: 0.6},
  },
  first500: {rest: {budget: 0.65}, 'rest-text': {budget: 0.65}, wordpress: {budget: 0.65}},
  blocking500: {rest: {budget: 50}, 'rest-text': {budget: 50}, wordpress: {budget: 50}},
  longest5000: {rest: {budget: 50}, 'rest-text': {budget: 50}, wordpress: {budget: 50}},
  nodes50: {
    rest: {budget: 30, ceiling: 27},
    'rest-text': {budget: 30},
    wordpress: {budget: 30},
    local: {budget: 30},
  },
  nodes500: {rest: {budget: 30, ceiling: 24}, 'rest-text': {budget: 30}, wordpress: {budget: 30}},
  heap500: {rest: {budget: 2_500, ceiling: 3_600}, 'rest-text': {budget: 2_500}, wordpress: {budget: 2_500}},
  domHeap5000: {rest: {budget: 6_000}, 'rest-text': {budget: 6_000}, wordpress: {budget: 6_000}},
  shift: {rest: {budget: 0}, 'rest-text': {budget: 0}, wordpress: {budget: 0}, local: {budget: 0}},
};

/** How long a reader waits after an interaction of `interactions.ts`, in milliseconds. @type {Record<string, Limit>} */
export const INTERACTION_LIMITS = {
  typing: {budget: 200},
  reply: {budget: 200},
  posting: {budget: 200},
  chain: {budget: 500},
  megabyte: {budget: 500},
};
