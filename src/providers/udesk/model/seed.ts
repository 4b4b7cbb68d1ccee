// Makes an account that holds exactly the given resources.

import { gather, type ModelTools, type Resource, type Value } from '../../../contract/index.js';
import { createMint, PASSWORD_DIGITS } from './mint.js';
import { putResource } from './put.js';
import { emptyApp, type UdeskState } from './state.js';
import { readOptions } from './switches.js';

/** What is referred to comes before what refers to it. */
const ORDER = [
  'relay-number',
  'queue',
  'agent',
  'extension',
  'extension-binding',
  'membership',
  'relay-default',
  'fast-route',
  'subscription',
  'webhook-events',
];

const APP_ID = '00000000-0000-4000-8000-000000000001';
const APP_NAME = 'Contact center';

/** `facts`: `appId` and `appName`, both optional. Relay numbers and extensions that are only referred to are made. */
export function seed(
  resources: Iterable<Resource>,
  facts: Readonly<Record<string, Value>>,
  options: Readonly<Record<string, string>>,
  tools: ModelTools,
): UdeskState {
  const mint = createMint(tools);
  const { appId, appName } = facts;
  const id = typeof appId === 'string' ? appId : APP_ID;
  const app = emptyApp(
    id,
    typeof appName === 'string' ? appName : APP_NAME,
    mint.hex(2 * PASSWORD_DIGITS),
    mint.prefix(),
  );
  app.lastSubscription = Math.floor(tools.random() * 50);
  const byKind = gather(resources, ({ kind }) => kind);
  for (const kind of new Set([...ORDER, ...byKind.keys()])) {
    const list = byKind.get(kind) ?? [];
    if (kind === 'subscription') list.sort(byLength);
    for (const resource of list) putResource(app, resource, mint);
  }
  return { appId: id, apps: new Map([[id, app]]), options: readOptions(options), pending: [] };
}

/** `crm`, then `crm#2`, then `crm#10`. */
function byLength(left: Resource, right: Resource): number {
  return left.address.length - right.address.length || (left.address < right.address ? -1 : 1);
}
