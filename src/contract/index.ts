// The nouns of the program as plain types, and the few small functions that every room needs: what `schema`, `plan`,
// `apply` and every provider share.

export type * from './after-unknown.js';
export type * from './call.js';
export type * from './change.js';
export type * from './connection.js';
export type * from './desired.js';
export type * from './event.js';
export type * from './grouping.js';
export type * from './kind.js';
export { kindsOf } from './kinds-by-name.js';
export type * from './ledger.js';
export { collect, gather } from './lists.js';
export type * from './live.js';
export type * from './model.js';
export { oncePer } from './once.js';
export type * from './operation.js';
export type * from './plan.js';
export { FORMAT_VERSION } from './plan.js';
export type * from './plan-context.js';
export { InputError, type Problem, RefusedError, VendorError, type VendorErrorCode } from './problem.js';
export type * from './provider.js';
export { CONTRACT_VERSION } from './provider.js';
export { createRandom } from './random.js';
export type * from './resource.js';
export type * from './section.js';
export {
  type Address,
  holdsSecret,
  type IdRef,
  isIdRef,
  isSecretRef,
  type Position,
  type SecretRef,
  type Value,
} from './value.js';
