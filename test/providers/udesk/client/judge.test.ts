import { describe, expect, it } from 'vitest';
import { judge } from '../../../../src/providers/udesk/judge.js';
import { answer } from './support.js';

type Row = [
  what: string,
  method: 'GET' | 'POST' | 'PUT' | 'DELETE',
  path: string,
  code: string,
  text: string,
  status: number,
  outcome: string,
  more?: object,
];

const ROWS: Row[] = [
  ['success', 'POST', 'queues', '000000', 'OK', 201, 'ok'],
  ['success with an empty text (L649)', 'GET', 'agents', '000000', '', 200, 'ok'],
  ['success whatever the status', 'POST', 'queues', '000000', 'OK', 500, 'ok'],
  ['C25: accepted in the background', 'POST', 'queues', '000000', 'OK', 202, 'accepted'],
  ['blank id', 'POST', 'agents', '000001', 'AgentId AppId WorkId Blank', 400, 'failed', { code: '000001' }],
  ['G08: an error under HTTP 200', 'POST', 'queues', '000001', 'Parameter error', 200, 'failed'],
  ['bad input', 'PUT', 'agents/1', '000001', 'ParamsInvalid', 400, 'failed'],
  ['server fault', 'POST', 'queues', '000003', 'System internal error', 500, 'unknown'],
  ['server fault under HTTP 200', 'POST', 'queues', '000003', 'System internal error', 200, 'unknown'],
  ['sister page: internal error', 'PUT', 'queues', '000060', '', 200, 'unknown'],
  [
    'delete of what is absent',
    'DELETE',
    'queues',
    '000004',
    'Data does not exist',
    404,
    'already',
    { look: false },
  ],
  [
    'G42: unbind of an absent pair',
    'DELETE',
    'agents/queues',
    '100018',
    'RecordNotFound',
    404,
    'already',
    { look: true },
  ],
  [
    'G42: unbind of an absent extension',
    'DELETE',
    'agents/extensions',
    '100018',
    'RecordNotFound',
    404,
    'already',
    { look: true },
  ],
  [
    'G30: delete of an absent agent',
    'DELETE',
    'agents/1',
    '100018',
    'RecordNotFound',
    404,
    'already',
    { look: true },
  ],
  [
    'update of what is absent',
    'PUT',
    'agents/1',
    '100018',
    'RecordNotFound',
    404,
    'failed',
    { code: '100018' },
  ],
  [
    'bind to an absent queue',
    'POST',
    'queues/agents',
    '100018',
    'Queue Blank',
    404,
    'failed',
    { code: '100018' },
  ],
  ['application refused', 'GET', 'apps', '100002', 'AppId AppNotFound or forbidden', 403, 'denied'],
  ['application missing', 'GET', 'apps', '100017', 'AppID Blank', 400, 'denied'],
  [
    'duplicate agent',
    'POST',
    'agents',
    '100004',
    "Duplicate entry '1' for key",
    400,
    'already',
    { look: true },
  ],
  [
    'duplicate, other letter case',
    'POST',
    'queues',
    '100004',
    'DUPLICATE ENTRY x',
    200,
    'already',
    { look: true },
  ],
  [
    'G41: duplicate pair',
    'POST',
    'agents/queues',
    '100004',
    'Duplicate entry',
    400,
    'already',
    { look: true },
  ],
  ['G62: body lost on the way', 'DELETE', 'queues', '100004', 'unexpected end of JSON input', 400, 'failed'],
  [
    'C4: bindings remain',
    'DELETE',
    'agents/1',
    '100004',
    "Agent has queue or voip, can't delete",
    400,
    'failed',
  ],
  ['G44: queue still bound', 'DELETE', 'queues', '100004', "Queue has agent, can't delete", 400, 'failed'],
  ['100004, any other text', 'PUT', 'queues', '100004', 'wrong message', 400, 'failed'],
  [
    '§4.1: extension exists',
    'POST',
    'extensions',
    '100015',
    'NumberIsExisted',
    400,
    'already',
    { look: false },
  ],
  [
    'C3: extension is bound',
    'DELETE',
    'extensions',
    '100016',
    'VoipBindAgent',
    400,
    'failed',
    { code: '100016' },
  ],
  ['extension of somebody else', 'POST', 'agents/extensions', '100016', 'VoipBindAgent', 400, 'failed'],
  [
    'number not owned',
    'PUT',
    'spnumbers/default',
    '100005',
    'SpNumber not found',
    400,
    'failed',
    { code: '100005' },
  ],
  ['G02: account unknown', 'GET', 'agents', '100003', '', 200, 'denied'],
  ['G02: request timed out', 'GET', 'agents', '000035', '', 200, 'denied'],
  ['G02: authentication error', 'GET', 'agents', '200020', '', 401, 'denied'],
  ['unlisted code, refused', 'POST', 'queues', '777777', 'odd', 400, 'failed', { code: '777777' }],
  ['unlisted code on a write that may have happened', 'POST', 'queues', '777777', 'odd', 200, 'unknown'],
  ['unlisted code on a read', 'GET', 'queues', '777777', 'odd', 200, 'failed'],
  ['unlisted code with 401', 'GET', 'queues', '777777', 'odd', 401, 'denied'],
];

describe('what an answer means (udesk.md §5)', () => {
  it.each(ROWS)('%s: %s %s %s', (_what, method, path, code, text, status, outcome, more = {}) => {
    const verdict = judge(answer({ ErrCode: code, ErrDesc: text, Result: null }, status), { method, path });
    expect(verdict).toMatchObject({ outcome, ...more });
  });

  it.each([
    ['G08: empty 204', 'DELETE', 204, 'ok'],
    ['empty 202', 'POST', 202, 'accepted'],
    ['empty 404 on a delete', 'DELETE', 404, 'already'],
    ['empty 404 elsewhere', 'POST', 404, 'failed'],
    ['401', 'GET', 401, 'denied'],
    ['403', 'POST', 403, 'denied'],
    ['408', 'POST', 408, 'unknown'],
    ['500', 'POST', 500, 'unknown'],
    ['503', 'PUT', 503, 'unknown'],
    ['422', 'POST', 422, 'failed'],
    ['429', 'POST', 429, 'again'],
  ] as const)('%s without a body', (_what, method, status, outcome) => {
    expect(judge(answer(undefined, status), { method, path: 'queues' }).outcome).toBe(outcome);
  });

  it('G09: takes a code of no table as a refusal, in the vendor’s own words, and never as success', () => {
    const request = { method: 'POST', path: 'queues' } as const;
    const verdict = judge(answer({ ErrCode: '987654', ErrDesc: 'Not today' }, 400), request);
    expect(verdict).toMatchObject({ outcome: 'failed', message: expect.stringContaining('Not today') });
  });

  it('never reads a number as success: leading zeros count', () => {
    expect(judge(answer({ ErrCode: 0, ErrDesc: 'OK' }), { method: 'POST', path: 'queues' }).outcome).toBe(
      'unknown',
    );
  });

  it('takes a success that is not Udesk’s envelope for unknown', () => {
    expect(judge(answer({ hello: 'world' }), { method: 'POST', path: 'queues' }).outcome).toBe('unknown');
    expect(judge(answer(undefined, 200), { method: 'GET', path: 'queues' }).outcome).toBe('unknown');
  });
});
