// Every switch of udesk.md §9.2 as a mode of its own, with the laws that cannot hold in it and why.
import type { Mode } from '../../../src/conformance/index.js';

const switched = (name: string, value: string, more: Partial<Mode> = {}): Mode => ({
  name: `${name}=${value}`,
  options: { [name]: value },
  ...more,
});

const TWO_SPELLINGS = 'The first PUT is refused: only its answer tells which of two spellings is meant (G54)';
const NO_LIMIT =
  'How many agents one call may make is said nowhere (§7.2): only a refusal tells, and they are sent again in halves';
const REFUSES = 'Udesk goes on refusing a subscription (G52), so the file never comes into effect';

const REPLACES =
  'A bind takes the other extension away (G21), which shows only when it is read back: it is tried again';

const BEYOND =
  'Agents beyond the first page cannot be read (C22), so what the file says of them is never seen';
const UNSEEN = { converge: BEYOND, faults: BEYOND, crash: BEYOND, 'live calls': BEYOND };

export const modes: readonly Mode[] = [
  { name: 'usual' },
  { name: 'bindMode=minimal', settings: { bindMode: 'minimal' } },
  { name: 'batch of 1', settings: { batch: { agents: 1 } } },
  switched('timestampUnit', 'seconds'),
  switched('timestampUnit', 'milliseconds'),
  switched('statusMode', 'always200'),
  switched('deleteReply', 'empty204'),
  switched('batchCreate', 'prefixKept'),
  switched('batchCreate', 'skipBad'),
  switched('agentBind', 'replacing', { except: { minimal: REPLACES } }),
  switched('duplicatePair', 'ignore'),
  switched('absentPair', 'ignore'),
  switched('bindTaken', 'steal'),
  switched('agentDelete', 'orphan'),
  switched('putAgentOmitted', 'keep'),
  switched('putQueueOmitted', 'keep'),
  switched('createAgentExtension', 'bind'),
  switched('wrapUpTimeWritable', 'true'),
  switched('agentExtensionsShape', 'strings'),
  switched('agentExtensionsShape', 'objectsWithPassword'),
  switched('emptyLists', 'array'),
  switched('agentPageSize', '2', { except: UNSEEN }),
  switched('queueListShape', 'wrapped'),
  switched('queueListShape', 'rowPerBinding'),
  switched('queueDetail', 'works'),
  switched('subscriptionListIds', 'true'),
  switched('subscriptionStartsEnabled', 'true'),
  switched('subscriptionPutBody', 'wrapped', {
    mayRefuse: TWO_SPELLINGS,
    except: { minimal: TWO_SPELLINGS },
  }),
  switched('asyncWrites', '700'),
  switched('maxBatch', '2', { mayRefuse: NO_LIMIT, except: { minimal: NO_LIMIT } }),
  switched('emptyFastRouter', 'accept'),
  {
    name: 'failSubscriptions=qa',
    options: { failSubscriptions: 'qa' },
    except: {
      converge: REFUSES,
      idempotent: REFUSES,
      minimal: REFUSES,
      faults: REFUSES,
      crash: REFUSES,
      stale: REFUSES,
      scope: REFUSES,
      'live calls': REFUSES,
    },
  },
];
