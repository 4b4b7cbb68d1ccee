// `subscriptions`: udesk.md §2.9.

import { boolean, id, list, previously, text, url } from '../../../schema/fields.js';
import { objectSection, plain } from '../../kit/index.js';

export const subscriptions = objectSection({
  kind: 'subscription',
  section: 'subscriptions',
  description: 'Event subscriptions, each with a callback of its own. Names must be unique.',
  key: 'name',
  id: text({
    description:
      'Name of the subscription, unique in the account. `previously` turns a new name into a rename.',
    example: 'crm',
  }),
  fields: {
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
  item: {
    description: 'An event subscription.',
    example: {
      name: 'crm',
      callback: 'https://crm.example.com/hooks/cti',
      events: ['agent_ringing', 'agent_answer'],
      enabled: true,
    },
  },
  form: plain(['callback', 'events', 'enabled'], ['events']),
});
