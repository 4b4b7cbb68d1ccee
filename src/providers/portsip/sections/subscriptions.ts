// `subscriptions`: the two webhook slots of the tenant (portsip.md 6.1).

import type { Section, Value } from '../../../contract/index.js';
import { boolean, choice, object, secret, url } from '../../../schema/fields.js';
import { declared, idOf, ofKind, orNothing, written } from '../../kit/index.js';
import { AUTHS, SLOTS } from '../decode/tenant.js';
import { subscriptionAddress } from '../names.js';

const FIELDS = ['callback', 'enabled', 'auth'] as const;
export const CREDENTIALS = ['username', 'password', 'token'] as const;

const WORD = { pattern: /^[a-z0-9]{6,64}$/, hint: '6 to 64 lower-case letters and digits' };

const schema = object(
  {
    name: choice(SLOTS, {
      description: 'Which slot: calls (cdr_event), or extensions and queues (extension_event).',
      example: 'cdr_event',
    }),
    callback: url({
      description: 'Where PortSIP posts the events: an http or https address of at most 128 characters.',
      example: 'https://crm.example.com/hooks/calls',
    }).optional(),
    enabled: boolean({
      description: 'Whether events are delivered. Left out, a slot that is not in use yet is switched on.',
      example: true,
    }).optional(),
    auth: choice(AUTHS, {
      description: 'How PortSIP identifies itself. A new slot: DISABLE, which is not at all.',
      example: 'BEARER',
    }).optional(),
    username: secret({
      description: 'For BASIC and DIGEST.',
      example: `\${HOOK_USERNAME}`,
      ...WORD,
    }).optional(),
    password: secret({
      description: 'For BASIC and DIGEST.',
      example: `\${HOOK_PASSWORD}`,
      ...WORD,
    }).optional(),
    token: secret({ description: 'For BEARER.', example: `\${HOOK_TOKEN}` }).optional(),
  },
  {
    description: 'A webhook slot of the tenant. There are two, each with one callback.',
    example: { name: 'cdr_event', callback: 'https://crm.example.com/hooks/calls', enabled: true },
  },
);

export const subscriptions: Section = {
  name: 'subscriptions',
  description: 'The two webhook slots of the tenant. One that is declared absent is switched off.',
  form: 'list',
  schema,
  identity: ['name'],
  address: (item) => subscriptionAddress(String(item.name)),
  kind: 'subscription',
  expand: (item) => ({
    resources: [
      {
        kind: 'subscription',
        address: subscriptionAddress(String(item.name)),
        fields: declared(item, [...FIELDS, ...CREDENTIALS]),
        label: String(item.name),
      },
    ],
  }),
  collapse: (live) =>
    orNothing(
      ofKind(live, 'subscription').map(
        (slot): Record<string, Value> => ({ name: idOf(slot.address), ...written(slot, FIELDS) }),
      ),
    ),
};
