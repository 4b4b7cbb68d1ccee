// Staffing follows effects one by one and must agree with counting anew; cuts name the members that lose something.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Effect, Resource } from '../../src/contract/index.js';
import { createStaff } from '../../src/simulator/staff.js';
import { acme, thing } from './acme.js';

const person = fc.constantFrom('a', 'b', 'c');
const desk = fc.constantFrom('1', '2');
const effect: fc.Arbitrary<Effect> = fc.oneof(
  desk.map((id): Effect => ({ put: thing(`desk/${id}`) })),
  fc.tuple(person, fc.boolean()).map(([id, active]): Effect => ({ put: thing(`person/${id}`, { active }) })),
  fc.tuple(desk, person).map(([at, id]): Effect => ({ put: thing(`seat/${at}/${id}`) })),
  fc.tuple(desk, person).map(([at, id]): Effect => ({ drop: `seat/${at}/${id}` })),
  person.map((id): Effect => ({ drop: `person/${id}` })),
);

function counted(held: ReadonlyMap<string, Resource>, pool: string): number {
  const active = (member: string): boolean => {
    const found = held.get(member);
    return found !== undefined && found.fields.active !== false;
  };
  return [...held.values()].filter((entry) => {
    const binding = acme.staff.binding(entry);
    return binding?.pool === pool && active(binding.member);
  }).length;
}

describe('staffing', () => {
  it('agrees with counting anew after every request, and its minimum is the least of all counts', () => {
    const requests = fc.array(fc.array(effect, { maxLength: 4 }), { maxLength: 30 });
    fc.assert(
      fc.property(requests, (steps) => {
        const held = new Map([thing('desk/1'), thing('desk/2')].map((entry) => [entry.address, entry]));
        const staff = createStaff(acme.staff, [...held.values()]);
        const least: Record<string, number> = { 'desk/1': 0, 'desk/2': 0 };
        for (const step of steps) {
          staff.follow(step);
          for (const one of step) {
            if ('put' in one) held.set(one.put.address, one.put);
            else held.delete(one.drop);
          }
          for (const pool of ['desk/1', 'desk/2']) {
            const now = counted(held, pool);
            least[pool] = Math.min(least[pool] ?? 0, now);
            expect(staff.pools()[pool]).toEqual({ now, min: least[pool], gone: false });
          }
        }
      }),
      { numRuns: 200, seed: 4 },
    );
  });

  it('starts from what there is', () => {
    const staff = createStaff(acme.staff, [thing('seat/1/a'), thing('person/a'), thing('desk/1')]);
    expect(staff.pools()).toEqual({ 'desk/1': { now: 1, min: 1, gone: false } });
    expect(staff.members()).toEqual(['person/a']);
  });

  it.each([
    ['unbound', [{ drop: 'seat/1/a' }], ['person/a']],
    ['switched off', [{ put: thing('person/a', { active: false }) }], ['person/a']],
    ['deleted', [{ drop: 'person/a' }], ['person/a']],
    ['without a line', [{ drop: 'phone/8/a' }], ['person/a']],
    ['changed otherwise', [{ put: thing('person/a', { name: 'A' }) }], []],
    ['bound elsewhere', [{ put: thing('seat/2/a') }], []],
    ['not touched', [{ drop: 'seat/1/b' }], []],
  ] satisfies [string, Effect[], string[]][])('cuts the call of a member that is %s', (_, effects, cut) => {
    const staff = createStaff(
      acme.staff,
      ['desk/1', 'person/a', 'seat/1/a', 'phone/8/a'].map((address) => thing(address)),
    );
    expect([...staff.follow(effects)]).toEqual(cut);
    expect([...staff.follow([])]).toEqual([]);
  });
});
