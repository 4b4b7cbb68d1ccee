// Makes an account that holds exactly the given resources.

import type { ModelTools, Resource, Value } from '../../../contract/index.js';
import { contactOf, putResource } from './put.js';
import { type CallbotState, emptyState, type Order } from './state.js';
import { readOptions } from './switches.js';

/** `facts`: `dialled`, addresses of contacts that were dialled already; optional. */
export function seed(
  resources: Iterable<Resource>,
  facts: Readonly<Record<string, Value>>,
  options: Readonly<Record<string, string>>,
  tools: ModelTools,
): CallbotState {
  const state = emptyState(readOptions(options));
  const now = tools.now();
  const later: Resource[] = [];
  for (const resource of resources) {
    if (resource.kind === 'contact') later.push(resource);
    else putResource(state, resource, now);
  }
  for (const resource of later) putResource(state, resource, now);
  if (Array.isArray(facts.dialled)) {
    for (const address of facts.dialled) markDialled(state, String(address), Math.floor(now / 1000));
  }
  return state;
}

function markDialled(state: CallbotState, address: string, startTs: number): void {
  const { userTaskID, orderID } = contactOf(address);
  const orders = state.tasks.get(userTaskID)?.orders;
  const order = orders?.get(orderID);
  if (!order) return;
  state.last += 1;
  const dialled: Order = {
    ...order,
    progress: 'dialled',
    call: { callID: `call${state.last}`, answered: true, startTs },
  };
  orders?.set(orderID, dialled);
}
