// `cutover/provider`: what the author of a provider writes against. docs/writing-a-provider.md leads through it.

export { z } from 'zod';
/** The types of the contract, its errors, and what tells stand-ins from values. */
export * from './contract/index.js';
/** The largest matching's other face: the fewest calls where one call serves one end of many bindings. */
export { minimumVertexCover } from './plan/vertex-cover.js';
/** The vendor's answers: lenient about unknown fields, strict about the ones that are used. */
export * as decoding from './providers/decoding.js';
/** What many vendors have alike: plain objects, members of lists, what was read. */
export * as kit from './providers/kit/index.js';
/** The file: settings of the `provider` block and fields of sections. */
export * as fields from './schema/fields.js';
