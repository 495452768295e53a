import {configDefaults, defineConfig} from 'vitest/config';
import {SHORT_LIVED} from './tests/support/short-lived-node.js';

/** Tests that need no browser. `package` looks at what is published, so it runs after a build. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['tests/unit/**/*.test.ts', 'tests/**/*.node.test.ts'],
          exclude: [...configDefaults.exclude, 'tests/package/**'],
          // Of hundreds of random cases; on a busy machine only what never ends fails.
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'server',
          include: ['tests/server/**/*.test.ts'],
          exclude: [...configDefaults.exclude, 'tests/**/*.node.test.ts'],
          globalSetup: ['tests/support/server/global-setup.ts'],
          execArgv: SHORT_LIVED,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'package',
          include: ['tests/{package,types}/**/*.test.ts'],
          // Packing and reading every type takes seconds on two cores.
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
    coverage: {include: ['src/**/*.ts']},
  },
});
