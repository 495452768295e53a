/** `npm run test:faults`: the run in which a process is killed two hundred times, which takes minutes. */
import {runOrExit} from '../../../scripts/run.mjs';

await runOrExit('npx', ['--no-install', 'vitest', 'run', '--project', 'server', 'many-processes/faults'], {
  env: {PARLEY_TEST_KILLS: '200', ...process.env},
});
