/**
 * `npm test`: every check, and the tests that find nearly all faults in a fraction of the time; `npm run test:all`
 * (`--all`) is the full matrix. Independent steps run in parallel. No step starts after one has failed.
 *
 * Test files that fail run once more by themselves. A file that passes only then is reported as flaky, and the run still
 * fails.
 *
 * Its last line is the sum of all test runners: `N passed, N failed`.
 */
import {mkdtemp, rm} from 'node:fs/promises';
import {availableParallelism, tmpdir} from 'node:os';
import {join} from 'node:path';
import {endAll} from './run-limited.mjs';
import {runSteps} from './run-steps.mjs';
import {runStep} from './run-tests.mjs';
import {allSteps, quickSteps} from './test-steps.mjs';
import {summarize} from './test-summary.mjs';

/**
 * One more than the number of processors: a step spends a third of its time waiting. More steps would starve each other.
 */
const SLOTS = Math.min(3, availableParallelism() + 1);

const directory = await mkdtemp(join(tmpdir(), 'parley-test-'));
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.once(signal, async () => {
    console.log(`\n${signal}: ending the running steps`);
    await endAll();
    await rm(directory, {recursive: true, force: true});
    process.exit(1);
  });
}

const begun = performance.now();
const outcomes = await runSteps(process.argv.includes('--all') ? allSteps : quickSteps, {
  slots: SLOTS,
  write: (text) => process.stdout.write(text),
  async run(step, print) {
    print(`\n=== ${step.title} (npm run ${step.script})\n\n`);
    const started = performance.now();
    const outcome = await runStep(step, {directory, print});
    return {...outcome, took: (performance.now() - started) / 1000};
  },
});
await rm(directory, {recursive: true, force: true});

const {text, failed} = summarize(outcomes, (performance.now() - begun) / 1000);
console.log(`\n${text}`);
process.exitCode = failed > 0 ? 1 : 0;
