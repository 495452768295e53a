import {writeFileSync} from 'node:fs';
import {relative} from 'node:path';
import {engines} from './browsers.mjs';
import {RunningFiles} from './running-files.mjs';

/**
 * Reporter for @web/test-runner: prints at the end how many tests passed and failed in each engine, and
 * notes which files run (`RunningFiles`).
 *
 * @param {{reportFile?: string | undefined}} options `reportFile` also gets the sums and what failed, as
 *   `{passed, failed, failedFiles: {file, engine, failures}[]}`.
 */
export function engineReporter({reportFile}) {
  const files = new RunningFiles();
  return {
    start({sessions}) {
      for (const {testFile, browser} of sessions.forStatus('INITIALIZING', 'TEST_STARTED'))
        files.begin(testFile, browser.name);
      sessions.on('session-status-updated', ({testFile, browser, status}) => {
        if (status === 'INITIALIZING') files.begin(testFile, browser.name);
        if (status === 'FINISHED') files.end(testFile, browser.name);
      });
    },

    onTestRunFinished({sessions}) {
      const counted = new Map();
      for (const session of sessions) {
        const counts = counted.get(session.browser.name) ?? {passed: 0, failed: 0, skipped: 0};
        counted.set(session.browser.name, counts);
        count(session, counts);
      }

      console.log('');
      for (const [name, {passed, failed, skipped}] of counted) {
        console.log(`${name}: ${passed} passed, ${failed} failed` + (skipped ? `, ${skipped} skipped` : ''));
      }
      const failedFiles = sessions.filter(({passed}) => !passed).map(failedFileOf);
      if (reportFile)
        writeFileSync(reportFile, JSON.stringify({...total([...counted.values()]), failedFiles}));
    },
  };
}

function count(session, counts) {
  const tests = testsOf(session.testResults);
  const failed = failedIn(tests).length;
  counts.passed += tests.filter((test) => test.passed).length;
  counts.skipped += tests.filter((test) => test.skipped).length;
  // A file that could not be loaded, or that timed out, failed without a failed test.
  counts.failed += session.passed ? failed : Math.max(failed, 1);
}

function failedFileOf({testFile, browser, testResults, errors}) {
  // A browser may call itself otherwise, such as Chrome: what failed in it is then looked for in every engine.
  const engine = Object.keys(engines).find((name) => engines[name].title === browser.name);
  const failures = failedIn(testsOf(testResults)).map(({name, error}) => `${name}: ${error?.message ?? ''}`);
  return {
    file: relative(process.cwd(), testFile),
    engine,
    failures: [...errors.map(({message}) => message), ...failures],
  };
}

function failedIn(tests) {
  return tests.filter((test) => !test.passed && !test.skipped);
}

function testsOf(suite) {
  return suite ? [...suite.tests, ...suite.suites.flatMap(testsOf)] : [];
}

function total(engineCounts) {
  const sum = (name) => engineCounts.reduce((value, counts) => value + counts[name], 0);
  return {passed: sum('passed'), failed: sum('failed')};
}
