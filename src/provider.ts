// `cutover/provider`: what the author of a provider writes against. The types of the contract, the building blocks of
// a file's schema, and those that decode a vendor's answers. docs/writing-a-provider.md leads through it.

import * as decoding from './providers/decoding.js';
import * as blocks from './schema/fields.js';

export { z } from 'zod';
export * from './contract/index.js';
/** The file: settings of the `provider` block and fields of sections, each with a description and an example. */
export const fields = blocks;
export { minimumVertexCover } from './plan/vertex-cover.js';
export { badAnswer, parseRow } from './providers/decoding.js';
export { decoding };
