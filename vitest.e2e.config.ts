import {configDefaults, defineConfig} from 'vitest/config';
import {findHeadlessShell} from './tests/support/browsers.mjs';
import {leftOutPages, PREFERS_HEADLESS_SHELL} from './tests/support/extent.mjs';

const shell = PREFERS_HEADLESS_SHELL ? findHeadlessShell() : null;

/** Whole pages in Chromium, served as a publisher would serve them. Needs a build. */
export default defineConfig({
  test: {
    include: ['tests/e2e/**/*.e2e.test.ts'],
    exclude: [...configDefaults.exclude, ...leftOutPages()],
    globalSetup: ['tests/support/end-to-end-setup.ts'],
    // For `launchChromium`.
    env: shell === null ? {} : {PARLEY_HEADLESS_SHELL: shell},
    testTimeout: 180_000,
    hookTimeout: 120_000,
    // Code that comes late takes seconds on a busy machine: only what never happens fails.
    expect: {poll: {timeout: 20_000}},
    // One browser at a time: two at once starve each other on two cores.
    fileParallelism: false,
  },
});
