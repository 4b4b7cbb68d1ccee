// The library: what the command line does, for programs. Pure parts only: reading files, planning, rendering.
export * from './contract/index.js';
export { type PlanInput, type Planned, type PlanOptions, plan } from './plan/plan.js';
export { type Verification, type VerifyInput, verifyOnModel } from './plan/verify.js';
export { applyJson, planJson, validateJson } from './render/programs/json.js';
export { planLines } from './render/text/plan.js';
export type { TextOptions } from './render/text/theme.js';
export { type BuildOptions, buildDesired, type Loaded } from './schema/build.js';
export { jsonSchema } from './schema/json-schema.js';
export { type InputFile, type ParsedFiles, parseFiles } from './schema/parse.js';
