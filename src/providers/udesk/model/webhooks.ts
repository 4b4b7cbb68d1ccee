// Webhook events: POST adds, PUT replaces, DELETE clears, nothing reads (udesk.md §2.8; C9, G46–G48).

import type { Effect } from '../../../contract/index.js';
import type { Handler } from './decision.js';
import { bodyFields, listField, neededText, objectOf, PATTERN, textsField } from './fields.js';
import { webhookEventsResource } from './normal-form.js';
import { parameterError } from './refusal.js';
import type { App } from './state.js';

export const CATEGORIES: Readonly<Record<string, ReadonlySet<string>>> = {
  agent_call_mode: new Set(['agent_call_mode_change']),
  agent_state: new Set(['acd_agent_state']),
  ext_state: new Set(['ext_state']),
  call: new Set([
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
  ]),
};

export const addEvents: Handler = ({ app, body }) => {
  const given = eventsIn(body);
  return {
    commit: () => {
      const merged = new Map(app.events);
      for (const [category, names] of given) {
        merged.set(category, new Set([...(merged.get(category) ?? []), ...names]));
      }
      return replaceEvents(app, merged);
    },
  };
};

export const setEvents: Handler = ({ app, body }) => {
  const given = eventsIn(body);
  return { commit: () => replaceEvents(app, given) };
};

export const clearEvents: Handler = ({ app }) => ({ commit: () => replaceEvents(app, new Map()) });

export function replaceEvents(app: App, events: App['events']): readonly Effect[] {
  const before = webhookEventsResource(app.events);
  app.events = events;
  const after = webhookEventsResource(events);
  if (after) return [{ put: after }];
  return before ? [{ drop: before.address }] : [];
}

function eventsIn(body: unknown): App['events'] {
  const events = new Map<string, ReadonlySet<string>>();
  for (const item of listField(bodyFields(body), 'Events')) {
    const fields = objectOf(item);
    const category = neededText(fields, 'category');
    const known = Object.hasOwn(CATEGORIES, category) ? CATEGORIES[category] : undefined;
    const names = textsField(fields, 'all_type', PATTERN.event);
    if (!known || names.some((name) => !known.has(name))) throw parameterError();
    events.set(category, new Set([...(events.get(category) ?? []), ...names]));
  }
  return events;
}
