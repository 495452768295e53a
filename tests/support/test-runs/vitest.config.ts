import {fileURLToPath} from 'node:url';
import {defineConfig} from 'vitest/config';

/** Tests that go wrong, for the test of what runs tests. */
export default defineConfig({
  root: fileURLToPath(new URL('../../../', import.meta.url)),
  test: {include: ['tests/support/test-runs/*.fixture.ts']},
});
