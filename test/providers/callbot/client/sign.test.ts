// nxcloud.md B.1: the vectors of the sheet, both algorithms, requests and answers.
import { describe, expect, it } from 'vitest';
import type { Answer } from '../../../../src/contract/index.js';
import { connect } from '../../../../src/providers/callbot/connect.js';
import {
  type Algorithm,
  distrust,
  signature,
  signedHeaders,
} from '../../../../src/providers/callbot/sign.js';
import { SETTINGS } from './support.js';

const B1 =
  '{"productID":"callbot","userTaskID":"7c0e5a0e-0000-4000-8000-000000000001","taskOperate":2,"delCall":0}';
const B5 = '{"retCode":0,"retMsg":"success","responseID":"resp0001","taskID":"1001","taskStatus":5}';
const keys = (algorithm: Algorithm) => ({ uuid: 'uuid_test_0001', secretKey: 'secret_test_0001', algorithm });
const request = { requestID: 'req0001', createTs: '1700000000' };

describe('vectors', () => {
  it.each([
    [
      'B1',
      B1,
      '43E7E05F913304103DB6FF24E08C2732',
      '8FD79B73036E5B9D45ABD67CE51E85A51F5C118C3C0C00C8812E346AFCCB35B9',
    ],
    [
      'B2',
      B1.replaceAll('":', '": ').replaceAll(',"', ', "'),
      '21223114018DC9E2FC3FDA24D96C5783',
      'E2B8AA82790C7B40D853D5ABFFA278D5C39CE116AF43BC5157AB6083DB96DEF4',
    ],
    [
      'B3',
      '{"data":"你好"}',
      '9525C44855D57ADD164E798FD51C6F22',
      '0EA13F6185EC15E5D6D081FEA457964E763FEC0DE7A2E688914D7752E2FB6D57',
    ],
    [
      'B4',
      '{"data":"\\u4f60\\u597d"}',
      '0B06E3DE8818173A1542A563CB5481EE',
      '630045AF2861672C9F8735B1891E32D1FE24D5028E1F26AF36A8AE65278C92B2',
    ],
  ])('%s', (_name, body, md5, sha256) => {
    expect(signature(keys('MD5'), request, body)).toBe(md5);
    expect(signature(keys('SHA256'), request, body)).toBe(sha256);
  });

  it('B5: an answer, in seconds of its own', () => {
    const answered = { requestID: 'req0001', createTs: '1700000001' };
    expect(signature(keys('MD5'), answered, B5)).toBe('C2F3379C7EBE4EEBE7D04BDEB93C2E81');
    expect(signature(keys('SHA256'), answered, B5)).toBe(
      '22F1C078E4D7F6925DCE8659EC32F0D035EFFABF466F1EADADF61D7CD0975269',
    );
  });
});

describe('an answer', () => {
  const headers = (more: Record<string, string> = {}): Record<string, string> => ({
    requestid: 'req0001',
    uuid: 'uuid_test_0001',
    createts: '1700000001',
    sign: 'C2F3379C7EBE4EEBE7D04BDEB93C2E81',
    ...more,
  });
  const why = (given: Record<string, string>, text = B5, requestID: string | undefined = 'req0001') =>
    distrust(keys('MD5'), given, text, requestID);

  it('is believed with its signature alone', () => {
    expect(why(headers())).toBeUndefined();
    expect(why(headers(), B5, undefined)).toBeUndefined();
    expect(why({})).toContain('not signed');
    expect(why(headers(), B5.replace('5}', '2}'))).toContain('wrong');
    expect(why(headers({ requestid: 'req0002' }))).toContain('another request');
    expect(why(headers({ uuid: 'uuid_test_0002' }))).toContain('another account');
    expect(distrust(keys('SHA256'), headers(), B5, 'req0001')).toContain('algorithm');
  });
});

describe('the connection', () => {
  const connection = connect(SETTINGS, String);
  const post = { method: 'POST', path: 'mgrTaskStatus', bodyText: B1 } as const;
  const send = (): Promise<Answer> => Promise.reject(new Error('nothing is sent'));

  it('signs every attempt anew, says its algorithm, and never sends the secret', async () => {
    const [first, second] = [
      await connection.sign(post, 1_000, send),
      await connection.sign(post, 2_999, send),
    ];
    expect(first.url).toBe('https://nxbot.example.com/callcentre/api/v3/mgrTaskStatus');
    expect([first.headers.createTs, second.headers.createTs]).toEqual(['1', '2']);
    expect(first.headers.requestID).not.toBe(second.headers.requestID);
    expect(first.headers.algorithm).toBe('MD5');
    expect(JSON.stringify([first, second])).not.toContain('secret_test_0001');
    expect(connection.secrets).toContain('secret_test_0001');
  });

  const answer = (body: unknown, headers: Record<string, string> = {}): Answer => ({
    status: 200,
    headers,
    body,
    text: JSON.stringify(body),
  });

  it('believes a signed answer to its own request, and no other', async () => {
    const { headers } = await connection.sign(post, 5_000, send);
    const body = { retCode: 0, retMsg: 'success', responseID: 'r' };
    const { requestID = '', createTs = '' } = headers;
    const sign = signature(keys('MD5'), { requestID, createTs }, JSON.stringify(body));
    const signed = { requestid: requestID, createts: createTs, uuid: 'uuid_test_0001', sign };
    expect(connection.judge(answer(body, signed), post)).toEqual({ outcome: 'ok' });
    expect(connection.judge(answer(body), post)).toMatchObject({ outcome: 'unknown', badAnswer: true });
    const other = connection.judge(answer(body, { ...signed, requestid: 'req9' }), post);
    expect(other).toMatchObject({ outcome: 'unknown', badAnswer: true });
  });

  it('stops on a denial even if that is not signed', () => {
    for (const retCode of [6, 6001, 6002, 6003])
      expect(connection.judge(answer({ retCode, retMsg: 'no' }), post).outcome).toBe('denied');
  });

  it('knows which of its POSTs only read', () => {
    const isRead = (path: string): boolean =>
      (connection.readPaths ?? []).some((pattern) => pattern.test(path));
    expect(['listTask', 'listOrderDetail', 'exportBatchCall'].every(isRead)).toBe(true);
    const writes = ['createTask', 'updateTask', 'addBatchCall', 'importBatchCall', 'mgrTaskStatus'];
    expect(writes.some(isRead)).toBe(false);
  });
});

it('signs what is sent: seconds, upper case', () => {
  const { sign, createTs } = signedHeaders(keys('SHA256'), 1_700_000_000_999, 'req0001', B1);
  expect(createTs).toBe('1700000000');
  expect(sign).toBe('8FD79B73036E5B9D45ABD67CE51E85A51F5C118C3C0C00C8812E346AFCCB35B9');
});
