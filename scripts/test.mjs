/**
 * `npm test`: every check, in the order in which a mistake is cheapest to find. Stops at the first that fails.
 *
 * Test files that fail run once more, by themselves. What passes then does not stop the rest, but is named at the end
 * with what it failed of: it waits for too little, or the code under it does right only most of the time.
 *
 * Its last line is the sum of all test runners: `N passed, N failed`.
 */
import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {run} from './run.mjs';
import {runAgain, runTests} from './run-tests.mjs';

/** `runner`: whose tests are counted; the other steps only pass or fail. */
const steps = [
  {title: 'Types', script: 'types'},
  {title: 'Lint', script: 'lint'},
  {title: 'Build', script: 'build'},
  {title: 'Size', script: 'size'},
  {title: 'Unit tests', script: 'test:unit', runner: 'vitest'},
  {title: 'Server tests', script: 'test:server', runner: 'vitest'},
  {title: 'Package tests', script: 'test:package', runner: 'vitest'},
  {title: 'Browser tests', script: 'test:browser', runner: 'web-test-runner'},
  {title: 'End-to-end tests', script: 'test:e2e', runner: 'vitest'},
  {title: 'WordPress tests', script: 'test:wordpress', runner: 'vitest'},
];

const directory = await mkdtemp(join(tmpdir(), 'parley-test-'));
const times = [];
const unsteady = [];
const sum = {passed: 0, failed: 0};

for (const step of steps) {
  console.log(`\n=== ${step.title} (npm run ${step.script})\n`);
  const started = performance.now();
  const {passed, failed} = step.runner ? await takeTests(step) : await takeCheck(step);
  times.push({title: step.title, seconds: (performance.now() - started) / 1000});
  sum.passed += passed;
  sum.failed += failed;
  if (failed > 0) {
    console.error(`\n${step.title} failed: npm run ${step.script}`);
    break;
  }
}
await rm(directory, {recursive: true, force: true});

if (unsteady.length > 0) console.log('\n=== Passed only when run again\n');
for (const {file, engine, failures} of unsteady) {
  console.log([file, engine].filter(Boolean).join(', '));
  for (const failure of failures) console.log(`  ${failure}`);
}
console.log('\n=== Time\n');
for (const {title, seconds} of times) console.log(`${title.padEnd(20)}${seconds.toFixed(1).padStart(7)} s`);
console.log(`\n${sum.passed} passed, ${sum.failed} failed`);
process.exitCode = sum.failed > 0 ? 1 : 0;

async function takeCheck({script}) {
  const status = await run('npm', ['run', '--silent', script]);
  return {passed: 0, failed: status === 0 ? 0 : 1};
}

async function takeTests({script, runner}) {
  const report = join(directory, `${script.replace(':', '-')}.json`);
  const first = await runTests({script, runner, report});
  if (first.failed === 0 || first.failedFiles.length === 0) return first;

  console.log(`\nOnce more, by themselves: ${first.failedFiles.map(({file}) => file).join(', ')}\n`);
  const second = await runAgain({script, runner, report}, first.failedFiles);
  if (second.failed > 0) return {passed: first.passed, failed: Math.max(first.failed, second.failed)};
  unsteady.push(...first.failedFiles);
  return {passed: first.passed + first.failed, failed: 0};
}
