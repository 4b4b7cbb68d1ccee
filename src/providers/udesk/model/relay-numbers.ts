// Relay numbers: owned ones are given, only the defaults can be set (udesk.md §2.2; C15, C16, G12–G15).

import { type Handler, listOr } from './decision.js';
import { bodyFields, neededText, PATTERN } from './fields.js';
import { agentOf } from './lookup.js';
import { relayDefaultResource } from './normal-form.js';
import { doesNotExist, parameterError, relayNotFound } from './refusal.js';
import type { Agent, App } from './state.js';

export const listRelayNumbers: Handler = ({ app, options }) => ({
  result: { SpNumbers: listOr([...app.relayNumbers], options), DefSpNumber: app.relay },
});

export const setDefault: Handler = ({ app, body }) => {
  const number = neededText(bodyFields(body), 'DefSpNumber', PATTERN.digits);
  checkOwned(app, number);
  return {
    commit: () => {
      app.relay = number;
      return [{ put: relayDefaultResource(number) }];
    },
  };
};

/** Clearing what is not set is undocumented, so it is refused as the deletion of nothing. */
export const clearDefault: Handler = ({ app }) => {
  if (app.relay === '') throw doesNotExist();
  return {
    commit: () => {
      app.relay = '';
      return [{ drop: 'relay-default' }];
    },
  };
};

export const setAgentDefault: Handler = ({ app, body, params }) => {
  const id = idInPath(params);
  const number = neededText(bodyFields(body), 'DefSpNumber', PATTERN.digits);
  const agent = agentOf(app, id);
  checkOwned(app, number);
  return {
    commit: () => {
      agent.relay = number;
      return [{ put: relayDefaultResource(number, agent.id) }];
    },
  };
};

export const clearAgentDefault: Handler = ({ app, params }) => {
  const agent: Agent = agentOf(app, idInPath(params));
  if (agent.relay === '') throw doesNotExist();
  return {
    commit: () => {
      agent.relay = '';
      return [{ drop: `relay-default/${agent.id}` }];
    },
  };
};

function idInPath([id = '']: readonly string[]): string {
  if (!PATTERN.agentId.test(id)) throw parameterError();
  return id;
}

function checkOwned(app: App, number: string): void {
  if (!app.relayNumbers.has(number)) throw relayNotFound();
}
