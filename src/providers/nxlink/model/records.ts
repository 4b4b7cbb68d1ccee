// What a reconciler never reads, and what it must never call: records, statistics, auto-dial tasks. Nobody calls here.

import type { Ask, Decision } from './decision.js';
import {
  bodyFields,
  type Fields,
  integerField,
  listField,
  numberField,
  optionalText,
  textField,
  timeField,
} from './fields.js';
import { pageOf, RECORD_SIZE } from './page.js';
import { parameterError } from './refusal.js';

/** nxcloud.md A.4.8. */
export function listCalls({ fields }: Ask): Decision {
  const cut = pageOf(fields, RECORD_SIZE);
  if (timeField(fields, 'startTime') > timeField(fields, 'endTime')) throw parameterError('endTime');
  return { data: cut([]) };
}

export function callsOfOrder({ fields }: Ask): Decision {
  optionalText(fields, 'orderId');
  return { data: [] };
}

const DATE_TIME = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/;

/** nxcloud.md A.4.9. */
export function agentEfficiency({ fields }: Ask): Decision {
  const cut = pageOf(fields, RECORD_SIZE);
  integerField(fields, 'staticalType', 0, 1);
  for (const name of ['startDateTime', 'endDateTime']) {
    if (!DATE_TIME.test(textField(fields, name, 'not be empty'))) throw parameterError(name);
  }
  return { data: cut([]), total: 0 };
}

/** nxcloud.md A.4.7: returns no id, is seen nowhere, and with `startupType` 3 dials real people. */
export function createAndCall({ state, fields }: Ask): Decision {
  for (const name of ['country', 'taskName', 'strategyName']) textField(fields, name, 'not be empty');
  optionalText(fields, 'taskDesc');
  integerField(fields, 'dispatchType', 0, 2);
  numberField(fields, 'predictCallRate');
  numberField(fields, 'ratioCallRate');
  integerField(fields, 'startCount', 0, Number.MAX_SAFE_INTEGER);
  const startup = fields.startupType === undefined ? 0 : integerField(fields, 'startupType', 0, 3);
  const agentGroupNo = textField(fields, 'agentGroupNo', 'not be empty');
  if (!state.queues.has(agentGroupNo)) throw parameterError('agentGroupNo');
  const calls = listField(fields, 'callList').map(bodyFields);
  for (const call of calls) checkNumber(call);
  return {
    data: null,
    commit() {
      const taskName = textField(fields, 'taskName', 'not be empty');
      state.autoDial.push({ taskName, agentGroupNo, numbers: calls.length, dials: startup === 3 });
      return [];
    },
  };
}

function checkNumber(call: Fields): void {
  textField(call, 'orderID', 'not be empty');
  textField(call, 'other', 'be empty');
  if (!/^\d{5,20}$/.test(textField(call, 'userPhone', 'not be empty'))) throw parameterError('userPhone');
}
