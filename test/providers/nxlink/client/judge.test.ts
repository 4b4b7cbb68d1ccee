// nxcloud.md A.2: the code decides; an HTTP status alone is a failure of the transport.
import { describe, expect, it } from 'vitest';
import type { Answer } from '../../../../src/contract/index.js';
import { connect } from '../../../../src/providers/nxlink/connect.js';
import { judge } from '../../../../src/providers/nxlink/judge.js';

const answer = (body: unknown, status = 200, headers: Record<string, string> = {}): Answer => ({
  status,
  headers,
  body,
  text: JSON.stringify(body) ?? '',
});

describe('judge', () => {
  it.each([
    [0, 'ok'],
    [88, 'failed'],
    [99, 'unknown'],
    [1000, 'denied'],
    [1001, 'denied'],
    [1002, 'failed'],
    [1003, 'denied'],
    [1004, 'denied'],
    [1005, 'denied'],
    [41000, 'failed'],
    [77777, 'failed'],
  ])('code %i is %s', (code, outcome) => {
    expect(judge(answer({ reqId: 'r', code, msg: 'm', data: null })).outcome).toBe(outcome);
  });

  it.each([
    [500, undefined, 'unknown'],
    [200, undefined, 'unknown'],
    [200, { code: '0' }, 'unknown'],
    [404, undefined, 'failed'],
    [401, undefined, 'denied'],
    [429, { code: 0 }, 'again'],
  ])('status %i with %j is %s', (status, body, outcome) => {
    expect(judge(answer(body, status)).outcome).toBe(outcome);
  });
});

describe('1004, the clock', () => {
  const connection = connect(
    { baseUrl: 'https://nxlink.example.com/', accessKey: 'k', accessSecret: 's', tenantId: 1 },
    String,
  );
  const request = { method: 'POST', path: 'agent/page', bodyText: '{}' } as const;
  const send = (): Promise<Answer> => Promise.reject(new Error('nothing is sent'));

  it('is corrected once for a request, and nothing else is', async () => {
    expect(await connection.renew?.(answer({ code: 1004 }), request, send)).toBe(true);
    expect(await connection.renew?.(answer({ code: 1004 }), request, send)).toBe(false);
    expect(await connection.renew?.(answer({ code: 1003 }), { ...request }, send)).toBe(false);
  });

  it('knows which of its POSTs only read', () => {
    const reads = ['agentGroup/page', 'agentGroup/member/list', 'agent/page', 'did/myUsefulNumber'];
    const isRead = (path: string): boolean =>
      (connection.readPaths ?? []).some((pattern) => pattern.test(path));
    expect(reads.filter((path) => !isRead(path))).toEqual([]);
    expect(isRead('agentGroup/updateMembers')).toBe(false);
  });
});
