/**
 * Tests that touch the DOM, in three real engines: `npm run test:browser`. They run against `build/`.
 *
 * A quick run: `ENGINES=chromium npm run test:browser -- --files tests/elements/reading/thread.test.ts`
 */
import {esbuildPlugin} from '@web/dev-server-esbuild';
import {defaultReporter} from '@web/test-runner';
import {chromeLauncher} from '@web/test-runner-chrome';
import puppeteer from 'puppeteer-core';
import {chromiumFlags, engines, findBrowser, findWebKit} from './tests/support/browsers.mjs';
import {builtModules} from './tests/support/built-modules.mjs';
import {engineReporter} from './tests/support/engine-reporter.mjs';
import {browserTests, HOSTILE_STEP} from './tests/support/extent.mjs';
import {parleyServer} from './tests/support/server/parley-server-plugin.mjs';
import {webkitLauncher} from './tests/support/webkit-launcher.mjs';

// Keys and mouse need the focus, which one page of a browser has at a time.
const concurrency = 1;

// No command asks puppeteer about requests. Telling it of each took half of the processor time that Firefox used.
const networkEnabled = false;

const launchers = {
  chromium: () =>
    chromeLauncher({
      concurrency,
      puppeteer,
      launchOptions: {executablePath: findBrowser('chromium'), networkEnabled, args: chromiumFlags},
    }),
  firefox: () =>
    chromeLauncher({
      concurrency,
      puppeteer,
      launchOptions: {
        browser: 'firefox',
        executablePath: findBrowser('firefox'),
        networkEnabled,
        // Firefox cannot emulate media features while it runs; these are what the other engines start with.
        extraPrefsFirefox: {
          'layout.css.prefers-color-scheme.content-override': 1,
          'ui.prefersReducedMotion': 0,
        },
      },
    }),
  webkit: () => webkitLauncher(findWebKit()),
};

const wanted = wantedEngines();

export default {
  files: browserTests(wanted),
  nodeResolve: {exportConditions: ['development']},
  plugins: [
    builtModules(),
    parleyServer(),
    {
      name: 'extent',
      executeCommand: ({command}) => (command === 'hostile-step' ? HOSTILE_STEP : undefined),
    },
    // Frames of an origin of their own, in which some tests have the built script tag.
    {
      name: 'built-files-for-all-origins',
      transform(context) {
        if (context.path.startsWith('/dist/')) context.set('Access-Control-Allow-Origin', '*');
      },
    },
    esbuildPlugin({ts: true, tsconfig: 'tsconfig.json', target: 'es2022'}),
  ],
  browsers: wanted.map((engine) => launchers[engine]()),
  concurrentBrowsers: 2,
  // Audits and hundreds of hostile strings are slow where two browsers share two cores.
  testFramework: {config: {timeout: 90_000}},
  testsFinishTimeout: 540_000,
  filterBrowserLogs: ({args}) => !String(args[0]).startsWith('Lit is in dev mode'),
  reporters: [
    defaultReporter({reportTestResults: true, reportTestProgress: process.stdout.isTTY}),
    engineReporter({reportFile: process.env.PARLEY_TEST_REPORT}),
  ],
};

/** Those asked for in ENGINES, else every one that the machine has. A missing engine fails in CI. */
function wantedEngines() {
  const names = process.env.ENGINES?.split(',').filter(Boolean) ?? Object.keys(engines);
  const unknown = names.filter((name) => !(name in engines));
  if (unknown.length > 0) throw new Error(`Unknown in ENGINES: ${unknown}. Known: ${Object.keys(engines)}`);

  const missing = names.filter((name) => findBrowser(name) === null);
  const hints = missing.map((name) => `${engines[name].title} not found: ${engines[name].hint}.`);
  if (missing.length > 0 && (process.env.CI || missing.length === names.length))
    throw new Error(hints.join(' '));
  for (const hint of hints) console.log(`Not tested here. ${hint}`);
  return names.filter((name) => !missing.includes(name));
}
