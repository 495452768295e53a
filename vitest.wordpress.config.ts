import {defineConfig} from 'vitest/config';
import {wordPressTests} from './tests/support/extent.mjs';
import {findWordPress} from './tests/support/wordpress/requirements.mjs';

const canRun = !('missing' in findWordPress());

/** Against a real WordPress, of which each file has a site of its own. Needs a build. */
export default defineConfig({
  test: {
    globalSetup: ['tests/support/wordpress/global-setup.ts'],
    include: canRun ? wordPressTests() : [],
    // scripts/install-wordpress.mjs has said why, and has failed where they must run.
    passWithNoTests: !canRun,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // Code that comes late takes seconds on a busy machine: only what never happens fails.
    expect: {poll: {timeout: 20_000}},
    // One server with its workers and its database at a time fills two cores.
    fileParallelism: false,
  },
});
