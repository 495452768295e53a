import {expect, it} from 'vitest';

it('is well', () => {
  expect(true).toBe(true);
});

// A promise that hands on to the next one for ever: no timer of this process runs any more, that of a time limit neither.
it('hangs in microtasks', async () => {
  for (;;) await Promise.resolve();
});
