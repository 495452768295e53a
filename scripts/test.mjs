/**
 * `npm test`: every check, in the order in which a mistake is cheapest to find. Stops at the first that fails.
 * Its last line is the sum of all test runners: `N passed, N failed`.
 */
import {mkdtemp, readFile, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {run} from './run.mjs';

/** `countsAs`: which runner's counts the step leaves behind; the others only pass or fail. */
const steps = [
  {title: 'Types', script: 'types'},
  {title: 'Lint', script: 'lint'},
  {title: 'Build', script: 'build'},
  {title: 'Size', script: 'size'},
  {title: 'Unit tests', script: 'test:unit', countsAs: 'vitest'},
  {title: 'Server tests', script: 'test:server', countsAs: 'vitest'},
  {title: 'Package tests', script: 'test:package', countsAs: 'vitest'},
  {title: 'Browser tests', script: 'test:browser', countsAs: 'web-test-runner'},
  {title: 'End-to-end tests', script: 'test:e2e', countsAs: 'vitest'},
  {title: 'WordPress tests', script: 'test:wordpress', countsAs: 'vitest'},
];

const directory = await mkdtemp(join(tmpdir(), 'parley-test-'));
const times = [];
const sum = {passed: 0, failed: 0};

for (const step of steps) {
  console.log(`\n=== ${step.title} (npm run ${step.script})\n`);
  const started = performance.now();
  const {ok, passed, failed} = await take(step);
  times.push({title: step.title, seconds: (performance.now() - started) / 1000});
  sum.passed += passed;
  // A step may fail without a failed test: a type error, a browser that does not start.
  sum.failed += ok ? failed : Math.max(failed, 1);
  if (!ok) {
    console.error(`\n${step.title} failed: npm run ${step.script}`);
    break;
  }
}
await rm(directory, {recursive: true, force: true});

console.log('\n=== Time\n');
for (const {title, seconds} of times) console.log(`${title.padEnd(20)}${seconds.toFixed(1).padStart(7)} s`);
console.log(`\n${sum.passed} passed, ${sum.failed} failed`);
process.exitCode = sum.failed > 0 ? 1 : 0;

async function take({script, countsAs}) {
  const file = join(directory, `${script.replace(':', '-')}.json`);
  const reporters = ['--', '--reporter=default', '--reporter=json', `--outputFile=${file}`];
  const args = ['run', '--silent', script, ...(countsAs === 'vitest' ? reporters : [])];
  const status = await run('npm', args, {env: {...process.env, PARLEY_TEST_COUNTS: file}});
  return {ok: status === 0, ...(countsAs ? await countsIn(file) : {passed: 0, failed: 0})};
}

async function countsIn(file) {
  try {
    const report = JSON.parse(await readFile(file, 'utf8'));
    return {passed: report.passed ?? report.numPassedTests, failed: report.failed ?? report.numFailedTests};
  } catch {
    // The runner ended before it could write one; its status says so.
    return {passed: 0, failed: 0};
  }
}
