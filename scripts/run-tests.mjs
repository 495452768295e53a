import {readFile, rm} from 'node:fs/promises';
import {relative} from 'node:path';
import {root} from './paths.mjs';
import {run} from './run.mjs';

/**
 * How tests went. A run may fail without a failed file: a browser that does not start.
 *
 * @typedef {{file: string, engine?: string, failures: string[]}} FailedFile the file's path from the root, and for each
 *   failed test its name and message
 * @typedef {{passed: number, failed: number, failedFiles: FailedFile[]}} Outcome `failed` is 0 only when all is well
 * @typedef {{script: string, runner: 'vitest' | 'web-test-runner', report: string}} TestStep the npm script, what runs
 *   the tests in it, and the path where that leaves its report
 */

/**
 * Runs the tests of a step, all of them or those in `files`.
 *
 * @param {TestStep} step
 * @param {{files?: string[], env?: Record<string, string>}} [options]
 * @returns {Promise<Outcome>}
 */
export async function runTests({script, runner, report}, {files = [], env = {}} = {}) {
  const options =
    runner === 'vitest'
      ? ['--reporter=default', '--reporter=json', `--outputFile=${report}`, ...files]
      : files.length > 0
        ? ['--files', ...files]
        : [];
  await rm(report, {force: true});
  const status = await run('npm', ['run', '--silent', script, '--', ...options], {
    env: {...process.env, PARLEY_TEST_REPORT: report, ...env},
  });
  const {passed, failed, failedFiles} = await readReport(runner, report);
  return {passed, failed: status === 0 ? 0 : Math.max(failed, 1), failedFiles};
}

/**
 * Runs only the files that failed, in the engines in which they did.
 *
 * @param {TestStep} step
 * @param {FailedFile[]} failedFiles
 */
export function runAgain(step, failedFiles) {
  const engines = [...new Set(failedFiles.map(({engine}) => engine).filter(Boolean))];
  return runTests(step, {
    files: [...new Set(failedFiles.map(({file}) => file))],
    env: engines.length > 0 ? {ENGINES: engines.join(',')} : {},
  });
}

/** @returns {Promise<Outcome>} */
async function readReport(runner, path) {
  try {
    const report = JSON.parse(await readFile(path, 'utf8'));
    return runner === 'vitest' ? fromVitest(report) : report;
  } catch {
    // The runner ended before it could write one; its status says so.
    return {passed: 0, failed: 0, failedFiles: []};
  }
}

/** The report has the shape of Jest's: https://vitest.dev/guide/reporters.html#json-reporter */
function fromVitest({numPassedTests, numFailedTests, testResults}) {
  const failedFiles = testResults
    .filter(({status}) => status === 'failed')
    .map(({name, message, assertionResults}) => ({
      file: relative(root, name),
      failures: [
        ...(message ? [message] : []),
        ...assertionResults
          .filter(({status}) => status === 'failed')
          .map(({fullName, failureMessages: [first = '']}) => `${fullName}: ${first.split('\n')[0]}`),
      ],
    }));
  return {passed: numPassedTests, failed: numFailedTests, failedFiles};
}
