// Every rule of the vendor sheet's list of calls (udesk.md §2.0): what is sent after an unknown outcome, and what is not.
import { describe, expect, it } from 'vitest';
import type { Sections } from '../../../../src/conformance/index.js';
import { ANN, FIRST, gone, hook, LI, plain, SALES, SECOND, SUPPORT, tryIt, writesIn } from './support.js';

type Row = readonly [call: string, sections: Sections];

/** Calls that lead to the same end a second time. */
const REPEATED: readonly Row[] = [
  ['PUT spnumbers/default', { relayNumbers: [{ number: FIRST }, { number: SECOND, default: true }] }],
  ['DELETE spnumbers/default', { relayNumbers: [{ number: FIRST, default: false }, { number: SECOND }] }],
  ['PUT spnumbers/agent/default/102', { agents: [ANN, { ...LI, relayNumber: FIRST }] }],
  ['DELETE spnumbers/agent/default/101', { agents: [{ ...ANN, relayNumber: null }, LI] }],
  ['PUT agents/102', { agents: [ANN, { ...LI, name: 'Li Wei' }] }],
  ['PUT queues', { queues: [{ ...SALES, timeout: 90 }, SUPPORT] }],
  ['PUT ivrs/fastrouters', { fastRoutes: [{ key: '1', queue: '9002', description: 'Support' }] }],
  ['PUT webhooks/events', { webhookEvents: { agent_state: ['acd_agent_state'] } }],
  ['PUT subscriptions/ID', { subscriptions: [hook('wall', { events: ['agent_hangup'] })] }],
];

/** Deletes of which the vendor says so when there is nothing to delete any more. */
const ABSENT_IS_DONE: readonly Row[] = [
  ['DELETE extensions', { extensions: [{ number: '8005', ...gone }] }],
  ['DELETE subscriptions/ID', { subscriptions: [{ name: 'wall', ...gone }] }],
];

/** Calls that may not be sent a second time before a list was read. */
const RELISTED: readonly Row[] = [
  ['POST agents', { agents: [ANN, LI, { id: '103', workId: 'w103' }, { id: '104', workId: 'w104' }] }],
  ['POST queues', { queues: [SALES, SUPPORT, { id: '9003', name: 'Care' }] }],
  ['DELETE queues', { queues: [SALES, { id: '9002', ...gone }] }],
  ['POST queues/agents', { memberships: [{ queue: '9001', agents: ['101', '102'] }] }],
  [
    'POST agents/queues',
    {
      memberships: [
        { queue: '9001', agents: ['101', '102'] },
        { queue: '9002', agents: ['102'] },
      ],
    },
  ],
  ['DELETE agents/queues', { memberships: [{ queue: '9001', agents: [], allowEmpty: true }] }],
  ['DELETE agents/102', { agents: [ANN, { id: '102', ...gone }] }],
  ['POST agents/extensions', { agents: [ANN, { ...LI, extensions: ['8005'] }] }],
  ['DELETE agents/extensions', { agents: [{ ...ANN, extensions: [] }, LI] }],
];

const FAULTS = ['lost-after', 'error-before'] as const;

const route = (call: string): string => call.replace('/ID', '/{id}');

describe('udesk.md §2.0, retry after unknown outcome: yes', () => {
  it.each(REPEATED)('%s: the same again, once', async (call, sections) => {
    for (const fault of FAULTS)
      await tryIt(sections, { [fault]: `${route(call)}:1` }, ({ calls, result }) => {
        expect(writesIn(calls).map(plain)).toEqual([`!${call}`, call]);
        expect(calls[1] && plain(calls[1])).toBe(call);
        expect(result.status).toBe('converged');
      });
  });

  it.each(ABSENT_IS_DONE)('%s: again; absent = done', async (call, sections) => {
    await tryIt(sections, { 'lost-after': `${route(call)}:1` }, ({ calls, result }) => {
      expect(writesIn(calls)).toEqual([`!${call}`, `${call} (refused)`]);
      expect(result.status).toBe('converged');
    });
    await tryIt(sections, { 'error-before': `${route(call)}:1` }, ({ calls, result }) => {
      expect(writesIn(calls)).toEqual([`!${call}`, call]);
      expect(result.status).toBe('converged');
    });
  });
});

describe('udesk.md §2.0, retry after unknown outcome: re-list', () => {
  it.each(RELISTED)(
    '%s: read first; sent again only if the list shows that it was not done',
    async (call, sections) => {
      const list = `read ${/^\S+ queues$/.test(call) ? 'queues' : 'agents'}`;
      for (const fault of ['lost-after', 'error-after'])
        await tryIt(sections, { [fault]: `${call}:1` }, ({ calls, result }) => {
          expect(writesIn(calls)).toEqual([`!${call}`]);
          expect(calls[1]).toBe(list);
          expect(result.status).toBe('converged');
        });
      for (const fault of ['lost-before', 'error-before'])
        await tryIt(sections, { [fault]: `${call}:1` }, ({ calls, result }) => {
          expect(writesIn(calls)).toEqual([`!${call}`, call]);
          expect(new Set(calls.slice(1, calls.indexOf(call)))).toEqual(new Set([list]));
          expect(result.status).toBe('converged');
        });
    },
  );
});
