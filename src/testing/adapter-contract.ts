import {addChangingCases} from './changing-cases.js';
import type {ContractBackend, ContractHarness} from './contract-harness.js';
import {ContractCases, type ContractCase} from './contract-scene.js';
import {addAbortCases, addLiveCases} from './live-cases.js';
import {addPostingCases} from './posting-cases.js';
import {addOpeningCases, addPagingCases} from './reading-cases.js';
import {addRefusalCases} from './refusal-cases.js';

/**
 * Everything that an adapter promises, as cases for any test runner. A case makes a backend of its own by
 * `harness.start`, and throws an `Error` that says in a sentence what does not hold. What the harness cannot do
 * has no case.
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
