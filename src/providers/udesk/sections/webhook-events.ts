// `webhookEvents`: the one set of events that go to the application's own callback (udesk.md §2.8). Write-only.

import type { Section, Value } from '../../../contract/index.js';
import { choice, list, object } from '../../../schema/fields.js';
import { textsOf } from '../../kit/index.js';
import { WEBHOOK_EVENTS } from '../names.js';

/** L1491–L1527. */
const CALL_EVENTS = [
  'agent_breakout',
  'agent_interrupt',
  'asr_gather_fail',
  'asr_gather_succ',
  'begin',
  'call_notes',
  'consult_fail',
  'consult_succ',
  'dtmf_gather_fail',
  'dtmf_gather_succ',
  'eavesdrop_fail',
  'eavesdrop_succ',
  'end',
  'end_consult_fail',
  'end_consult_succ',
  'enqueue_succ',
  'extern_succ',
  'general_hangup',
  'hangup_cause',
  'hold_call',
  'play_fail',
  'play_succ',
  'record_stop',
  'start_dialout',
  'start_ivr',
  'substitute_fail',
  'substitute_succ',
  'three_way_fail',
  'three_way_succ',
  'transfer_agent_fail',
  'transfer_agent_succ',
  'user_answer',
  'user_hangup',
  'user_ringing',
  'voice_mail_fail',
  'voice_mail_succ',
] as const;

function events(names: readonly [string, ...string[]], about: string) {
  const [example] = names;
  const one = choice(names, { description: `An event about ${about}.`, example });
  return list(one, { description: `All events about ${about} to deliver.`, example: [example] }).optional();
}

const schema = object(
  {
    agent_call_mode: events(['agent_call_mode_change'], "agents' call modes"),
    agent_state: events(['acd_agent_state'], "agents' states"),
    call: events(CALL_EVENTS, 'calls'),
    ext_state: events(['ext_state'], "extensions' states"),
  },
  {
    description: 'The whole set of webhook events, by category.',
    example: { agent_state: ['acd_agent_state'], call: ['begin', 'end'] },
  },
);

export const webhookEvents: Section = {
  name: 'webhookEvents',
  description:
    "The whole set of events that go to the application's callback, by category. Udesk cannot show it, so it is written when the ledger does not say that it was.",
  form: 'map',
  schema,
  identity: [],
  address: () => WEBHOOK_EVENTS,
  kind: 'webhook-events',
  expand: (item) => ({
    resources: [{ kind: 'webhook-events', address: WEBHOOK_EVENTS, fields: { events: sets(item) } }],
  }),
  // Nothing can read it, so nothing can be pulled.
  collapse: () => undefined,
};

/** Categories without an event are left out; names sorted. */
function sets(item: Readonly<Record<string, unknown>>): Value {
  const categories = Object.keys(item)
    .sort()
    .map((category): [string, readonly string[]] => [category, textsOf(item[category])]);
  return Object.fromEntries(categories.filter(([, names]) => names.length > 0));
}
