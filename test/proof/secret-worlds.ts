// For each vendor: an account whose names repeat our secrets, a file that changes all of it, and secrets in every field.
import type { ConformanceSubject, Sections } from '../../src/conformance/index.js';
import { callbot } from '../conformance/callbot/subject.js';
import { nxlink } from '../conformance/nxlink/subject.js';
import { portsip } from '../conformance/portsip/subject.js';
import { udesk } from '../conformance/udesk/subject.js';

export interface SecretWorld {
  readonly subject: ConformanceSubject;
  readonly credentials: Readonly<Record<string, string>>;
  /** Variables of secret fields. */
  readonly env: Readonly<Record<string, string>>;
  /** `say`: a text with a secret in it, another spelling each time. */
  live(say: () => string): Sections;
  readonly wanted: Sections;
  readonly settings?: Readonly<Record<string, unknown>>;
}

/** A variable, as a file names it. */
const fromEnv = (name: string): string => `\${${name}}`;
const range = (first: number, count: number): string[] =>
  Array.from({ length: count }, (_, index) => String(first + index));

export const WORLDS: readonly SecretWorld[] = [
  {
    subject: udesk,
    credentials: { sid: 'sId-7Qw&k<9"x\'p%+/=Ü~zR4', authToken: 'tOk/9+vQ=&x<7>"p\'Zt%41-qW' },
    env: {},
    live: (say) => ({
      queues: range(9001, 3).map((id) => ({ id, name: `Queue ${say()}` })),
      agents: range(101, 4).map((id) => ({
        id,
        workId: `w${id}`,
        name: say(),
        role: 'agent',
        enabled: true,
        extensions: [`8${id}`],
      })),
      memberships: range(9001, 3).map((queue) => ({ queue, agents: range(101, 3) })),
      subscriptions: range(1, 3).map((number) => ({
        name: `${number} ${say()}`,
        callback: `https://crm.example.com/${number}?said=${encodeURIComponent(say())}`,
        events: ['agent_answer'],
        enabled: true,
      })),
    }),
    wanted: {
      queues: [
        { id: '9001', name: 'Support' },
        { id: '9002', name: 'Sales', timeout: 30 },
        { id: '9003', state: 'absent' },
        { id: '9004', name: 'New' },
      ],
      agents: [
        ...range(101, 2).map((id) => ({
          id,
          workId: `w${id}`,
          name: 'Ann',
          enabled: true,
          extensions: [`9${id}`],
        })),
        { id: '103', state: 'absent' },
        { id: '105', workId: 'w105', name: 'Bo', enabled: true, extensions: ['9105'] },
      ],
      memberships: [{ queue: '9001', agents: ['101', '105'] }],
      subscriptions: [
        { name: 'crm', callback: 'https://crm.example.com/hooks', events: ['agent_answer'], enabled: true },
      ],
      webhookEvents: { call: ['begin'] },
    },
  },
  {
    subject: nxlink,
    credentials: { accessKey: 'aK-9+vQ=x7pZt41qW_zz', accessSecret: 'sK/4&m<7>"p\'Zt%41-qWüx' },
    env: {},
    live: (say) => ({
      queues: ['NX1001', 'NX1002'].map((id) => ({
        id,
        name: `Queue ${say()}`,
        ringPolicy: 1,
        familiarizeFirst: false,
      })),
      agents: ['NX8001', 'NX8002', 'NX8003'].map((id) => ({
        id,
        userName: `${id.toLowerCase()}@example.com`,
        name: `Agent ${say()}`,
        enabled: true,
        callerNumbers: ['6560000001'],
      })),
      memberships: ['NX1001', 'NX1002'].map((queue) => ({ queue, agents: ['NX8001', 'NX8002'] })),
    }),
    wanted: {
      queues: [
        { id: 'NX1001', name: 'Support' },
        { id: 'NX1009', name: 'Nowhere' },
      ],
      agents: [{ id: 'NX8001', name: 'Ann', enabled: true }],
      memberships: [
        { queue: 'NX1001', agents: ['NX8002', 'NX8003'] },
        { queue: 'NX1002', agents: ['NX8003', 'NX8009'] },
      ],
    },
  },
  {
    subject: callbot,
    credentials: { secretKey: 'kEy/4&m<7>"p\'Zt%41-qW~xY' },
    env: {},
    live: (say) => ({
      campaigns: ['spring', 'autumn'].map((id) => ({
        id,
        scene: '1234',
        name: say(),
        state: 'paused',
        callbacks: {
          task: `https://crm.example.com/t?said=${encodeURIComponent(say())}`,
          order: 'https://crm.example.com/o',
          call: 'https://crm.example.com/c',
        },
        contacts: [{ id: `${id}-1`, phone: '6560000001', name: say(), note: say() }],
      })),
    }),
    wanted: {
      campaigns: ['spring', 'winter'].map((id) => ({
        id,
        scene: '1234',
        name: 'Renewal',
        state: 'paused',
        settings: { maxRingTime: 20 },
        callbacks: {
          task: 'https://crm.example.com/t',
          order: 'https://crm.example.com/o',
          call: 'https://crm.example.com/c',
        },
        contacts: [1, 2].map((number) => ({ id: `${id}-${number}`, phone: `656000000${number}` })),
      })),
    },
  },
  {
    subject: portsip,
    credentials: { password: 'Pa/4&m<7>"p\'Zt%41-qW~xY' },
    env: {
      USER_PASSWORD: 'Us3r-Wd.9xQz_Lm+2',
      LINE_PASSWORD: 'L1ne-Wd.9xQz_Lm+2',
      USER_PIN: '48391207',
      HOOK_USERNAME: 'h00kperson77qx',
      HOOK_PASSWORD: 'h00kpass41w9qz',
      HOOK_TOKEN: 'hT-9+vQ=x7pZt41qW_zz',
    },
    live: (say) => ({
      queues: ['6000', '6001'].map((id) => ({ id, name: `Queue ${say()}`.slice(0, 120) })),
      agents: range(1001, 3).map((id) => ({
        id,
        username: `user${id}`,
        name: say(),
        email: `a${id}@example.com`,
        department: say(),
        voicemailPin: fromEnv('USER_PIN'),
      })),
      memberships: [{ queue: '6000', agents: range(1001, 2) }],
      relayNumbers: [{ number: '4400', trunk: 'Carrier A', queue: '6000', name: say().slice(0, 60) }],
      subscriptions: [
        {
          name: 'cdr_event',
          callback: `https://crm.example.com/?said=${encodeURIComponent(say())}`,
          enabled: true,
        },
      ],
    }),
    wanted: {
      queues: [
        { id: '6000', name: 'Help' },
        { id: '6001', state: 'absent' },
      ],
      agents: [
        {
          id: '1001',
          name: 'Ann',
          password: fromEnv('USER_PASSWORD'),
          extensionPassword: fromEnv('LINE_PASSWORD'),
        },
        { id: '1002', name: 'Bo', voicemailPin: fromEnv('USER_PIN') },
        { id: '1003', state: 'absent' },
        {
          id: '1004',
          username: 'new',
          name: 'New',
          email: 'new@example.com',
          password: fromEnv('USER_PASSWORD'),
          voicemailPin: fromEnv('USER_PIN'),
        },
        { id: '1005', username: 'newer', name: 'Newer', email: 'newer@example.com' },
      ],
      memberships: [{ queue: '6000', agents: ['1004'] }],
      relayNumbers: [{ number: '4400', trunk: 'Carrier A', queue: '6000', name: 'Line' }],
      subscriptions: [
        {
          name: 'cdr_event',
          callback: 'https://crm.example.com/hooks',
          enabled: true,
          auth: 'BASIC',
          username: fromEnv('HOOK_USERNAME'),
          password: fromEnv('HOOK_PASSWORD'),
        },
        {
          name: 'extension_event',
          callback: 'https://crm.example.com/hooks',
          enabled: true,
          auth: 'BEARER',
          token: fromEnv('HOOK_TOKEN'),
        },
      ],
    },
  },
];
