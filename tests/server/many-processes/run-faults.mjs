/**
 * `npm run test:faults`: ten thousand schedules of a reader who writes, and the run in which a server's process is killed
 * two hundred times. Both take minutes.
 */
import {runOrExit} from '../../../scripts/run.mjs';

await runOrExit('npx', ['--no-install', 'vitest', 'run', '--project', 'unit', 'writing-schedules'], {
  env: {PARLEY_SCHEDULES: '10000', ...process.env},
});

await runOrExit('npx', ['--no-install', 'vitest', 'run', '--project', 'server', 'many-processes/faults'], {
  env: {PARLEY_TEST_KILLS: '200', ...process.env},
});
