// `cutover/simulator`: the kit that serves a vendor's model over HTTP, with faults, other writers, a log and `/__sim`.
export type { LogEntry } from './simulator/log.js';
export { type RunningSimulator, type SimulatorOptions, startSimulator } from './simulator/serve.js';
export type * from './simulator/spec.js';
export { duplicateFirstRow } from './simulator/spoil.js';
export { staffRules } from './simulator/staff-rules.js';
