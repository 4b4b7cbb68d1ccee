// What a file may say and what is made of it: portsip.md 3, 4.2, 5, 6, 7.1.
import { describe, expect, it } from 'vitest';
import { isInPool, normalDid, overlap } from '../../../../src/providers/portsip/did.js';
import { ruleAddress, ruleName } from '../../../../src/providers/portsip/names.js';
import { provider } from '../../../../src/providers/portsip/provider.js';
import { isAtLeast } from '../../../../src/providers/portsip/version.js';
import { LEDGER, liveOf, planned, problemsOf } from './support.js';

const codes = (sections: string): string[] =>
  problemsOf(sections).map((problem) => problem.split(':')[0] ?? '');

describe('what a file may not say', () => {
  it.each([
    ['a number of two digits', 'queues: [{ id: "60" }]', 'error bad-value'],
    ['a number that only contains digits', 'queues: [{ id: "a6000b" }]', 'error bad-value'],
    ['3.2: a wait below 15 s', 'queues: [{ id: "6000", timeout: 14 }]', 'error bad-value'],
    ['9.14: a service level of 65536 s', 'queues: [{ id: "6000", slaTime: 65536 }]', 'error bad-value'],
    ['3.3: another vendor’s strategy', 'queues: [{ id: "6000", strategy: longest_idle }]', 'error bad-value'],
    ['3.4: another action', 'queues: [{ id: "6000", noAnswer: { action: RING_ANYWAY } }]', 'error bad-value'],
    [
      '3.4: a call to nobody',
      'queues: [{ id: "6000", noAnswer: { action: FORWARD_TO_NUMBER } }]',
      'error forward-without-number',
    ],
    [
      '3.5: a skill level of 0',
      'memberships: [{ queue: "6000", agents: [{ agent: "1001", skillLevel: 0 }] }]',
      'error bad-value',
    ],
    [
      '3.5: an agent twice in a list',
      'memberships: [{ queue: "6000", agents: ["1001", "1001"] }]',
      'error duplicate-identity',
    ],
    ['an empty list', 'memberships: [{ queue: "6000", agents: [] }]', 'error empty-list'],
    ['4.2: a login that ends in a period', 'agents: [{ id: "1001", username: "li." }]', 'error bad-value'],
    ['4.2: a PIN of letters', `agents: [{ id: "1001", voicemailPin: "\${NEW_SIP}" }]`, 'error bad-value'],
    [
      '5.1: a number with a plus',
      'relayNumbers: [{ number: "+4400", trunk: A, queue: "6000" }]',
      'error bad-value',
    ],
    [
      '5.1: a number with a zero in front',
      'relayNumbers: [{ number: "04400", trunk: A, queue: "6000" }]',
      'error bad-value',
    ],
    [
      '5.3: two destinations',
      'relayNumbers: [{ number: "4400", trunk: A, queue: "6000", forward: { action: HANGUP } }]',
      'error two-destinations',
    ],
    [
      '5.3: one number twice',
      'relayNumbers: [{ number: "4400", trunk: A, queue: "6000" }, { number: "4400", trunk: A, queue: "6000" }]',
      'error duplicate-identity',
    ],
    [
      '5.3: a number inside a range',
      'relayNumbers: [{ number: "4400-4409", trunk: A, queue: "6000" }, { number: "4405", trunk: A, queue: "6000" }]',
      'error overlapping-numbers',
    ],
    [
      '6.1: a third slot',
      'subscriptions: [{ name: crm, callback: "https://crm.example.com" }]',
      'error bad-value',
    ],
    [
      '6.1: a long callback',
      `subscriptions: [{ name: cdr_event, callback: "https://crm.example.com/${'a'.repeat(120)}" }]`,
      'error callback-too-long',
    ],
    [
      '6.1: a token in the file',
      'subscriptions: [{ name: cdr_event, callback: "https://crm.example.com", token: abcdef }]',
      'warning literal-secret',
    ],
    [
      '7.1: a number for two',
      'queues: [{ id: "6000", name: A }]\nagents: [{ id: "6000" }]',
      'error number-taken',
    ],
    ['7.1: a service number', 'queues: [{ id: "888", name: A }]', 'error reserved-number'],
    [
      '7.1: one login for two',
      'agents: [{ id: "1001", username: li }, { id: "1002", username: LI }]',
      'error duplicate-username',
    ],
    [
      '7.1: one name for two queues',
      'queues: [{ id: "6000", name: A }, { id: "6001", name: A }]',
      'warning duplicate-name',
    ],
    [
      '11.1: a skill that nothing asks for',
      'queues: [{ id: "6000", name: A, strategy: CYCLIC_HUNT }]\nmemberships: [{ queue: "6000", agents: [{ agent: "1001", skillLevel: 2 }] }]',
      'warning skill-without-use',
    ],
    [
      '3.2: stickiness without a choice',
      'queues: [{ id: "6000", name: A, strategy: RING_SIMULTANEOUSLY, enableStickyRouting: true }]',
      'warning sticky-without-use',
    ],
    ['a section of another vendor', 'extensions: [{ number: "8001" }]', 'error unknown-section'],
  ])('%s', (_name, sections, code) => {
    expect(codes(sections)).toEqual([code]);
  });

  it.each([
    [
      'the same number for other callers',
      'relayNumbers: [{ number: "4400", trunk: A, queue: "6000" }, { number: "4400", trunk: A, callerMask: "1*", queue: "6001" }]',
    ],
    [
      'the same number on another trunk',
      'relayNumbers: [{ number: "4400", trunk: A, queue: "6000" }, { number: "4400", trunk: B, queue: "6000" }]',
    ],
    [
      'a skill where it is asked for',
      'queues: [{ id: "6000", name: A, strategy: SKILL_BASED_ROUTING_CYCLIC_HUNT }]\nmemberships: [{ queue: "6000", agents: [{ agent: "1001", skillLevel: 2 }] }]',
    ],
    ['an unquoted number that begins with zeros', 'agents: [{ id: 0071 }]'],
  ])('but %s', (_name, sections) => {
    expect(codes(sections)).toEqual([]);
  });

  it('says what to do, every time', () => {
    const all =
      'queues: [{ id: "888", name: A, noAnswer: { action: FORWARD_TO_NUMBER } }]\nagents: [{ id: "888" }]';
    for (const problem of problemsOf(all)) expect(problem).toMatch(/\. [A-Z].*\.$/);
  });
});

describe('numbers, portsip.md 5.1', () => {
  it.each([
    ['4400', '4400'],
    ['+004400', '4400'],
    [' 4400 - 4409 ', '4400-4409'],
    ['4400-4400', '4400'],
    ['any', 'any'],
  ])('%s is %s', (written, normal) => {
    expect(normalDid(written)).toBe(normal);
    expect(normalDid(normal)).toBe(normal);
  });

  it.each([
    ['3000', '3000;12000-18000', true],
    ['12000-18000', '3000;12000-18000', true],
    ['9999', '3000;12000-18000', false],
    ['17999-18001', '3000;12000-18000', false],
    ['44000000000000000001', '44000000000000000000-44000000000000000009', true],
    ['44000000000000000010', '44000000000000000000-44000000000000000009', false],
    ['3000', '', false],
  ])('%s in %s: %s', (number, pool, inside) => {
    expect(isInPool(number, pool)).toBe(inside);
  });

  it('ranges that touch overlap', () => {
    expect(overlap('1-5', '5-9')).toBe(true);
    expect(overlap('1-5', '6-9')).toBe(false);
    expect(overlap('999', '1000-1001')).toBe(false);
  });

  it.each([
    { number: '4400', trunk: 'Carrier A', callerMask: null },
    { number: '4400-4409', trunk: 'a@b/c {d}', callerMask: '1*' },
    { number: '4400', trunk: 'x~y', callerMask: null },
  ])('an address can be taken apart: %j', (name) => {
    expect(ruleName(ruleAddress(name))).toEqual(name);
  });
});

describe('releases', () => {
  it.each([
    ['22.2', false],
    ['22.3', true],
    ['v22.10.1', true],
    ['23.0', true],
    ['16.4', false],
    [null, false],
    ['nightly', false],
  ])('%s has what came with 22.3: %s', (version, has) => {
    expect(isAtLeast(version, 22, 3)).toBe(has);
  });
});

describe('secrets that are made, portsip.md 4.2', () => {
  const make = (field: string, seed: number, facts = {}, address = 'agent/1001'): string => {
    let state = seed;
    const pick = (below: number): number => {
      state = (state * 48_271) % 2_147_483_647;
      return Math.floor((state / 2_147_483_647) * below);
    };
    const { context } = planned('queues: []', liveOf([], facts), LEDGER);
    return provider.generate?.(address, field, context, pick) ?? '';
  };
  const seeds = Array.from({ length: 200 }, (_, index) => 7 + index * 7919);
  const steps = (text: string): number[] =>
    [...text.toLowerCase()]
      .slice(1)
      .map((sign, index) => sign.charCodeAt(0) - (text.toLowerCase().charCodeAt(index) || 0));

  it('passwords fit the policy', () => {
    for (const seed of seeds) {
      for (const field of ['password', 'extensionPassword']) {
        const made = make(field, seed);
        expect(made).toHaveLength(20);
        expect(made).toMatch(/[a-z]/);
        expect(made).toMatch(/[A-Z]/);
        expect(made).toMatch(/\d/);
        expect(made).toMatch(/[-_.]/);
        expect(made).not.toMatch(/\d\d|[-_.]{2}/);
        expect(steps(made).some((step) => Math.abs(step) <= 1)).toBe(false);
      }
    }
    expect(make('password', 1, { passwordPolicy: { min: 24, max: 32 } })).toHaveLength(24);
    expect(make('password', 1, { passwordPolicy: { min: 6, max: 12 } })).toHaveLength(12);
  });

  it('PINs repeat nothing and are no sequence', () => {
    for (const seed of seeds) {
      const made = make('voicemailPin', seed);
      expect(made).toMatch(/^\d{8}$/);
      expect(steps(made).some((step) => [0, 1, 9].includes(Math.abs(step)))).toBe(false);
    }
    expect(make('voicemailPin', 1, { version: '22.6', passwordPolicy: { min: 12, max: 32 } })).toHaveLength(
      12,
    );
    expect(make('voicemailPin', 1, { version: '22.2', passwordPolicy: { min: 12, max: 32 } })).toHaveLength(
      8,
    );
  });

  it('6.1: credentials of a slot are lower-case letters and digits', () => {
    expect(make('password', 1, {}, 'subscription/cdr_event')).toMatch(/^[a-z0-9]{20}$/);
  });
});
