// What the files say, step by step, of accounts that need a ledger, and what must then never be seen at the vendor.
import fc from 'fast-check';
import type { ConformanceSubject, Sections } from '../../src/conformance/index.js';
import type { CallbotState } from '../../src/providers/callbot/model/state.js';
import { mainApp } from '../../src/providers/udesk/model/index.js';
import type { UdeskState } from '../../src/providers/udesk/model/state.js';
import { callbot } from '../conformance/callbot/subject.js';
import { udesk } from '../conformance/udesk/subject.js';

/** What an account holds, by a key that nothing else has: several entries of one name are duplicates. */
export type Held = readonly { readonly name: string; readonly id: string; readonly content: string }[];

export interface World<Speech> {
  readonly subject: ConformanceSubject;
  readonly live: Sections;
  readonly policy: Readonly<Record<string, unknown>>;
  readonly speech: fc.Arbitrary<Speech>;
  file(speech: Speech): Sections;
  held(state: unknown): Held;
  /** Names that may go. */
  mayGo(speech: Speech): readonly string[];
  /** Names that are ours to change or make. */
  isOurs(speech: Speech, name: string): boolean;
  /** Old name → new name. */
  renames?(speech: Speech): ReadonlyMap<string, string>;
  /** Passwords by address. */
  secrets?(state: unknown): Readonly<Record<string, string>>;
}

// ---------------------------------------------------------------- udesk: ids of subscriptions, passwords, events

const NAMES = ['crm', 'qa', 'wall'] as const;
const hook = fc.constantFrom('https://crm.example.com/a', 'https://crm.example.com/b');
const said = fc.oneof(
  { weight: 3, arbitrary: fc.record({ callback: hook, enabled: fc.boolean() }) },
  { weight: 1, arbitrary: fc.constantFrom('absent' as const, 'silent' as const) },
);
const udeskSpeech = fc.record({
  subscriptions: fc.record({ crm: said, qa: said, wall: said }),
  rename: fc.option(fc.constantFrom(...NAMES)),
  owners: fc.record(
    Object.fromEntries(
      ['8001', '8002'].map((number) => [number, fc.constantFrom('101', '102', 'none', 'silent')]),
    ),
  ),
  events: fc.constantFrom(['begin'], ['begin', 'end'], undefined),
});
type UdeskSpeech = typeof udeskSpeech extends fc.Arbitrary<infer Item> ? Item : never;

/** `crm` is now called `crm2`, and back. */
const renamed = (name: string): string => `${name}2`;
const agents = ['101', '102'].map((id) => ({
  id,
  workId: `w${id}`,
  name: 'Ann',
  role: 'agent',
  enabled: true,
}));

function subscriptionsOf({ subscriptions, rename }: UdeskSpeech): object[] {
  return NAMES.flatMap((name): object[] => {
    const one = subscriptions[name];
    if (one === 'silent') return [];
    if (one === 'absent') return [{ name, state: 'absent' }];
    const content = { ...one, events: ['agent_answer'] };
    return rename === name
      ? [{ name: renamed(name), previously: [name], ...content }]
      : [{ name, previously: [renamed(name)], ...content }];
  });
}

export const udeskWorld: World<UdeskSpeech> = {
  subject: udesk,
  live: {
    queues: [{ id: '9001', name: 'Support' }],
    agents,
    extensions: [{ number: '8009' }],
    subscriptions: ['one', 'two', 'three'].map((name) => ({
      name,
      callback: 'https://crm.example.com/a',
      events: ['agent_answer'],
      enabled: true,
    })),
  },
  policy: { maxDeletes: '100%' },
  speech: udeskSpeech,
  file: (speech) => {
    const owned = (id: string): string[] =>
      Object.entries(speech.owners).flatMap(([number, owner]) => (owner === id ? [number] : []));
    return {
      agents: agents.map((agent) => ({ ...agent, extensions: owned(agent.id) })),
      extensions: Object.entries(speech.owners).flatMap(([number, owner]) =>
        owner === 'silent' ? [] : [{ number }],
      ),
      subscriptions: subscriptionsOf(speech),
      ...(speech.events ? { webhookEvents: { call: speech.events } } : {}),
    };
  },
  held(state) {
    const app = mainApp(state as UdeskState);
    return [
      ...[...app.subscriptions.values()].map(({ id, name, ...content }) => ({
        name: `subscription/${name}`,
        id: String(id),
        content: JSON.stringify(content),
      })),
      ...[...app.extensions.values()].map(({ number }) => ({
        name: `extension/${number}`,
        id: number,
        content: '',
      })),
    ];
  },
  mayGo: ({ subscriptions }) =>
    NAMES.filter((name) => subscriptions[name] === 'absent').map((name) => `subscription/${name}`),
  isOurs: ({ subscriptions, owners }, name) => {
    const [kind, id = ''] = name.split('/');
    if (kind === 'extension') return (owners[id] ?? 'silent') !== 'silent';
    const plain = NAMES.find((one) => id === one || id === renamed(one));
    return plain !== undefined && subscriptions[plain] !== 'silent';
  },
  renames: ({ subscriptions, rename }) =>
    new Map(
      NAMES.filter((name) => typeof subscriptions[name] === 'object').map((name) => {
        const [from, to] = rename === name ? [name, renamed(name)] : [renamed(name), name];
        return [`subscription/${from}`, `subscription/${to}`];
      }),
    ),
  secrets: (state) => udesk.secretsIn?.(state) ?? {},
};

// ---------------------------------------------------------------- callbot: settings that nobody reads, contacts sent

const CAMPAIGNS = ['autumn', 'spring'] as const;
const campaign = fc.record({
  ringTime: fc.constantFrom(20, 30),
  task: fc.constantFrom('https://crm.example.com/t', 'https://crm.example.com/u'),
  contacts: fc.subarray([1, 2, 3, 4]),
});
const callbotSpeech = fc.record({
  autumn: fc.option(campaign),
  spring: fc.option(campaign),
});
type CallbotSpeech = typeof callbotSpeech extends fc.Arbitrary<infer Item> ? Item : never;

export const callbotWorld: World<CallbotSpeech> = {
  subject: callbot,
  live: {
    campaigns: [
      {
        id: 'theirs',
        scene: '1234',
        state: 'paused',
        callbacks: { order: 'https://crm.example.com/o', call: 'https://crm.example.com/c' },
        contacts: [{ id: 'theirs-1', phone: '6560000091' }],
      },
    ],
  },
  policy: {},
  speech: callbotSpeech,
  file: (speech) => ({
    campaigns: CAMPAIGNS.flatMap((id) => {
      const one = speech[id];
      if (!one) return [];
      return [
        {
          id,
          scene: '1234',
          state: 'paused',
          settings: { maxRingTime: one.ringTime },
          callbacks: {
            task: one.task,
            order: 'https://crm.example.com/o',
            call: 'https://crm.example.com/c',
          },
          contacts: one.contacts.map((n) => ({ id: `${id}-${n}`, phone: `656000000${id.length}${n}` })),
        },
      ];
    }),
  }),
  held: (state) =>
    [...(state as CallbotState).tasks.values()].flatMap((task) => [
      { name: `campaign/${task.userTaskID}`, id: task.taskID, content: JSON.stringify([task.status]) },
      ...[...task.orders.values()].map(({ row }) => ({
        name: `contact/${row.orderID}`,
        id: row.phone,
        content: row.phone,
      })),
    ]),
  mayGo: () => [],
  isOurs: (speech, name) => CAMPAIGNS.some((id) => speech[id] && name.split(/[/-]/)[1] === id),
};
