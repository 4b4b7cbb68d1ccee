// The built-in provider types, each behind loaders, so that a run loads only the vendors that its files name; any other
// type is one from outside.
import type { Model, Provider } from '../contract/index.js';
import type { SimulatorSpec } from '../simulator/spec.js';
import { isNoProvider, loadExternal, type NoProvider } from './external/load.js';

export { isNoProvider, type NoProvider };

/** A provider at hand, with what goes with it if it is wanted. */
export interface Vendor {
  readonly provider: Provider;
  /** The vendor's rules, to run plans on. A provider from outside may have none. */
  readonly model: () => Promise<Model | undefined>;
  readonly simulator: () => Promise<SimulatorSpec | undefined>;
}

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
  portsip: {
    provider: async () => (await import('./portsip/provider.js')).provider,
    model: async () => (await import('./portsip/model/index.js')).model,
    simulator: async () => erased((await import('./portsip/simulator/index.js')).simulator),
  },
};

/** The loaders of a type, or undefined if it is none of ours. */
export function builtIn(type: string): BuiltIn | undefined {
  return Object.hasOwn(BUILT_IN, type) ? BUILT_IN[type] : undefined;
}

/** The provider of a type as a file in `folder` names it, or why there is none. */
export async function vendorOf(type: string, folder: string): Promise<Vendor | NoProvider> {
  const known = builtIn(type);
  if (known) return { ...known, provider: await known.provider() };
  const found = await loadExternal(type, folder);
  if (isNoProvider(found)) return found;
  const { provider, simulator } = found;
  return { provider, model: async () => simulator?.model, simulator: async () => simulator };
}

/** Every built-in type, in the order of the documentation. */
export function builtInTypes(): readonly string[] {
  return Object.keys(BUILT_IN);
}

/** The kit hands a model its own state back and never looks into it, so the state's type ends here. */
function erased<State>(spec: SimulatorSpec<State>): SimulatorSpec {
  return spec as unknown as SimulatorSpec;
}
