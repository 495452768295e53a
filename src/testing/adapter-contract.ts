import {addChangingCases} from './changing-cases.js';
import type {ContractBackend, ContractHarness} from './contract-harness.js';
import {ContractCases, type ContractCase} from './contract-cases.js';
import {addAbortCases, addLiveCases} from './live-cases.js';
import {addPostingCases} from './posting-cases.js';
import {addOpeningCases, addPagingCases} from './reading-cases.js';
import {addRefusalCases} from './refusal-cases.js';

/**
 * The test suite of the adapter contract, as cases for any test runner. Each case starts its own backend by
 * `harness.start`, and throws an `Error` with a message if it fails. Cases that the harness does not support are omitted.
 *
 * ```js
 * import {adapterContract} from 'parley-comments/testing.js';
 *
 * describe('MyAdapter', () => {
 *   for (const {name, run} of adapterContract(harness)) it(name, run);
 * });
 * ```
 */
export function adapterContract<Backend extends ContractBackend>(
  harness: ContractHarness<Backend>,
): readonly ContractCase[] {
  const suite = new ContractCases(harness);
  addOpeningCases(suite);
  addPagingCases(suite);
  addPostingCases(suite);
  addRefusalCases(suite);
  addChangingCases(suite);
  addLiveCases(suite);
  addAbortCases(suite);
  return suite.cases;
}
