// Writes to a campaign itself: making it, its name and its settings (nxcloud.md B.6.1, B.6.2).

import type { Operation } from '../../../contract/index.js';
import { only } from '../../kit/index.js';
import { createTask, updateTask, withWholeSample } from '../bodies.js';
import { forgotten } from '../contacts.js';
import { isMissing } from '../judge.js';
import { campaignIdOf } from '../names.js';
import { wantedOf } from '../wanted.js';

const create: Operation = {
  request: (changes, _about, context) => createTask(wantedOf(only(changes), context)),
  // B.3: what a second one of the same id would do is not documented.
  afterUnknown: { rule: 'look' },
  fallback: (request, verdict) => (isMissing(verdict) ? withWholeSample(request) : undefined),
  learn: (_answer, changes, { ledger }) => ({
    facts: forgotten(ledger, campaignIdOf(only(changes).address)),
  }),
};

const update: Operation = {
  request: (changes, _about, context) => updateTask(wantedOf(only(changes), context)),
  // The same settings a second time: nothing can show them, and nothing is lost.
  afterUnknown: { rule: 'repeat' },
  sets: ['name', 'settings'],
  learn: (_answer, changes) => ({
    notes: [{ change: only(changes).key, message: 'the vendor lets settings take effect after 5 minutes' }],
  }),
};

export const campaignOperations = { createTask: create, updateTask: update } as const;
