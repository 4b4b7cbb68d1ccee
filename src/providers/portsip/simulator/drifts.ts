// What other people do to a PortSIP tenant between our calls.

import type { Address, ModelTools, Resource, Value } from '../../../contract/index.js';
import { draw } from '../../../simulator/draw.js';
import type { Drift } from '../../../simulator/spec.js';
import { dropResource, model, type PortsipState, putResource } from '../model/index.js';

const ofKind = (state: PortsipState, kind: string): readonly Resource[] =>
  model.resources(state).filter((resource) => resource.kind === kind);

/** The named object, else one drawn; undefined when there is none. */
function pick(
  state: PortsipState,
  kind: string,
  argument: string | undefined,
  tools: ModelTools,
): Resource | undefined {
  const all = ofKind(state, kind);
  if (argument !== undefined)
    return all.find(({ address }) => address === argument || address === `${kind}/${argument}`);
  return draw(all, tools.random);
}

const change =
  (
    kind: string,
    fields: (resource: Resource, state: PortsipState) => Readonly<Record<string, Value>>,
  ): Drift<PortsipState> =>
  (state, argument, tools) => {
    const one = pick(state, kind, argument, tools);
    return one ? putResource(state, { ...one, fields: { ...one.fields, ...fields(one, state) } }, tools) : [];
  };

const remove =
  (kind: string): Drift<PortsipState> =>
  (state, argument, tools) => {
    const one = pick(state, kind, argument, tools);
    return one ? dropResource(state, one.address, tools) : [];
  };

const make =
  (kind: string, fields: (number: string) => Readonly<Record<string, Value>>): Drift<PortsipState> =>
  (state, argument, tools) => {
    const number = argument ?? freeNumber(state, tools);
    const address: Address = `${kind}/${number}`;
    return state.numbers.has(number)
      ? []
      : putResource(state, { kind, address, fields: fields(number) }, tools);
  };

function freeNumber(state: PortsipState, tools: ModelTools): string {
  for (;;) {
    const number = String(30_000 + Math.floor(tools.random() * 60_000));
    if (!state.numbers.has(number)) return number;
  }
}

/** Binds an agent that is not in the queue yet; `argument` is `queue/agent`. */
const bind: Drift<PortsipState> = (state, argument, tools) => {
  const [queue, agent] = argument?.split('/') ?? drawnPair(state, tools);
  if (queue === undefined || agent === undefined) return [];
  const address = `membership/${queue}/${agent}`;
  return putResource(state, { kind: 'membership', address, fields: { skillLevel: 1 } }, tools);
};

function drawnPair(state: PortsipState, tools: ModelTools): readonly string[] {
  const bound = new Set(ofKind(state, 'membership').map(({ address }) => address));
  const pairs = ofKind(state, 'queue').flatMap((queue) =>
    ofKind(state, 'agent').map((agent) => [numberOf(queue), numberOf(agent)] as const),
  );
  const free = pairs.filter(([queue, agent]) => !bound.has(`membership/${queue}/${agent}`));
  return draw(free, tools.random) ?? [];
}

const numberOf = ({ address }: Resource): string => address.slice(address.indexOf('/') + 1);

/** Moves an agent to the front of its queue. */
const reorder: Drift<PortsipState> = (state, argument, tools) => {
  const ordered = ofKind(state, 'membership').filter(({ fields }) => Number(fields.position) > 0);
  const one = ordered.find(({ address }) => argument !== undefined && address.endsWith(argument));
  const moved = argument === undefined ? draw(ordered, tools.random) : one;
  return moved ? putResource(state, { ...moved, fields: { ...moved.fields, position: 0 } }, tools) : [];
};

export const drifts: Readonly<Record<string, Drift<PortsipState>>> = {
  'queue-made': make('queue', (number) => ({ name: `Foreign ${number}` })),
  'queue-changed': change('queue', ({ fields }) => ({ timeout: fields.timeout === 77 ? 78 : 77 })),
  'queue-gone': remove('queue'),
  'agent-made': make('agent', (number) => ({ username: `foreign${number}`, name: `Foreign ${number}` })),
  'agent-changed': change('agent', ({ fields }) => ({ name: `${String(fields.name)} (foreign)` })),
  'agent-disabled': change('agent', () => ({ enabled: false })),
  'agent-gone': remove('agent'),
  'member-bound': bind,
  'member-unbound': remove('membership'),
  'order-changed': reorder,
  'rule-changed': change('relay-number', () => ({
    queue: null,
    forward: { action: 'HANGUP', number: null },
  })),
  'rule-gone': remove('relay-number'),
  // The PBX may disable an endpoint that fails too often (portsip.md 6.1).
  'slot-disabled': change('subscription', () => ({ enabled: false })),
  'slot-gone': remove('subscription'),
};
