// What the vendor sheet says of writes that are not safe to repeat: udesk.md C12–C14, C21 and C25, each by name.
import { describe, expect, it } from 'vitest';
import { lostSecrets, secretsOf } from '../../../../src/conformance/secrets.js';
import { ANN, gone, hook, LI, LIVE, plain, SALES, SUPPORT, type Tried, tryIt, writesIn } from './support.js';

describe('udesk.md C12: POST extensions with a lost reply', () => {
  const wanted = { extensions: [...LIVE.extensions, { number: '8009' }] };
  const call = 'POST extensions';

  it.each([
    ['lost-after', ['!POST extensions', 'DELETE extensions', 'POST extensions']],
    ['error-after', ['!POST extensions', 'DELETE extensions', 'POST extensions']],
    ['truncate', ['!POST extensions', 'DELETE extensions', 'POST extensions']],
    ['error-before', ['!POST extensions', 'DELETE extensions (refused)', 'POST extensions']],
  ])('%s: deleted and made again, and the sink has the password that holds', async (fault, expected) => {
    await tryIt(wanted, { [fault]: `${call}:1` }, async ({ rig, calls, result }) => {
      expect(writesIn(calls)).toEqual(expected);
      expect(result).toMatchObject({ status: 'converged', secrets: [{ address: 'extension/8009' }] });
      expect(Object.keys(secretsOf(rig))).toContain('extension/8009');
      expect(await lostSecrets(rig, {}, [])).toEqual(expect.not.arrayContaining(['extension/8009']));
    });
  });

  it('in use meanwhile: the DELETE fails safely (100016), it stays, and its password is reported lost by name', async () => {
    const faults = { 'lost-after': `${call}:1`, drift: 'extension-stolen:8009/102@DELETE extensions:1' };
    await tryIt({ ...wanted, agents: [ANN] }, faults, ({ rig, calls, result }) => {
      expect(writesIn(calls).slice(0, 2)).toEqual(['!POST extensions', '!DELETE extensions (refused)']);
      expect(writesIn(calls)).not.toContain('POST extensions');
      expect(result.problems).toContainEqual(
        expect.objectContaining({ code: 'secret-lost', address: 'extension/8009' }),
      );
      expect(rig.held().has('extension-binding/8009/102')).toBe(true);
    });
  });
});

describe('udesk.md C13, §4.1: extensions without a list', () => {
  it('desired and invisible, there already (100015): adopted, and said that its password is not known', async () => {
    const wanted = { agents: [ANN, { ...LI, extensions: ['8005'] }] };
    await tryIt(wanted, {}, ({ calls, result }) => {
      expect(writesIn(calls)).toEqual(['POST extensions (refused)', 'POST agents/extensions']);
      expect(result.outcomes).toContainEqual(
        expect.objectContaining({
          key: 'create extension/8005',
          status: 'done',
          because: expect.stringContaining('password is not known'),
        }),
      );
    });
  });

  it('to be deleted and invisible, absent (000004): done', async () => {
    await tryIt({ extensions: [{ number: '8010', ...gone }] }, {}, ({ calls, result }) => {
      expect(writesIn(calls)).toEqual(['DELETE extensions (refused)']);
      expect(result.status).toBe('converged');
    });
  });

  it('to be deleted and invisible, bound by somebody else meanwhile (100016): stops, and is not taken from them', async () => {
    const faults = { drift: 'extension-stolen:8005/102@DELETE extensions:1' };
    const wanted = { extensions: [{ number: '8005', ...gone }], agents: [ANN] };
    await tryIt(wanted, faults, async ({ rig, version, calls, result }) => {
      expect(writesIn(calls)).toEqual(['!DELETE extensions (refused)']);
      expect(rig.held().has('extension-binding/8005/102')).toBe(true);
      expect(result.status).toBe('partial');
      expect(result.outcomes).toContainEqual(
        expect.objectContaining({ key: 'delete extension/8005', because: expect.stringContaining('in use') }),
      );

      const { plans } = await rig.apply(version);
      const keys = plans[0]?.plan.changes.map(({ key }) => key);
      expect(keys?.sort()).toEqual(['delete extension-binding/8005/102', 'delete extension/8005']);
      expect(rig.held().has('extension/8005')).toBe(false);
    });
  });

  it('unbound by a run that was cut off: in the ledger before, so the next run knows of it', async () => {
    const wanted = { agents: [{ ...ANN, extensions: [] }, LI], extensions: [{ number: '8001', ...gone }] };
    await tryIt(wanted, { 'lost-after': 'DELETE agents/extensions:1' }, ({ rig, calls, result }) => {
      expect(writesIn(calls)).toEqual(['!DELETE agents/extensions', 'DELETE extensions']);
      expect(result.status).toBe('converged');
      expect(rig.held().has('extension/8001')).toBe(false);
    });
  });
});

describe('udesk.md C14: POST subscriptions is not idempotent', () => {
  const wanted = { subscriptions: [hook('wall'), hook('crm'), hook('qa')] };
  const call = 'POST subscriptions';

  it.each(['lost-after', 'error-after', 'truncate'])(
    '%s: the list is compared, ids are looked for upward from the last known one, and nothing is sent again',
    async (fault) => {
      await tryIt(wanted, { [fault]: `${call}:1` }, async ({ rig, version, calls, result }) => {
        expect(writesIn(calls)).toEqual([`!${call}`]);
        expect(calls.slice(1, 3).map(plain)).toEqual(['read subscriptions', 'read subscriptions/ID']);
        expect(result).toMatchObject({ status: 'converged', manual: [] });
        // The ids are the right ones: each can be deleted by itself.
        const fewer = [hook('wall'), { name: 'crm', ...gone }, hook('qa')];
        await rig.apply({ sections: { ...version.sections, subscriptions: fewer } });
        const left = [...rig.held().keys()].filter((address) => address.startsWith('subscription/'));
        expect(left.sort()).toEqual(['subscription/qa', 'subscription/wall']);
      });
    },
  );

  it.each(['lost-before', 'error-before', 'reset'])(
    '%s: not there, so a new plan makes it, once',
    async (fault) => {
      await tryIt(wanted, { [fault]: `${call}:1` }, ({ calls, result }) => {
        expect(writesIn(calls)).toEqual([`!${call}`, call]);
        const between = calls.slice(1, calls.indexOf(call));
        expect(between.filter((one) => one === 'read subscriptions').length).toBeGreaterThanOrEqual(2);
        expect(between).toContain('read agents');
        expect(result).toMatchObject({ status: 'converged', manual: [] });
      });
    },
  );
});

describe('udesk.md C21: after a failed batch, re-list and go on with what is missing', () => {
  const made = ['103', '104', '105', '106'].map((id) => ({ id, workId: `w${id}`, name: `Agent ${id}` }));
  const other = {
    workId: 'w104',
    name: 'Made elsewhere',
    mobile: null,
    email: null,
    role: 'agent',
    enabled: true,
  };

  it.each([
    ['atomic', ['POST agents (refused)', 'POST agents', 'PUT agents/104']],
    ['prefixKept', ['POST agents (refused)', 'POST agents', 'PUT agents/104']],
    ['skipBad', ['POST agents (refused)', 'PUT agents/104']],
  ])(
    'batchCreate=%s, one of four was made elsewhere: the missing ones alone are sent',
    async (batchCreate, expected) => {
      let isFirst = true;
      await tryIt(
        { agents: [ANN, LI, ...made] },
        {},
        ({ rig, calls, result }) => {
          expect([...writesIn(calls)].sort()).toEqual([...expected].sort());
          expect(result.status).toBe('converged');
          for (const { id, name } of made) expect(rig.held().get(`agent/${id}`)?.fields.name).toBe(name);
        },
        {
          mode: { name: batchCreate, options: { batchCreate } },
          meanwhile({ simulator }, call) {
            if (call === 'POST agents' && isFirst)
              simulator.change({ put: [{ kind: 'agent', address: 'agent/104', fields: other }] });
            isFirst = false;
          },
        },
      );
    },
  );

  it('half an answer: nobody is made twice', async () => {
    await tryIt({ agents: [ANN, LI, ...made] }, { truncate: 'POST agents:1' }, ({ calls, result }) => {
      expect(writesIn(calls)).toEqual(['!POST agents']);
      expect(result.status).toBe('converged');
    });
  });
});

describe('udesk.md C25: accepted, and done later', () => {
  it('what rests on a write waits until the list shows it', async () => {
    const wanted = {
      queues: [SALES, SUPPORT, { id: '9003', name: 'Care' }],
      memberships: [...LIVE.memberships, { queue: '9003', agents: ['101', '102'] }],
    };
    const look = ({ calls, result }: Tried): void => {
      expect(writesIn(calls)).toEqual(['POST queues', 'POST queues/agents']);
      const between = calls.slice(calls.indexOf('POST queues') + 1, calls.indexOf('POST queues/agents'));
      expect(between.length).toBeGreaterThan(1);
      expect(new Set(between)).toEqual(new Set(['read queues']));
      expect(result.status).toBe('converged');
    };
    await tryIt(wanted, {}, look, { mode: { name: 'async', options: { asyncWrites: '700' } } });
  });
});
