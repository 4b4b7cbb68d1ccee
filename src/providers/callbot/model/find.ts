// Finds the task that a request is about. There is no code for "not found": 4 (nxcloud.md B.2).

import { type Fields, idField } from './fields.js';
import { wrongValue } from './refusal.js';
import type { CallbotState, Task } from './state.js';

export function taskOf(state: CallbotState, fields: Fields): Task {
  const task = state.tasks.get(idField(fields, 'userTaskID'));
  if (!task) throw wrongValue('userTaskID');
  return task;
}
