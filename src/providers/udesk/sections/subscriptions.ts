// `subscriptions`: udesk.md §2.9.

import type { Section } from '../../../contract/index.js';
import { boolean, id, list, object, previously, text, url } from '../../../schema/fields.js';
import { declared, idOf, ofKind, orNothing, textsOf, written } from '../../kit/index.js';
import { subscriptionAddress } from '../names.js';

const FIELDS = ['callback', 'events', 'enabled'] as const;

const schema = object(
  {
    name: text({
      description:
        'Name of the subscription, unique in the account. `previously` turns a new name into a rename.',
      example: 'crm',
    }),
    // G59: the vendor accepts anything here, so it is checked before it is sent.
    callback: url({
      description: 'Where Udesk posts the events: an http or https address.',
      example: 'https://crm.example.com/hooks/cti',
    }),
    // G50: the vocabulary is documented nowhere.
    events: list(
      id(/^[A-Za-z0-9_.-]{1,64}$/, { description: 'Name of an event.', example: 'agent_answer' }),
      {
        description: 'All events of the subscription. Udesk publishes no list of their names.',
        example: ['agent_ringing', 'agent_answer'],
        min: 1,
      },
    ),
    enabled: boolean({
      description: 'Whether events are delivered. Left out, a subscription stays as Udesk starts it.',
      example: true,
    }).optional(),
    previously: previously({
      description:
        'Names that this subscription had before: a new name is then a change, not a delete and a create.',
      example: 'crm-old',
    }).optional(),
  },
  {
    description: 'An event subscription.',
    example: {
      name: 'crm',
      callback: 'https://crm.example.com/hooks/cti',
      events: ['agent_ringing', 'agent_answer'],
      enabled: true,
    },
  },
);

export const subscriptions: Section = {
  name: 'subscriptions',
  description: 'Event subscriptions, each with a callback of its own. Names must be unique.',
  form: 'list',
  schema,
  identity: ['name'],
  address: (item) => subscriptionAddress(String(item.name)),
  kind: 'subscription',
  expand(item) {
    const fields = declared(item, FIELDS);
    if (item.events !== undefined) fields.events = textsOf(item.events);
    const name = String(item.name);
    return {
      resources: [{ kind: 'subscription', address: subscriptionAddress(name), fields, label: name }],
    };
  },
  collapse: (live) =>
    orNothing(
      ofKind(live, 'subscription').map((entry) => ({ name: idOf(entry.address), ...written(entry, FIELDS) })),
    ),
};
