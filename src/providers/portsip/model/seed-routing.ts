// Seeds trunks, inbound rules and the tenant's event slots.

import { collect, type ModelTools, type Resource } from '../../../contract/index.js';
import type { Facts } from './facts.js';
import { isRecord, textOf } from './fields.js';
import { keptItem, putRule } from './inbound-rules.js';
import { inboundFields, trunkFields } from './routing-fields.js';
import { readRuleAddress } from './rule-address.js';
import { newId, type PortsipState } from './state.js';
import { emptySlot } from './tenant.js';
import { defaultsOf, SLOTS } from './tenant-fields.js';
import { putTrunk, trunkAddress } from './trunks.js';

/** A pool that nobody showed refuses nothing. */
const ANY_NUMBER = `1-${'9'.repeat(64)}`;

export function seedTrunk(state: PortsipState, trunk: Facts['trunks'][number], tools: ModelTools): void {
  putTrunk(state, {
    ...defaultsOf(trunkFields),
    id: newId(state, tools),
    name: trunk.name,
    did_numbers: trunk.pool ?? ANY_NUMBER,
    shared: trunk.shared,
    brand: 'Generic',
    auth_mode: 'REGISTER_AUTH',
    transport: 'UDP',
    hostname: `trunk-${state.trunks.size + 1}.example.com`,
    port: 5060,
    outbound_server: `trunk-${state.trunks.size + 1}.example.com`,
    outbound_server_port: 5060,
    concurrency: 30,
  });
}

/** Trunks that the facts do not list but rules name, with a pool of just those numbers. */
export function seedMissingTrunks(state: PortsipState, rules: readonly Resource[], tools: ModelTools): void {
  const names = trunkNames(state);
  const pools = new Map<string, string[]>();
  for (const { address } of rules) {
    const { did, trunk } = readRuleAddress(address, names);
    if (!names.includes(trunk)) collect(pools, trunk, did);
  }
  for (const [name, pool] of pools) seedTrunk(state, { name, pool: pool.join(';'), shared: false }, tools);
}

const trunkNames = (state: PortsipState): string[] =>
  [...state.trunks.values()].map((trunk) => textOf(trunk, 'name'));

export function seedRule(
  state: PortsipState,
  resource: Resource,
  tools: ModelTools,
  holidays: readonly string[] = [],
): void {
  const { did, trunk, mask } = readRuleAddress(resource.address, trunkNames(state));
  const { queue, forward } = resource.fields;
  const always =
    typeof queue === 'string' ? { action: 'FORWARD_TO_NUMBER', number: queue } : (forward ?? null);
  // "Always to a queue" shows as `queue`; so a `forward` to a queue holds in office hours alone.
  const toQueue = isRecord(forward) && state.numbers.get(String(forward.number))?.type === 'CALL_QUEUE';
  putRule(
    state,
    keptItem({
      ...defaultsOf(inboundFields(state.options.rules)),
      id: newId(state, tools),
      name: typeof resource.fields.name === 'string' ? resource.fields.name : did,
      provider_id: state.ids[trunkAddress(trunk)] ?? null,
      did_numbers: did,
      cid_number_mask: mask === '' ? null : mask,
      office_hours_forward_rule: always,
      non_office_hours_forward_rule: typeof queue !== 'string' && toQueue ? null : always,
      ...(holidays.length > 0 ? { holidays, holiday_forward_rule: always } : {}),
    }),
  );
}

/** Credentials are no part of a resource: a slot with authentication gets some. */
export function seedSlot(state: PortsipState, resource: Resource): void {
  const slot = SLOTS.find((name) => resource.address === `subscription/${name}`);
  if (!slot) throw new Error(`${resource.address} is not one of the tenant's two event slots.`);
  const auth = typeof resource.fields.auth === 'string' ? resource.fields.auth : 'DISABLE';
  const basic = auth === 'BASIC' || auth === 'DIGEST';
  state.tenant = {
    ...state.tenant,
    [slot]: {
      ...emptySlot(),
      url: resource.fields.callback ?? null,
      // A seed that is silent about it means a slot in use.
      enabled: resource.fields.enabled !== false,
      auth,
      username: basic ? 'seededuser' : null,
      password: basic ? 'seededpassword1' : null,
      token: auth === 'BEARER' ? 'seeded-token' : null,
    },
  };
}
