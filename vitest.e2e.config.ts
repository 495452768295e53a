import {configDefaults, defineConfig} from 'vitest/config';
import {leftOutPages} from './tests/support/extent.mjs';

/** Whole pages in Chromium, served as a publisher would serve them. Needs a build. */
export default defineConfig({
  test: {
    include: ['tests/e2e/**/*.e2e.test.ts'],
    exclude: [...configDefaults.exclude, ...leftOutPages()],
    globalSetup: ['tests/support/end-to-end-setup.ts'],
    testTimeout: 180_000,
    hookTimeout: 120_000,
    // Code that comes late takes seconds on a busy machine: only what never happens fails.
    expect: {poll: {timeout: 20_000}},
    // One browser at a time: two at once starve each other on two cores.
    fileParallelism: false,
  },
});
