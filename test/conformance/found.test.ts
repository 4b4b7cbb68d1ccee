// What a long hunt once broke, kept as small as it was found: each of these centers has shown a real mistake.
import { describe, it } from 'vitest';
import type { ConformanceSubject, Story } from '../../src/conformance/index.js';
import type { LawMaker } from '../../src/conformance/law.js';
import { converge } from '../../src/conformance/laws/converge.js';
import { faults } from '../../src/conformance/laws/faults.js';
import { minimal } from '../../src/conformance/laws/minimal.js';
import { safe } from '../../src/conformance/laws/safe.js';
import { scope } from '../../src/conformance/laws/scope.js';
import { stale } from '../../src/conformance/laws/stale.js';
import { withRig } from '../../src/conformance/rig.js';
import { portsip } from './portsip/subject.js';
import { udesk } from './udesk/subject.js';

interface Found {
  /** What went wrong. */
  readonly name: string;
  readonly mode: string;
  readonly story: Story;
  readonly keeps: (story: Story, mode: string) => Promise<void>;
}

const keeping =
  <More>(subject: ConformanceSubject, law: LawMaker<More>, more: NoInfer<More>): Found['keeps'] =>
  async (story, name) => {
    const mode = subject.modes.find((one) => one.name === name);
    if (!mode) throw new Error(`${subject.provider.type} has no mode ${name}`);
    await withRig(subject, mode, story, (rig) => law.check(rig, more), 20_000);
  };

const li = (id: string) => ({
  id,
  username: `user.${id}`,
  email: `user${id}@example.com`,
  name: 'Li Wei',
});
const desk = { id: '6000', name: 'Support', strategy: 'PRIORITIZED_HUNT' };
const rule = { number: '4400', trunk: 'Carrier A' };
const toNumber = { ...rule, forward: { action: 'FORWARD_TO_NUMBER', number: '6000' } };
const toQueue = { ...rule, queue: '6000' };

const found: readonly Found[] = [
  {
    name: 'an extension that was accepted and not yet made is given to an agent',
    mode: 'asyncWrites=700',
    story: {
      live: { agents: [{ id: '101', workId: 'w101', extensions: [] }] },
      versions: [{ sections: { agents: [{ id: '101', workId: 'w101', extensions: ['8002'] }] } }],
    },
    keeps: keeping(udesk, safe, { order: 0 }),
  },
  {
    name: 'a queue that no longer goes by an order takes the place from each of its members',
    mode: 'usual',
    story: {
      live: {
        queues: [{ id: '6002', name: 'Support', strategy: 'PRIORITIZED_HUNT' }],
        agents: [{ id: '1002', username: 'user.1002', email: 'user1002@example.com', name: 'Li Wei' }],
        memberships: [{ queue: '6002', agents: ['1002'] }],
      },
      versions: [{ sections: { queues: [{ id: '6002', name: 'Support', strategy: 'CYCLIC_HUNT' }] } }],
    },
    keeps: keeping(portsip, converge, {}),
  },
  {
    name: 'a webhook slot that was switched off is wanted again, by a file that does not say: on',
    mode: 'rules=22.8',
    story: {
      live: { subscriptions: [{ name: 'extension_event', callback: 'https://crm.example.com/hooks' }] },
      versions: [
        { sections: { subscriptions: [{ name: 'extension_event', state: 'absent' }] } },
        {
          sections: {
            subscriptions: [{ name: 'extension_event', callback: 'https://crm.example.com/hooks' }],
          },
        },
      ],
    },
    keeps: keeping(portsip, converge, {}),
  },
  {
    name: 'one row of a table that is written as a whole moved since the plan: the other row waits with it',
    mode: 'usual',
    story: {
      live: {
        queues: [
          { id: '9001', name: 'Support' },
          { id: '9002', name: 'Support' },
        ],
        agents: [{ id: '103', workId: 'w103', extensions: [] }],
        subscriptions: ['qa', 'wall'].map((name) => ({
          name,
          callback: 'https://crm.example.com/hooks',
          events: ['agent_answer'],
        })),
      },
      versions: [
        {
          sections: {
            queues: [{ id: '9002', name: 'Support' }],
            fastRoutes: [
              { key: '1', queue: '9001', description: 'Desk' },
              { key: '2', queue: '9002', description: 'Desk' },
            ],
          },
        },
      ],
    },
    keeps: keeping(udesk, stale, { writes: [183644489, 0] }),
  },
  {
    name: 'a rule leads to the number of a queue that is yet to be made, and the file does not speak of it',
    mode: 'usual',
    story: { live: { relayNumbers: [toNumber] }, versions: [{ sections: { queues: [desk] } }] },
    keeps: keeping(portsip, converge, {}),
  },
  {
    name: 'a rule leads to the number of a queue that is yet to be made, and the file says so',
    mode: 'usual',
    story: {
      live: { relayNumbers: [toNumber] },
      versions: [{ sections: { queues: [desk], relayNumbers: [toQueue] } }],
    },
    keeps: keeping(portsip, minimal, {}),
  },
  {
    name: 'a rule leads to a number that nothing has, and the file speaks of a queue',
    mode: 'usual',
    story: { live: { relayNumbers: [toNumber] }, versions: [{ sections: { relayNumbers: [toQueue] } }] },
    keeps: keeping(portsip, converge, {}),
  },
  {
    name: 'an agent goes that others have put into a queue since the plan was made',
    mode: 'usual',
    story: {
      live: {
        queues: ['6001', '6002'].map((id) => ({ id, name: 'Support', strategy: 'PRIORITIZED_HUNT' })),
        agents: [li('1004')],
      },
      versions: [
        {
          sections: {
            queues: [{ id: '6002', name: 'Support', strategy: 'SKILL_BASED_ROUTING_CYCLIC_HUNT' }],
            agents: [{ id: '1004', state: 'absent' }],
          },
        },
      ],
    },
    keeps: keeping(portsip, stale, { writes: [1737459843] }),
  },
  {
    name: 'a role has to be given by its id, and only half of the refusal of its name arrives',
    mode: '22.8 roleBy=id',
    story: {
      live: {},
      versions: [
        {
          sections: {
            agents: [li('1001')],
          },
        },
      ],
    },
    keeps: keeping(portsip, faults, { name: 'truncate', at: 0, of: 'write' }),
  },
  {
    name: 'somebody alone is named who comes to a queue, and the file gives the queue a strategy that keeps an order',
    mode: 'usual',
    story: {
      live: { queues: [{ id: '6001', name: 'Support', strategy: 'CYCLIC_HUNT' }] },
      versions: [
        {
          sections: {
            queues: [{ id: '6001', name: 'Support', strategy: 'PRIORITIZED_HUNT' }],
            agents: [li('1004')],
            memberships: [{ queue: '6001', agents: ['1004'] }],
          },
        },
      ],
    },
    keeps: keeping(portsip, scope, { picks: [2], wide: false }),
  },
  {
    name: 'a rule waits for a list that does not go, since one of its members has gone since the plan was made',
    mode: 'usual',
    story: {
      live: { queues: [{ id: '6002', name: 'Support', strategy: 'PRIORITIZED_HUNT' }] },
      versions: [
        { sections: { agents: [li('1002')] } },
        {
          sections: {
            agents: [li('1001'), li('1002')],
            memberships: [{ queue: '6002', agents: ['1002', '1001'] }],
            relayNumbers: [{ number: '4400', trunk: 'Carrier A', queue: '6002' }],
          },
        },
      ],
    },
    keeps: keeping(portsip, stale, { writes: [2017997969] }),
  },
];

describe('found by the laws, and mended', () => {
  for (const { name, mode, story, keeps } of found) it(`${name} (${mode})`, () => keeps(story, mode));
});
