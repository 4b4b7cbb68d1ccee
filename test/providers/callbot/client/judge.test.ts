// nxcloud.md B.2: the code decides; what may be sent again depends on whether it only read (4 no. 11).
import { describe, expect, it } from 'vitest';
import type { Answer } from '../../../../src/contract/index.js';
import { judge } from '../../../../src/providers/callbot/judge.js';

const answer = (body: unknown, status = 200, headers: Record<string, string> = {}): Answer => ({
  status,
  headers,
  body,
  text: JSON.stringify(body) ?? '',
});
const coded = (retCode: number): Answer => answer({ retCode, retMsg: 'said', responseID: 'resp0001' });

describe('judge', () => {
  it.each([
    [0, 'ok', 'ok'],
    [1, 'failed', 'failed'],
    [2, 'failed', 'failed'],
    [3, 'failed', 'failed'],
    [4, 'failed', 'failed'],
    [4001, 'failed', 'failed'],
    [5, 'unknown', 'again'],
    [5001, 'unknown', 'again'],
    [6, 'denied', 'denied'],
    [6001, 'denied', 'denied'],
    [6002, 'denied', 'denied'],
    [6003, 'denied', 'denied'],
    [7, 'unknown', 'again'],
    [1001, 'again', 'again'],
    [77777, 'failed', 'failed'],
  ])('code %i is %s of a write and %s of a read', (code, write, read) => {
    expect(judge(coded(code), 'addBatchCall', false).outcome).toBe(write);
    expect(judge(coded(code), 'listTask', true).outcome).toBe(read);
  });

  it.each([
    [500, undefined, 'unknown'],
    [200, undefined, 'unknown'],
    [200, { retCode: '0' }, 'unknown'],
    [404, undefined, 'failed'],
    [401, undefined, 'denied'],
    [429, undefined, 'again'],
  ])('status %i with %j is %s', (status, body, outcome) => {
    expect(judge(answer(body, status), 'addBatchCall', false).outcome).toBe(outcome);
  });

  it('gives a running import its time (1001)', () => {
    expect(judge(coded(1001), 'importBatchCall', false)).toMatchObject({ afterMs: 3000 });
  });

  it('quotes the id that the vendor asks for, and says what to do with a batch that is too large', () => {
    const said = judge(coded(4001), 'importBatchCall', false);
    expect(said).toMatchObject({ outcome: 'failed', code: '4001' });
    expect('message' in said && said.message).toContain('contactsMode: append');
    expect('message' in said && said.message).toContain('responseID resp0001');
    expect(JSON.stringify(judge(coded(4001), 'addBatchCall', false))).not.toContain('append');
  });
});
