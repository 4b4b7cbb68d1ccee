// What the vendor's pages leave open about Callbot, as switches. Default first: the reading of nxcloud.md §6 and §7, and
// where that is silent the stricter one.

import type { ModelSwitch } from '../../../contract/index.js';
import { ownSwitches, type SwitchValues } from '../../../simulator/switches.js';

export const switches = [
  // What a re-used id does is not documented, nor a code for it.
  { name: 'duplicateTask', values: ['refuse', 'keep'], source: 'nxcloud.md B.3, §6 no. 26' },
  { name: 'duplicateOrder', values: ['errList', 'refuse', 'keep'], source: 'nxcloud.md B.3, §6 no. 26' },
  // Whether an order id is free again when its number was deleted before it was dialled is not documented.
  { name: 'deletedOrder', values: ['free', 'taken'], source: 'nxcloud.md B.3, B.6.12' },
  // No transition matrix is documented: what the safe one marks [I].
  { name: 'sameState', values: ['refuse', 'accept'], source: 'nxcloud.md B.4' },
  { name: 'pauseWaiting', values: ['refuse', 'accept'], source: 'nxcloud.md B.4' },
  { name: 'restartFinished', values: ['refuse', 'accept'], source: 'nxcloud.md B.4, §4 no. 8' },
  // Whether the state is final when mgrTaskStatus returns is not documented. Milliseconds until it is.
  { name: 'stateDelay', values: ['0', 'n'], source: 'nxcloud.md B.6.5, §7' },
  // Nothing ties delCall to an operation.
  { name: 'delCall', values: ['anyOperation', 'completeOnly'], source: 'nxcloud.md B.6.5' },
  // Whether an omitted field is kept or reset is not documented.
  { name: 'updateOmitted', values: ['reset', 'keep'], source: 'nxcloud.md B.6.6, §6 no. 22' },
  // "After 5 minutes" is documented; milliseconds.
  { name: 'updateSettles', values: ['300000', 'n'], source: 'nxcloud.md B.6.6' },
  // Which fields createTask requires could not be read; `sample`: all that its sample shows, but `account`.
  { name: 'createRequires', values: ['confirmed', 'sample'], source: 'nxcloud.md B.6.2' },
  // Pages differ in the fields that they list; what a field on the wrong page does is not documented.
  { name: 'unknownFields', values: ['refuse', 'ignore'], source: 'nxcloud.md B.5, §6 no. 17, 18' },
  // What createTask, addBatchCall, createAndCall and updateTask answer was not seen: as their siblings, or the bare envelope.
  { name: 'unseenReplies', values: ['siblings', 'bare'], source: 'nxcloud.md B.6.2, B.6.3, B.6.6' },
  // The key of errList's rows is documented for import (phone) and stop (orderID) only.
  { name: 'appendErrors', values: ['phone', 'orderID'], source: 'nxcloud.md B.6.3' },
  // errList is optional; what stands there when nothing failed is not said.
  { name: 'emptyErrList', values: ['absent', 'array'], source: 'nxcloud.md B.6.12' },
  // Which states accept numbers is not documented: pending, running and paused; or not while running; or any.
  { name: 'numbersWhile', values: ['open', 'notRunning', 'any'], source: 'nxcloud.md B.6.3' },
  // Whether added numbers belong to the latest batch is not documented: `apart` ones are never exported nor replaced.
  { name: 'appended', values: ['latestBatch', 'apart'], source: 'nxcloud.md B.6.3, B.6.12, §6 no. 20' },
  // Whether an export holds numbers that were not dialled yet is not documented.
  { name: 'exported', values: ['all', 'dialled'], source: 'nxcloud.md B.6.13' },
  // How long an import runs is not documented, nor whether it closes its task or the whole account. Milliseconds.
  { name: 'importRuns', values: ['0', 'n'], source: 'nxcloud.md B.2, §7' },
  { name: 'importCloses', values: ['account', 'task'], source: 'nxcloud.md §4 no. 6' },
  // 4001 says that there are limits; only listOrderDetail's 500 is documented.
  { name: 'maxAppend', values: ['none', 'n'], source: 'nxcloud.md B.2, §4 no. 4' },
  { name: 'maxImport', values: ['none', 'n'], source: 'nxcloud.md B.2, §4 no. 4' },
  { name: 'maxStop', values: ['none', 'n'], source: 'nxcloud.md B.2, §4 no. 4' },
  // The maximum of listTask's size is not documented.
  { name: 'maxPage', values: ['none', 'n'], source: 'nxcloud.md B.6.7' },
  // "May be empty" is a guess.
  { name: 'emptyConditions', values: ['all', 'refuse'], source: 'nxcloud.md B.6.7' },
  // An order id that is not there: left out of the details, or an error. Not documented.
  { name: 'unknownOrder', values: ['omit', 'refuse'], source: 'nxcloud.md B.6.11' },
  // English heading "create and start", Chinese text "create and add".
  { name: 'createAndCall', values: ['starts', 'waits'], source: 'nxcloud.md B.6.4, §6 no. 19' },
  // Callback addresses are required texts; whether they may be empty is not documented.
  { name: 'emptyCallback', values: ['accept', 'refuse'], source: 'nxcloud.md B.5' },
  // What the console knows and no call lists; comma-separated, empty: anything goes. What a miss does is not documented.
  { name: 'scenes', values: ['', '…'], source: 'nxcloud.md B.3' },
  { name: 'scriptVariables', values: ['', '…'], source: 'nxcloud.md B.5' },
  // Numbers that an import or append puts on its errList, comma-separated.
  { name: 'badPhones', values: ['', '…'], source: 'nxcloud.md B.6.12' },
] as const satisfies readonly ModelSwitch[];

export type Options = SwitchValues<typeof switches>;

export const readOptions = (given: Readonly<Record<string, string>>): Options => ownSwitches(switches, given);

/** The elements of a comma-separated switch. */
export function namesIn(text: string): ReadonlySet<string> {
  return new Set(text.split(',').filter((name) => name !== ''));
}
