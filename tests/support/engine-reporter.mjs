import {writeFileSync} from 'node:fs';

/**
 * Reporter for @web/test-runner: prints at the end how many tests passed and failed in each engine.
 *
 * @param {{countsFile?: string | undefined}} options `countsFile` also gets the sums, as `{passed, failed}`.
 */
export function engineReporter({countsFile}) {
  return {
    onTestRunFinished({sessions}) {
      const engines = new Map();
      for (const session of sessions) {
        const counts = engines.get(session.browser.name) ?? {passed: 0, failed: 0, skipped: 0};
        engines.set(session.browser.name, counts);
        count(session, counts);
      }

      console.log('');
      for (const [name, {passed, failed, skipped}] of engines) {
        console.log(`${name}: ${passed} passed, ${failed} failed` + (skipped ? `, ${skipped} skipped` : ''));
      }
      if (countsFile) writeFileSync(countsFile, JSON.stringify(total([...engines.values()])));
    },
  };
}

function count(session, counts) {
  const tests = testsOf(session.testResults);
  const failed = tests.filter((test) => !test.passed && !test.skipped).length;
  counts.passed += tests.filter((test) => test.passed).length;
  counts.skipped += tests.filter((test) => test.skipped).length;
  // A file that could not be loaded, or that timed out, failed without a failed test.
  counts.failed += session.passed ? failed : Math.max(failed, 1);
}

function testsOf(suite) {
  return suite ? [...suite.tests, ...suite.suites.flatMap(testsOf)] : [];
}

function total(engines) {
  const sum = (name) => engines.reduce((value, counts) => value + counts[name], 0);
  return {passed: sum('passed'), failed: sum('failed')};
}
