/**
 * `npm test`: every check, and the tests that find nearly all faults in a fraction of the time; `npm run test:all`
 * (`--all`) is the full matrix. Steps that do not wait for each other run side by side. None begins once one has failed.
 *
 * Test files that fail run once more, by themselves. One that passes only then is called flaky at the end and fails the run all
 * the same: it waits for too little, or the code under it does right only most of the time.
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
 * One more than there are processors, for a step waits a third of its time, for browsers, servers and clocks. More at once starve
 * each other.
 */
const SLOTS = Math.min(3, availableParallelism() + 1);

const directory = await mkdtemp(join(tmpdir(), 'parley-test-'));
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.once(signal, async () => {
    console.log(`\n${signal}: ending what runs`);
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
