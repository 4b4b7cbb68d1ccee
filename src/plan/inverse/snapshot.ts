// Live as a saved plan keeps it, so that the plan can be undone without asking the vendor: whole, and without a secret.

import {
  type Address,
  type CenterPlan,
  type Kind,
  kindsOf,
  type Live,
  type PlanContext,
  type Provider,
  type Resource,
  type Value,
} from '../../contract/index.js';
import { APPLIED_ABSENT } from '../ledger-known.js';

/** Stands where an id was: plans made from a snapshot say `{address}`, and never an id. */
export const SOME_ID = '*';

/** What was live before the plan. What no list shows counts as live if the ledger knew of it. Pure. */
export function snapshotOf(
  plan: Pick<CenterPlan, 'changes'>,
  { live, ledger, desired }: PlanContext,
  provider: Provider,
): Live {
  const kinds = kindsOf(provider);
  const resources = new Map<Address, Resource>();
  for (const [address, resource] of live.resources) {
    resources.set(address, withoutSecrets(resource, kinds.get(resource.kind)));
  }
  for (const { action, kind, address } of plan.changes) {
    const applied = ledger.facts[address];
    if (action !== 'create' || kinds.get(kind)?.visibility !== 'unlisted') continue;
    if (applied === undefined || applied.applied === APPLIED_ABSENT) continue;
    const list = desired.resources.get(address)?.list;
    resources.set(address, { kind, address, fields: {}, ...(list === undefined ? {} : { list }) });
  }
  return {
    ...live,
    resources,
    ids: Object.fromEntries(Object.keys(live.ids).map((address) => [address, SOME_ID])),
    inCall: new Set(),
    reads: 0,
  };
}

/** A secret that a vendor gives back is boxed without its value. */
function withoutSecrets(resource: Resource, kind: Kind | undefined): Resource {
  const secret = Object.keys(resource.fields).filter((path) => kind?.fields[path]?.secret);
  if (secret.length === 0) return resource;
  const boxed = secret.map((path): [string, Value] => {
    const value = resource.fields[path] ?? null;
    return [path, value === null ? null : { $secret: `live:${resource.address}#${path}` }];
  });
  return { ...resource, fields: { ...resource.fields, ...Object.fromEntries(boxed) } };
}
