// The switches of udesk.md §9.2: readings of the vendor's document between which it does not decide. Default first.

import type { ModelSwitch } from '../../../contract/index.js';
import { ownSwitches, type SwitchValues } from '../../../simulator/switches.js';

export const switches = [
  { name: 'statusMode', values: ['documented', 'always200'], source: 'udesk.md G08' },
  { name: 'deleteReply', values: ['body200', 'empty204'], source: 'udesk.md G08' },
  { name: 'batchCreate', values: ['atomic', 'prefixKept', 'skipBad'], source: 'udesk.md C21' },
  { name: 'agentBind', values: ['additive', 'replacing'], source: 'udesk.md G21' },
  { name: 'duplicatePair', values: ['reject', 'ignore'], source: 'udesk.md G41' },
  { name: 'absentPair', values: ['reject', 'ignore'], source: 'udesk.md G42' },
  { name: 'bindTaken', values: ['reject', 'steal'], source: 'udesk.md L698' },
  { name: 'agentDelete', values: ['strict', 'orphan'], source: 'udesk.md G30' },
  { name: 'putAgentOmitted', values: ['reset', 'keep'], source: 'udesk.md G18' },
  { name: 'putQueueOmitted', values: ['reset', 'keep'], source: 'udesk.md G37' },
  { name: 'createAgentExtension', values: ['ignore', 'bind'], source: 'udesk.md G17' },
  { name: 'wrapUpTimeWritable', values: ['false', 'true'], source: 'udesk.md G17' },
  {
    name: 'agentExtensionsShape',
    values: ['objects', 'strings', 'objectsWithPassword'],
    source: 'udesk.md G27',
  },
  { name: 'emptyLists', values: ['null', 'array'], source: 'udesk.md G26' },
  { name: 'agentPageSize', values: ['all', 'n'], source: 'udesk.md G24' },
  { name: 'queueListShape', values: ['array', 'wrapped', 'rowPerBinding'], source: 'udesk.md G35' },
  { name: 'queueDetail', values: ['broken', 'works'], source: 'udesk.md G39' },
  { name: 'subscriptionListIds', values: ['false', 'true'], source: 'udesk.md G53' },
  { name: 'subscriptionStartsEnabled', values: ['false', 'true'], source: 'udesk.md G55' },
  { name: 'subscriptionPutBody', values: ['flat', 'wrapped'], source: 'udesk.md G54' },
  { name: 'asyncWrites', values: ['off', 'n'], source: 'udesk.md C25' },
  { name: 'maxBatch', values: ['none', 'n'], source: 'udesk.md §7.2' },
  { name: 'allowAppCreate', values: ['false', 'true'], source: 'udesk.md G11' },
  { name: 'emptyFastRouter', values: ['reject', 'accept'], source: 'udesk.md §2.7' },
  { name: 'failSubscriptions', values: ['', '…'], source: 'udesk.md G52' },
] as const satisfies readonly ModelSwitch[];

export type Options = SwitchValues<typeof switches>;

export const readOptions = (given: Readonly<Record<string, string>>): Options => ownSwitches(switches, given);
