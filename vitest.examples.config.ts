import {defineConfig} from 'vitest/config';

/** The examples: each installed from the packed package, built, started and driven in Chromium. Needs a build, and npm's registry. */
export default defineConfig({
  test: {
    include: ['tests/examples/**/*.test.ts'],
    globalSetup: ['tests/examples/support/pack.ts'],
    testTimeout: 120_000,
    // Installing and building a framework takes minutes on a busy machine.
    hookTimeout: 600_000,
    fileParallelism: false,
  },
});
