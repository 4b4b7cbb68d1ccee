// The ledger is deleted, rolled back, cut off, exchanged and forged between many small steps: nothing is deleted, nothing
// stands twice, no password is lost.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tap } from '../../src/conformance/tap.js';
import type { Ran } from '../support/program.js';
import { callbotWorld, type Held, udeskWorld, type World } from './ledger-worlds.js';
import { ledgerOf, type Spoiling, spoiling } from './spoilt-ledgers.js';
import { CENTER, type Vendor, vendor } from './vendor.js';

const STEPS = Number(process.env.LEDGER_STEPS ?? 14);
const RUNS = Number(process.env.LEDGER_RUNS ?? 1);

interface Step<Speech> {
  readonly spoiling: Spoiling;
  readonly speech: Speech;
}

function claims<Speech>(world: World<Speech>): Promise<void> {
  const step = fc.record({ spoiling, speech: world.speech });
  const steps = fc.array(step, { minLength: STEPS, maxLength: STEPS, size: 'max' });
  return fc.assert(
    fc.asyncProperty(steps, (all) => story(world, all)),
    { numRuns: RUNS, endOnFailure: process.env.SHRINK === undefined },
  );
}

async function story<Speech>(world: World<Speech>, steps: readonly Step<Speech>[]): Promise<void> {
  const { subject, live, policy } = world;
  const listening = tap(subject.simulator, subject.provider);
  const one = await vendor(subject, { live, spec: listening.spec });
  try {
    const ledger = ledgerOf(one);
    for (const [at, { spoiling: how, speech }] of steps.entries()) {
      ledger.spoil(how);
      const before = world.held(listening.state());
      one.declare(world.file(speech), policy);
      const ran = await one.run(['apply', '-y', '--format', 'json', '--quiet', 'center.yaml']);
      const said = `step ${at + 1}, the ledger ${how.how}, ended with ${ran.code}: ${ran.stdout}${ran.stderr}`;
      const wrong = [
        ...mistakes(world, speech, before, world.held(listening.state())),
        ...lostPasswords(one, ran.stdout, world.secrets?.(listening.state()) ?? {}),
        ...([0, 4, 5].includes(ran.code ?? -1) ? [] : ['it did not end with 0, 4 or 5']),
      ];
      expect(wrong, said).toEqual([]);
    }
    expect(Object.keys(Object.prototype)).toEqual([]);
  } finally {
    await one.stop();
  }
}

/** What came, went or changed and had no right to. */
function mistakes<Speech>(world: World<Speech>, speech: Speech, before: Held, after: Held): string[] {
  const renames = world.renames?.(speech) ?? new Map<string, string>();
  const mayGo = new Set(world.mayGo(speech));
  const now = new Map(after.map((one) => [one.name, one]));
  const then = new Map(before.map((one) => [one.name, one]));
  const twice = after.filter(({ name }, index) => after.findIndex((one) => one.name === name) !== index);
  const gone = before.filter(({ name, id }) => {
    const heir = now.get(renames.get(name) ?? name);
    return !mayGo.has(name) && !now.has(name) && heir?.id !== id;
  });
  const foreign = after.filter(({ name }) => !then.has(name) && !world.isOurs(speech, name));
  const remade = before.filter(({ name, id }) => (now.get(name)?.id ?? id) !== id);
  const meddled = before.filter(
    ({ name, content }) => !world.isOurs(speech, name) && now.get(name)?.content !== content,
  );
  return [
    ...twice.map(({ name }) => `${name} stands twice`),
    ...gone.map(({ name }) => `${name} is gone`),
    ...foreign.map(({ name }) => `${name} came from nowhere`),
    ...remade.map(({ name }) => `${name} was deleted and made again`),
    ...meddled.map(({ name }) => `${name} is not ours and was changed`),
  ];
}

/** Not in the sink as it is, and named by no line of the result. The ones that were there before are not ours. */
function lostPasswords(one: Vendor, told: string, secrets: Readonly<Record<string, string>>): string[] {
  const kept = sinkOf(one);
  return Object.entries(secrets)
    .filter(
      ([address, secret]) => kept.has(address) && kept.get(address) !== secret && !told.includes(address),
    )
    .map(([address]) => `the password of ${address} is lost`);
}

function sinkOf({ folder }: Vendor): ReadonlyMap<string, string> {
  try {
    const text = readFileSync(join(folder.path, '.cutover', `${CENTER}.secrets.jsonl`), 'utf8');
    const lines = text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { address: string; value: string });
    return new Map(lines.map(({ address, value }) => [address, value]));
  } catch {
    return new Map();
  }
}

describe.concurrent('however the ledger is lost, between any two steps', () => {
  it('Udesk: no subscription, extension or password is lost or doubled', { timeout: 600_000 }, () =>
    claims(udeskWorld),
  );
  it('Callbot: no campaign and no contact is lost, doubled or called twice', { timeout: 600_000 }, () =>
    claims(callbotWorld),
  );
});

it('an old ledger whose ids mean other subscriptions now (names went round) writes to none of them', async () => {
  const listening = tap(udeskWorld.subject.simulator, udeskWorld.subject.provider);
  const one = await vendor(udeskWorld.subject, { live: {}, spec: listening.spec });
  const subscription = (name: string, callback: string, more: object = {}): object => ({
    name,
    callback: `https://crm.example.com/${callback}`,
    events: ['agent_answer'],
    enabled: true,
    ...more,
  });
  const apply = async (...subscriptions: readonly object[]): Promise<Ran> => {
    one.declare({ subscriptions }, { maxDeletes: '100%' });
    return one.run(['apply', '-y', '--quiet', '--format', 'json', 'center.yaml']);
  };
  const held = (): string[] =>
    udeskWorld
      .held(listening.state())
      .map(({ name, id, content }) => `${name} ${id} ${/crm\.example\.com\/\w+/.exec(content)?.[0]}`)
      .sort();
  try {
    const ledger = ledgerOf(one);
    expect((await apply(subscription('crm', 'a'), subscription('wall', 'b'))).code).toBe(0);
    ledger.spoil({ how: 'kept' });
    for (const [from, to, callback] of [
      ['crm', 'qa', 'a'],
      ['wall', 'crm', 'b'],
    ] as const) {
      expect((await apply(subscription(to, callback, { previously: [from] }))).code).toBe(0);
    }
    const then = held();
    expect(then.map((line) => line.split(' ')[0])).toEqual(['subscription/crm', 'subscription/qa']);
    ledger.spoil({ how: 'rolled back', steps: 1 });
    const changed = await apply(subscription('crm', 'c'));
    expect(held(), changed.stdout).toEqual(then);
    expect(changed.code).toBe(5);
    expect(changed.stdout).toContain('subscription/crm');
    const gone = await apply({ name: 'crm', state: 'absent' });
    expect(held(), gone.stdout).toEqual(then);
    expect(gone.code).not.toBe(0);
  } finally {
    await one.stop();
  }
});
