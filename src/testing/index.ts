export {adapterContract} from './adapter-contract.js';
export type {
  ContractBackend,
  ContractComment,
  ContractHarness,
  ContractSetup,
  OptionalMethod,
  SetupFeature,
} from './contract-harness.js';
export type {ContractCase} from './contract-cases.js';
