// What the vendor's pages leave open about NXLink, as switches. Default first: the reading of nxcloud.md §6 and §7.

import type { ModelSwitch } from '../../../contract/index.js';
import { ownSwitches, type SwitchValues } from '../../../simulator/switches.js';

export const switches = [
  // Replace or add: no page says it in words; the title speaks of "adding and removing" with a single list.
  { name: 'updateMembers', values: ['replace', 'add'], source: 'nxcloud.md A.4.3, §6 no. 6' },
  // What an empty list does is not documented. Read only where the list replaces.
  { name: 'emptyMembers', values: ['clear', 'refuse', 'ignore'], source: 'nxcloud.md A.4.3, §6 no. 6' },
  // What an unknown SIP number does is not documented. `skip`: the others go on, and nothing says so.
  { name: 'unknownMember', values: ['refuse', 'skip'], source: 'nxcloud.md A.4.3, §6 no. 6' },
  // Whether a disabled agent may be a member is not documented.
  { name: 'disabledMember', values: ['accept', 'refuse'], source: 'nxcloud.md A.4.3' },
  // No maximum of `members` is documented, and no code for one.
  { name: 'maxMembers', values: ['none', 'n'], source: 'nxcloud.md A.4.3, §4 no. 4' },
  // `queueName` is required, named name and described as number: what "" gives is not documented.
  { name: 'emptyQueueName', values: ['all', 'refuse', 'nothing'], source: 'nxcloud.md A.4.1, §6 no. 5' },
  // Whether a list filter must match whole is not documented.
  { name: 'queueNameMatch', values: ['exact', 'part'], source: 'nxcloud.md A.4.1, §6 no. 5' },
  { name: 'userNameMatch', values: ['exact', 'part'], source: 'nxcloud.md A.4.4' },
  // An unknown queue in member/list is not documented.
  { name: 'unknownQueue', values: ['refuse', 'empty'], source: 'nxcloud.md A.4.2' },
  // An unknown team is not documented.
  { name: 'unknownTenant', values: ['41000', '1005'], source: 'nxcloud.md A.2, A.3' },
  // A boolean in the type column, 0 and 1 in the text.
  { name: 'recording', values: ['boolean', 'integer'], source: 'nxcloud.md A.4.4, §6 no. 8' },
  // Fields that are documented as not always there: left out when they hold nothing.
  { name: 'optionalFields', values: ['present', 'absent'], source: 'nxcloud.md A.4.1, A.4.2, A.4.6' },
  // Rows of the documented types -1 and 1, which carry no number of the agent's.
  { name: 'callerRows', values: ['numbers', 'mixed'], source: 'nxcloud.md A.4.6' },
] as const satisfies readonly ModelSwitch[];

export type Options = SwitchValues<typeof switches>;

export const readOptions = (given: Readonly<Record<string, string>>): Options => ownSwitches(switches, given);
