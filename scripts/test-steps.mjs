import {findBrowser} from '../tests/support/browsers.mjs';

/**
 * The steps of `npm test` and `npm run test:all`, for `run-steps.mjs`.
 *
 * @typedef {object} TestStep
 * @property {string} title
 * @property {string} script the npm script
 * @property {'vitest' | 'web-test-runner'} [runner] its tests are counted; other steps only pass or fail
 * @property {string[]} [after] titles of the steps that must succeed first
 * @property {() => Record<string, string> | null} [env] additional environment variables, computed when the step starts; null skips the step
 * @property {number} [limitMinutes] after which the step is ended. Default: 40
 * @property {number} [silenceMinutes] after which a step that prints nothing is ended. Default: 10
 */

const made = ['Programs', 'Build'];

/** Steps that need only the compiler. @type {TestStep[]} */
const checks = [
  {title: 'Programs', script: 'test:programs'},
  {title: 'Build', script: 'build'},
  // The build has already checked the sources, with the same options.
  {title: 'Types of the tests', script: 'types:tests'},
  {title: 'Size', script: 'size', after: ['Build']},
  {title: 'Lint', script: 'lint'},
  {title: 'Unit tests', script: 'test:unit', runner: 'vitest', after: ['Build']},
  {title: 'Package tests', script: 'test:package', runner: 'vitest', after: ['Build']},
];

const endToEnd = {title: 'End-to-end tests', script: 'test:e2e', runner: 'vitest', after: made};
const server = {title: 'Server tests', script: 'test:server', runner: 'vitest', after: made};
const wordPress = {title: 'WordPress tests', script: 'test:wordpress', runner: 'vitest', after: made};
const browser = {script: 'test:browser', runner: 'web-test-runner', after: made};

/** Chromium is required; the others only in CI. */
function otherEngines() {
  const found = ['firefox', 'webkit'].filter((engine) => process.env.CI || findBrowser(engine) !== null);
  return found.length > 0 ? {ENGINES: found.join(',')} : null;
}

/** The longest first, so that parallel steps end at about the same time. @type {TestStep[]} */
export const quickSteps = [
  ...checks,
  endToEnd,
  wordPress,
  {title: 'Browser tests in the other engines', ...browser, env: otherEngines},
  server,
  {title: 'Browser tests in Chromium', ...browser, env: () => ({ENGINES: 'chromium'})},
].map((step) => ({...step, env: () => withQuick(step.env?.())}));

/** The full matrix. @type {TestStep[]} */
export const allSteps = [
  ...checks,
  endToEnd,
  server,
  {title: 'Browser tests', ...browser},
  wordPress,
  {
    title: 'Examples',
    script: 'test:examples',
    runner: 'vitest',
    after: made,
    limitMinutes: 90,
    silenceMinutes: 20,
  },
  {title: 'Versions of WordPress', script: 'test:wordpress:versions', after: made, limitMinutes: 120},
  {
    title: 'Ten thousand schedules',
    script: 'test:faults',
    after: made,
    limitMinutes: 120,
    // One test kills two hundred processes.
    silenceMinutes: 60,
  },
];

/** `tests/support/extent.mjs` lists what only `npm run test:all` runs. */
function withQuick(env = {}) {
  return env && {...env, PARLEY_TEST_EXTENT: 'quick'};
}
