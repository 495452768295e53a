import {readFile, rm} from 'node:fs/promises';
import {join, relative} from 'node:path';
import {fileURLToPath} from 'node:url';
import {root} from './paths.mjs';
import {runLimited} from './run-limited.mjs';

/** A reporter that records which files are running. Vitest loads it by its path. */
const RUNNING_FILES = fileURLToPath(new URL('../tests/support/running-files.mjs', import.meta.url));

const WELL = {passed: 0, failed: 0, failedFiles: [], hung: '', seconds: {}};

/**
 * The result of a step. A run may fail without a failed file, for example if a browser does not start.
 *
 * @typedef {{file: string, engine?: string, failures: string[]}} FailedFile the file's path from the root, and for each
 *   failed test its name and message
 * @typedef {object} Outcome
 * @property {number} passed tests
 * @property {number} failed tests; 0 only if the step succeeded
 * @property {FailedFile[]} failedFiles
 * @property {string} hung why the step was ended, and which test files were running; '' for a step that ended by itself
 * @property {Record<string, number>} seconds how long each test file took
 * @property {Outcome | null} again the result of running the failed files once more by themselves. Files that pass only
 *   then are flaky; the step has failed
 *
 * @typedef {object} RunOptions
 * @property {string} directory for the runners' reports
 * @property {(text: string | Buffer) => void} print receives the step's output
 * @property {typeof runLimited} [run] runs a command
 */

/**
 * Runs a step. Test files that fail run once more, which distinguishes flaky files from broken ones; both have failed.
 *
 * @param {import('./test-steps.mjs').TestStep} step
 * @param {RunOptions} options
 * @returns {Promise<Outcome>}
 */
export async function runStep(step, options) {
  const env = step.env ? step.env() : {};
  if (env === null) return {...WELL, again: null};
  const first = await runOnce(step, {...options, env});
  if (first.failedFiles.length === 0 || first.hung) return {...first, again: null};

  const files = [...new Set(first.failedFiles.map(({file}) => file))];
  const engines = [...new Set(first.failedFiles.map(({engine}) => engine).filter(Boolean))];
  options.print(`\nOnce more, by themselves: ${files.join(', ')}\n\n`);
  const again = await runOnce(step, {
    ...options,
    files,
    env: {...env, ...(engines.length > 0 && {ENGINES: engines.join(',')})},
  });
  return {...first, again};
}

async function runOnce(step, {directory, print, run = runLimited, env, files = []}) {
  const {title, script, runner, limitMinutes = 40, silenceMinutes = 10} = step;
  const report = join(directory, `${title.replaceAll(' ', '-')}.json`);
  const running = `${report}.running`;
  await Promise.all([report, running].map((path) => rm(path, {force: true})));
  const {status, hung} = await run(
    'npm',
    ['run', '--silent', script, '--', ...argumentsOf(runner, report, files)],
    {
      env: {...process.env, ...env, PARLEY_TEST_REPORT: report, PARLEY_RUNNING_FILES: running},
      limitMs: limitMinutes * 60_000,
      silenceMs: silenceMinutes * 60_000,
      print,
    },
  );
  const noted = await readJson(running, {running: [], seconds: {}});
  const {passed, failed, failedFiles} = await readReport(runner, report);
  const ended = hung && describeHung(hung, noted.running);
  if (ended) print(`\n${ended}\n`);
  return {
    passed,
    failed: status === 0 ? 0 : Math.max(failed, 1),
    failedFiles,
    hung: ended,
    seconds: noted.seconds,
    again: null,
  };
}

function argumentsOf(runner, report, files) {
  if (runner === 'vitest') {
    const reporters = ['default', 'json', RUNNING_FILES].map((reporter) => `--reporter=${reporter}`);
    return [...reporters, `--outputFile=${report}`, ...files];
  }
  return files.length > 0 ? ['--files', ...files] : [];
}

function describeHung(hung, running) {
  const files = running.length > 0 ? ['What ran then:', ...running.map((file) => `  ${file}`)] : [];
  return [`It was ended, for ${hung}.`, ...files].join('\n');
}

/** @returns {Promise<Pick<Outcome, 'passed' | 'failed' | 'failedFiles'>>} */
async function readReport(runner, path) {
  // The runner may have ended before writing it; its exit status says so.
  const report = runner ? await readJson(path, null) : null;
  if (report === null) return WELL;
  return runner === 'vitest' ? fromVitest(report) : report;
}

async function readJson(path, otherwise) {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch {
    return otherwise;
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
          .map(({fullName, failureMessages: [first = '']}) => `${fullName}: ${firstLine(first)}`),
      ],
    }));
  return {passed: numPassedTests, failed: numFailedTests, failedFiles};
}

/** The first line of an error's stack. For a timeout it is a placeholder of Vitest's. */
function firstLine(stack) {
  const [line] = stack.split('\n');
  return line === 'Error: STACK_TRACE_ERROR' ? 'it ran out of time' : line;
}
