import {describe, it} from 'node:test';
import {adapterContract} from 'parley-comments/testing.js';
import {harness} from './harness.js';

describe('LettersAdapter', () => {
  for (const {name, run} of adapterContract(harness)) it(name, run);
});
