// `taskStat`, worked out anew for every answer (nxcloud.md B.6.7).

import type { Fields } from './fields.js';
import type { Task } from './state.js';

export function taskStat(task: Task): Fields {
  let finished = 0;
  let calls = 0;
  let answered = 0;
  for (const { progress, call } of task.orders.values()) {
    if (progress !== 'undialled') finished += 1;
    if (call) calls += 1;
    if (call?.answered) answered += 1;
  }
  const total = task.orders.size;
  return {
    answerOrderCount: answered,
    finishOrderCount: finished,
    totalOrderCount: total,
    finishRate: rate(finished, total),
    totalAnswerCall: answered,
    totalCall: calls,
    answerRate: rate(answered, calls),
  };
}

/** Two decimals; nothing of nothing is 0. */
function rate(part: number, whole: number): number {
  return whole === 0 ? 0 : Math.round((part / whole) * 100) / 100;
}
