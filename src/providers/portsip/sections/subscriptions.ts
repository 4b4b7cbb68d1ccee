// `subscriptions`: the two webhook slots of the tenant (portsip.md 6.1).

import { boolean, choice, secret, url } from '../../../schema/fields.js';
import { declared, objectSection, written } from '../../kit/index.js';
import { AUTHS, SLOTS } from '../decode/tenant.js';

const FIELDS = ['callback', 'enabled', 'auth'] as const;
export const CREDENTIALS = ['username', 'password', 'token'] as const;

const WORD = { pattern: /^[a-z0-9]{6,64}$/, hint: '6 to 64 lower-case letters and digits' };

export const subscriptions = objectSection({
  kind: 'subscription',
  section: 'subscriptions',
  description: 'The two webhook slots of the tenant. One that is declared absent is switched off.',
  key: 'name',
  id: choice(SLOTS, {
    description: 'Which slot: calls (cdr_event), or extensions and queues (extension_event).',
    example: 'cdr_event',
  }),
  fields: {
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
  item: {
    description: 'A webhook slot of the tenant. There are two, each with one callback.',
    example: { name: 'cdr_event', callback: 'https://crm.example.com/hooks/calls', enabled: true },
  },
  form: {
    fields: (item) => declared(item, [...FIELDS, ...CREDENTIALS]),
    said: (slot) => written(slot, FIELDS),
  },
});
