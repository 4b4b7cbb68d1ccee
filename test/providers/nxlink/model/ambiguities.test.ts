// nxcloud.md §6 for NXLink: each contradiction in every reading that a switch gives it.
import { describe, expect, it } from 'vitest';
import { switches } from '../../../../src/providers/nxlink/model/switches.js';
import { expectRefused, SMALL, team } from './team.js';

const update = (members: readonly string[], queueNo = 'NXQ1') => ({ queueNo, members });
const page = (queueName: string) => ({ queueName, size: 200, page: 1 });
const numbers = (data: unknown): string[] => (data as { groupNo: string }[]).map((row) => row.groupNo);

describe('nxcloud.md §6 no. 5: queueName of agentGroup/page', () => {
  it.each([
    ['all', 0, ['NXQ1', 'NXQ2']],
    ['nothing', 0, []],
  ])('"" with emptyQueueName %s', (emptyQueueName, code, expected) => {
    const { code: told, data } = team(SMALL, { emptyQueueName }).call('agentGroup/page', page(''));
    expect([told, numbers(data)]).toEqual([code, expected]);
  });

  it('"" with emptyQueueName refuse', () => {
    const of = team(SMALL, { emptyQueueName: 'refuse' });
    expectRefused(of, 'agentGroup/page', page(''));
    expect(numbers(of.call('agentGroup/page', page('NXQ2')).data)).toEqual(['NXQ2']);
  });

  it.each([
    ['exact', 'Sales', ['NXQ2']],
    ['exact', 'NXQ1', ['NXQ1']],
    ['exact', 'S', []],
    ['part', 'S', ['NXQ1', 'NXQ2']],
    ['part', 'Q1', ['NXQ1']],
  ])('queueNameMatch %s, %s: name or number', (queueNameMatch, filter, expected) => {
    const { data } = team(SMALL, { queueNameMatch }).call('agentGroup/page', page(filter));
    expect(numbers(data)).toEqual(expected);
  });
});

describe('nxcloud.md §6 no. 6: updateMembers', () => {
  it('add: nobody leaves', () => {
    const of = team(SMALL, { updateMembers: 'add' });
    const answer = of.call('agentGroup/updateMembers', update(['NXA3']));
    expect([answer.code, of.members('NXQ1')]).toEqual([0, ['NXA1', 'NXA2', 'NXA3']]);
    expect(answer.effects).toEqual([{ put: expect.objectContaining({ address: 'membership/NXQ1/NXA3' }) }]);
    expect(of.call('agentGroup/updateMembers', update([])).effects).toEqual([]);
  });

  it('an empty list clears', () => {
    const of = team(SMALL);
    of.call('agentGroup/updateMembers', update([]));
    expect(of.members('NXQ1')).toEqual([]);
  });

  it('an empty list is refused', () => {
    expectRefused(team(SMALL, { emptyMembers: 'refuse' }), 'agentGroup/updateMembers', update([]));
  });

  it('an empty list is passed over', () => {
    const of = team(SMALL, { emptyMembers: 'ignore' });
    expect(of.call('agentGroup/updateMembers', update([])).code).toBe(0);
    expect(of.members('NXQ1')).toEqual(['NXA1', 'NXA2']);
  });

  it('an unknown SIP number: 41000 and no change', () => {
    expectRefused(team(SMALL), 'agentGroup/updateMembers', update(['NXA3', 'NXA9']));
  });

  it('an unknown SIP number is skipped, and nothing says so', () => {
    const of = team(SMALL, { unknownMember: 'skip' });
    expect(of.call('agentGroup/updateMembers', update(['NXA3', 'NXA9'])).code).toBe(0);
    expect(of.members('NXQ1')).toEqual(['NXA3']);
  });

  it('a disabled agent: accepted, or refused', () => {
    const of = team(SMALL);
    expect(of.call('agentGroup/updateMembers', update(['NXA3'])).code).toBe(0);
    const strict = team(SMALL, { disabledMember: 'refuse' });
    expectRefused(strict, 'agentGroup/updateMembers', update(['NXA3']));
  });

  it('§4 no. 4: too many members', () => {
    const of = team(SMALL, { maxMembers: '2' });
    expectRefused(of, 'agentGroup/updateMembers', update(['NXA1', 'NXA2', 'NXA3']));
    expect(of.call('agentGroup/updateMembers', update(['NXA1', 'NXA3'])).code).toBe(0);
  });
});

describe('nxcloud.md §6: what else is left open', () => {
  it('no. 8: recording as a number', () => {
    const rows = team(SMALL, { recording: 'integer' }).call('agent/page', { size: 9, page: 1 }).data;
    expect((rows as { recording: unknown }[]).map((row) => row.recording)).toEqual([0, 1, 0]);
  });

  it('A.4.4: part of a login', () => {
    const of = team(SMALL, { userNameMatch: 'part' });
    expect(of.call('agent/page', { userName: 'example', size: 9, page: 1 }).total).toBe(3);
    expect(team(SMALL).call('agent/page', { userName: 'example', size: 9, page: 1 }).total).toBe(0);
  });

  it('A.4.1, A.4.2, A.4.6: fields that need not be there', () => {
    const of = team(SMALL, { optionalFields: 'absent' });
    const [first, second] = of.call('agentGroup/page', page('')).data as unknown[];
    expect(first).toHaveProperty('remark', 'day');
    expect(second).toEqual({ groupName: 'Sales', groupNo: 'NXQ2', ringPolicy: 2 });
    of.call('agentGroup/updateMembers', update(['NXA3']));
    expect(of.call('agentGroup/member/list', { queueNo: 'NXQ1' }).data).toEqual([
      { sipNumber: 'NXA3', userName: 'cy@example.com' },
    ]);
    expect(of.call('did/myUsefulNumber', { sipNumber: 'NXA1' }).data).toEqual([
      { number: '85212345678', type: 0 },
    ]);
  });

  it('A.4.6: rows of type -1 and 1 carry no number', () => {
    const { data } = team(SMALL, { callerRows: 'mixed' }).call('did/myUsefulNumber', { sipNumber: 'NXA1' });
    expect((data as { type: number; number?: string }[]).map((row) => [row.type, row.number])).toEqual([
      [-1, undefined],
      [0, '85212345678'],
      [1, undefined],
    ]);
  });

  it('A.4.2: an unknown queue is refused, or empty', () => {
    expectRefused(team(SMALL), 'agentGroup/member/list', { queueNo: 'NXQ9' });
    const of = team(SMALL, { unknownQueue: 'empty' });
    expect(of.call('agentGroup/member/list', { queueNo: 'NXQ9' }).data).toEqual([]);
  });

  it('A.3: an unknown team', () => {
    expectRefused(team(SMALL), 'agent/page', { tenantId: 1, size: 1, page: 1 });
    const of = team(SMALL, { unknownTenant: '1005' });
    expectRefused(of, 'agent/page', { tenantId: 1, size: 1, page: 1 }, 1005);
  });

  it('every switch names its place in the sheet', () => {
    expect(switches.filter(({ source }) => !/^nxcloud\.md (?:A\.|§)/.test(source))).toEqual([]);
  });
});
