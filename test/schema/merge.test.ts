// A center split over documents and files is the same center; what is said twice must be said alike.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { centerOf, HEAD, load, resourcesOf, shown } from './load.js';

const more = (content: string): string => `version: 1\ncenter: acme\n${content}`;

function problemsOf(first: string, second: string): string[] {
  return shown(load({ 'a.yaml': HEAD + first, 'b.yaml': more(second) }).problems);
}

describe('merging', () => {
  it('puts documents and files of one center together', () => {
    const center = centerOf({
      'a.yaml': `${HEAD}queues:\n  - { id: 9001, name: Support }\n---\n${more('queues:\n  - { id: 9002 }\n')}`,
      'b.yaml': more('queues:\n  - { id: 9001, timeout: 60 }\nagents: [{ id: 1 }]\n'),
    });
    expect(resourcesOf(center)).toEqual({
      'agent/1': {},
      'queue/9001': { name: 'Support', timeout: 60 },
      'queue/9002': {},
    });
    expect([...center.sections].sort()).toEqual(['agents', 'queues']);
  });

  it('keeps centers apart', () => {
    const other = HEAD.replace('center: acme', 'center: other');
    const { centers } = load({
      'a.yaml': `${HEAD}queues: [{ id: 9001 }]\n---\n${other}queues: [{ id: 9002 }]\n`,
    });
    expect(centers.map((one) => [one.center, [...one.resources.keys()]])).toEqual([
      ['acme', ['queue/9001']],
      ['other', ['queue/9002']],
    ]);
  });

  it('joins the members of a queue, written short or long', () => {
    const center = centerOf({
      'a.yaml': `${HEAD}memberships:\n  - { queue: 9001, agents: [1, 2] }\n`,
      'b.yaml': more('memberships:\n  - { queue: 9001, agents: [{ agent: 2, skillLevel: 5 }, 3] }\n'),
    });
    expect(resourcesOf(center)).toEqual({
      'membership/9001/1': {},
      'membership/9001/2': { skillLevel: 5 },
      'membership/9001/3': {},
    });
    expect(
      center.locate(center.resources.get('membership/9001/3')?.origin ?? { file: 9, offset: 0 }),
    ).toEqual({
      file: 'b.yaml',
      line: 4,
      column: 58,
    });
  });

  it('joins maps, policy and provider block', () => {
    const { centers, problems } = load({
      'a.yaml': `${HEAD}hooks: { call: [begin] }\npolicy: { protect: [queue/9001], maxDeletes: 5 }\n`,
      'b.yaml': more(
        'hooks: { call: [begin, end], state: [on] }\npolicy: { protect: [agent/*], prune: [queues] }\nprovider: { type: fake, batch: { size: 5 } }\n',
      ),
    });
    expect(problems).toEqual([]);
    expect(centers[0]?.resources.get('hooks')?.fields).toEqual({ call: ['begin', 'end'], state: ['on'] });
    expect(centers[0]?.policy).toMatchObject({
      protect: ['queue/9001', 'agent/*'],
      prune: ['queues'],
      maxDeletes: { count: 5 },
    });
    expect(centers[0]?.settings).toMatchObject({ account: 'acme', batch: { size: 5 } });
  });

  it.each([
    [
      'a field',
      'queues: [{ id: 9001, name: A }]',
      'queues: [{ id: 9001, name: B }]',
      'b.yaml:3:28: conflict: name is set differently: here and at a.yaml:4:28. Keep one of the two.',
    ],
    [
      'text and null',
      'queues: [{ id: 9001, name: A }]',
      'queues: [{ id: 9001, name: }]',
      'b.yaml:3:22: conflict: name is set differently: here and at a.yaml:4:28. Keep one of the two.',
    ],
    [
      'absent and present',
      'queues: [{ id: 9001 }]',
      'queues: [{ id: 9001, state: absent }]',
      'b.yaml:3:10: conflict: This is declared absent in one place and present in another: here and at a.yaml:4:10. Keep one of the two.',
    ],
    [
      'a policy',
      'policy: { maxDeletes: 5 }',
      'policy: { maxDeletes: 6 }',
      'b.yaml:3:23: conflict: maxDeletes is set differently: here and at a.yaml:4:23. Keep one of the two.',
    ],
    [
      'a setting',
      '',
      'provider: { account: other }',
      'b.yaml:3:22: conflict: account is set differently: here and at a.yaml:3:70. Keep one of the two.',
    ],
    [
      'a nested element',
      'memberships: [{ queue: 9001, agents: [{ agent: 1, skillLevel: 1 }] }]',
      'memberships: [{ queue: 9001, agents: [{ agent: 1, skillLevel: 2 }] }]',
      'b.yaml:3:63: conflict: skillLevel is set differently: here and at a.yaml:4:63. Keep one of the two.',
    ],
    [
      'a list and a text',
      'hooks: { call: [a] }',
      'hooks: { call: b }',
      'b.yaml:3:16: conflict: call is set differently: here and at a.yaml:4:16. Keep one of the two.',
    ],
  ])('refuses %s that is set in two ways', (_name, first, second, problem) => {
    expect(problemsOf(first, second)).toEqual([problem]);
  });

  it('accepts the same value twice', () => {
    const content =
      'queues: [{ id: 9001, name: A }]\nmemberships: [{ queue: 9001, agents: [1] }]\npolicy: { prune: true }\n';
    expect(problemsOf(content, content)).toEqual([]);
  });

  it.each([
    [
      'queues: [{ id: 9001 }, { id: 9002 }, { id: 9001 }]',
      'a.yaml:4:38: duplicate-identity: queue "9001" is already in this list, at a.yaml:4:10. Remove one of the two.',
    ],
    [
      'memberships: [{ queue: 9001, agents: [1, { agent: 1 }] }]',
      'a.yaml:4:42: duplicate-identity: agent "1" is already in this list, at a.yaml:4:39. Remove one of the two.',
    ],
    [
      'agents: [{ id: 1, extensions: [8001, 8001] }]',
      'a.yaml:4:38: duplicate-identity: extension/8001 is already declared at a.yaml:4:32. Remove one of the two.',
    ],
  ])('refuses one identity twice in a list: %s', (content, problem) => {
    expect(shown(load({ 'a.yaml': HEAD + content }).problems)[0]).toBe(problem);
  });

  it('finds duplicates also where another document merges into the list', () => {
    expect(
      problemsOf('queues: [{ id: 9001 }, { id: 9001 }]', 'queues: [{ id: 9002 }, { id: 9002 }]'),
    ).toEqual([
      'a.yaml:4:24: duplicate-identity: queue "9001" is already in this list, at a.yaml:4:10. Remove one of the two.',
      'b.yaml:3:24: duplicate-identity: queue "9002" is already in this list, at b.yaml:3:10. Remove one of the two.',
    ]);
  });

  it('lets two sections say something of one object', () => {
    const center = centerOf({
      'a.yaml': `${HEAD}agents: [{ id: 1, extensions: [8001] }]\nextensions: [{ number: 8001 }]\n`,
    });
    expect([...center.resources.keys()]).toEqual(['agent/1', 'extension-binding/8001/1', 'extension/8001']);
  });

  it('tells what one item repeats from what another section says of the object', () => {
    const declared = 'extensions: [{ number: 8001 }]\n';
    const agent = 'agents: [{ id: 1, extensions: [8001, 8001] }]\n';
    for (const [content, line] of [
      [agent + declared, 4],
      [declared + agent, 5],
    ] as const) {
      expect(shown(load({ 'a.yaml': HEAD + content }).problems)).toEqual([
        `a.yaml:${line}:38: duplicate-identity: extension/8001 is already declared at a.yaml:${line}:32. Remove one of the two.`,
      ]);
    }
  });

  it('gives the same center however its items are spread over documents', () => {
    const item = fc.record({
      id: fc.integer({ min: 9000, max: 9999 }),
      name: fc.option(fc.constantFrom('A', 'B')),
    });
    const items = fc.uniqueArray(item, { selector: ({ id }) => id, maxLength: 12 });
    fc.assert(
      fc.property(items, fc.array(fc.nat(3), { minLength: 12, maxLength: 12 }), (queues, places) => {
        const lines = (some: typeof queues): string =>
          some.length === 0
            ? ''
            : `queues:\n${some.map(({ id, name }) => `  - { id: ${id}, name: ${name} }\n`).join('')}`;
        const parts = [0, 1, 2, 3].map((n) => more(lines(queues.filter((_, index) => places[index] === n))));
        const split = centerOf({ 'a.yaml': HEAD, 'b.yaml': parts.join('---\n') });
        expect(resourcesOf(split)).toEqual(resourcesOf(centerOf({ 'a.yaml': HEAD + lines(queues) })));
      }),
      { numRuns: 50 },
    );
  });
});
