// The built-in provider types, each behind loaders, so that a run loads only the vendors that its files name.
import type { Model, Provider } from '../contract/index.js';
import type { SimulatorSpec } from '../simulator/spec.js';

export interface BuiltIn {
  readonly provider: () => Promise<Provider>;
  /** The vendor's rules, to run plans on. */
  readonly model: () => Promise<Model>;
  readonly simulator: () => Promise<SimulatorSpec>;
}

const BUILT_IN: Readonly<Record<string, BuiltIn>> = {
  udesk: {
    provider: async () => (await import('./udesk/provider.js')).provider,
    model: async () => (await import('./udesk/model/index.js')).model,
    simulator: async () => erased((await import('./udesk/simulator/index.js')).simulator),
  },
  nxlink: {
    provider: async () => (await import('./nxlink/provider.js')).provider,
    model: async () => (await import('./nxlink/model/index.js')).model,
    simulator: async () => erased((await import('./nxlink/simulator/index.js')).simulator),
  },
  callbot: {
    provider: async () => (await import('./callbot/provider.js')).provider,
    model: async () => (await import('./callbot/model/index.js')).model,
    simulator: async () => erased((await import('./callbot/simulator/index.js')).simulator),
  },
};

/** The loaders of a type, or undefined if it is none of ours. */
export function builtIn(type: string): BuiltIn | undefined {
  return Object.hasOwn(BUILT_IN, type) ? BUILT_IN[type] : undefined;
}

/** Every built-in type, in the order of the documentation. */
export function builtInTypes(): readonly string[] {
  return Object.keys(BUILT_IN);
}

/** The kit hands a model its own state back and never looks into it, so the state's type ends here. */
function erased<State>(spec: SimulatorSpec<State>): SimulatorSpec {
  return spec as unknown as SimulatorSpec;
}
