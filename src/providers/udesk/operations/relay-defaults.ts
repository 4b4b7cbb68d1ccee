// Sets and clears the default relay number of the account and of agents. G12: the tenant's path takes no suffix.

import type { Operation, Request, Value } from '../../../contract/index.js';
import { fieldsAfter, only } from '../../kit/index.js';
import { agentOfDefault } from '../names.js';
import { emptyBodyOnce } from './fallbacks.js';

function pathOf(address: string): string {
  const agent = agentOfDefault(address);
  return agent === undefined ? 'spnumbers/default' : `spnumbers/agent/default/${agent}`;
}

export const relayDefaultOperations = {
  'relayDefault.set': {
    request: (changes, _about, context): Request => {
      const number: Value = fieldsAfter(only(changes), context).number ?? null;
      return { method: 'PUT', path: pathOf(only(changes).address), body: { DefSpNumber: number } };
    },
    afterUnknown: { rule: 'repeat' },
  },
  'relayDefault.clear': {
    request: (changes) => ({ method: 'DELETE', path: pathOf(only(changes).address) }),
    afterUnknown: { rule: 'repeat' },
    fallback: emptyBodyOnce,
  },
} as const satisfies Record<string, Operation>;
