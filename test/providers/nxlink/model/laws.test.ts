// Laws of the NXLink model over generated teams and calls.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Effect, Resource } from '../../../../src/contract/index.js';
import { model } from '../../../../src/providers/nxlink/model/index.js';
import { type Seeded, type Team, team } from './team.js';

const AGENTS = ['NXA1', 'NXA2', 'NXA3', 'NXA4'];
const QUEUES = ['NXQ1', 'NXQ2'];
const members = fc.subarray(AGENTS);
const call = fc.record({
  queueNo: fc.constantFrom(...QUEUES, 'NXQ9'),
  members: fc.array(fc.constantFrom(...AGENTS, 'NXA9'), { maxLength: 5 }),
});
const options = fc.record({
  updateMembers: fc.constantFrom('replace', 'add'),
  unknownMember: fc.constantFrom('refuse', 'skip'),
  emptyMembers: fc.constantFrom('clear', 'refuse', 'ignore'),
});
const small = (first: readonly string[], second: readonly string[]): Seeded[] => [
  ...QUEUES.map((id): Seeded => [`queue/${id}`, { name: `Name of ${id}` }]),
  ...AGENTS.map((id) => `agent/${id}`),
  ...first.map((id) => `membership/NXQ1/${id}`),
  ...second.map((id) => `membership/NXQ2/${id}`),
];
const byAddress = (of: Team): Map<string, Resource> =>
  new Map(model.resources(of.state).map((resource) => [resource.address, resource]));

function follow(view: Map<string, Resource>, effects: readonly Effect[]): void {
  for (const effect of effects) {
    if ('put' in effect) view.set(effect.put.address, effect.put);
    else view.delete(effect.drop);
  }
}

describe('NXLink model', () => {
  it('effects tell the whole change; a refusal has none; the two lists of memberships agree', () => {
    fc.assert(
      fc.property(
        members,
        members,
        options,
        fc.array(call, { maxLength: 8 }),
        (first, second, chosen, calls) => {
          const of = team(small(first, second), chosen);
          const view = byAddress(of);
          for (const body of calls) {
            const { code, effects } = of.call('agentGroup/updateMembers', body);
            if (code !== 0) expect(effects).toEqual([]);
            follow(view, effects);
          }
          expect(view).toEqual(byAddress(of));
          const rows = of.call('agent/page', { size: 200, page: 1 }).data as {
            sipNumber: string;
            queueName: string[];
          }[];
          for (const queueNo of QUEUES) {
            const listed = rows.filter((row) => row.queueName.includes(`Name of ${queueNo}`));
            expect(listed.map((row) => row.sipNumber).sort()).toEqual([...of.members(queueNo)].sort());
          }
          expect(model.violations(of.state)).toEqual([]);
        },
      ),
    );
  });

  it('replacing with the complete set gives exactly it, whatever was there', () => {
    fc.assert(
      fc.property(members, members, (before, wanted) => {
        const of = team(small(before, []));
        of.call('agentGroup/updateMembers', { queueNo: 'NXQ1', members: wanted });
        expect([...of.members('NXQ1')].sort()).toEqual([...wanted].sort());
      }),
    );
  });

  it('an empty body, a wrong type or hostile text never breaks it', () => {
    const paths = [
      'agentGroup/page',
      'agentGroup/updateMembers',
      'agent/page',
      'did/myUsefulNumber',
      'cdr/page',
    ];
    fc.assert(
      fc.property(fc.constantFrom(...paths), fc.jsonValue(), (path, body) => {
        const of = team(small(AGENTS, []));
        const before = byAddress(of);
        const { status, code } = of.raw(path, body);
        expect([status, code]).toEqual([200, 41000]);
        expect(byAddress(of)).toEqual(before);
      }),
    );
  });
});
