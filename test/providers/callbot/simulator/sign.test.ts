// nxcloud.md B.1.1: requests, answers and callbacks, by MD5 and SHA256, over the very bytes.
import { describe, expect, it } from 'vitest';
import { signedCallback } from '../../../../src/providers/callbot/simulator/callbacks.js';
import { serverSign } from '../../../../src/providers/callbot/simulator/sign.js';
import { hash } from './running.js';

const PARTS = { createTs: '1700000000', requestID: 'req0001', uuid: 'uuid_test_0001' };
const B1 =
  '{"productID":"callbot","userTaskID":"7c0e5a0e-0000-4000-8000-000000000001","taskOperate":2,"delCall":0}';

describe('nxcloud.md B.1.1', () => {
  it.each([
    [
      'B1',
      B1,
      '43E7E05F913304103DB6FF24E08C2732',
      '8FD79B73036E5B9D45ABD67CE51E85A51F5C118C3C0C00C8812E346AFCCB35B9',
    ],
    [
      'B2: with spaces',
      '{"productID": "callbot", "userTaskID": "7c0e5a0e-0000-4000-8000-000000000001", "taskOperate": 2, "delCall": 0}',
      '21223114018DC9E2FC3FDA24D96C5783',
      'E2B8AA82790C7B40D853D5ABFFA278D5C39CE116AF43BC5157AB6083DB96DEF4',
    ],
    [
      'B3: raw UTF-8',
      '{"data":"你好"}',
      '9525C44855D57ADD164E798FD51C6F22',
      '0EA13F6185EC15E5D6D081FEA457964E763FEC0DE7A2E688914D7752E2FB6D57',
    ],
    [
      'B4: escaped',
      '{"data":"\\u4f60\\u597d"}',
      '0B06E3DE8818173A1542A563CB5481EE',
      '630045AF2861672C9F8735B1891E32D1FE24D5028E1F26AF36A8AE65278C92B2',
    ],
  ])('%s', (_, text, md5, sha256) => {
    expect(serverSign('secret_test_0001', Buffer.from(text), PARTS, 'MD5')).toBe(md5);
    expect(serverSign('secret_test_0001', Buffer.from(text), PARTS, 'SHA256')).toBe(sha256);
  });

  it('B5: an answer', () => {
    const text = '{"retCode":0,"retMsg":"success","responseID":"resp0001","taskID":"1001","taskStatus":5}';
    const parts = { ...PARTS, createTs: '1700000001' };
    expect(serverSign('secret_test_0001', text, parts, 'MD5')).toBe('C2F3379C7EBE4EEBE7D04BDEB93C2E81');
    expect(serverSign('secret_test_0001', text, parts, 'SHA256')).toBe(
      '22F1C078E4D7F6925DCE8659EC32F0D035EFFABF466F1EADADF61D7CD0975269',
    );
  });

  it('B.1: callbacks carry id, account, time and sign', () => {
    const notice = { at: 1_700_000_000_999, url: 'https://crm.example.com/task', body: { taskStatus: 3 } };
    const made = signedCallback(notice, 'cb1', { uuid: 'u1', secretKey: 's1' }, 'SHA256');
    const expected = hash('SHA256', 's1&body={"taskStatus":3}&createTs=1700000000&requestID=cb1&uuid=u1');
    expect(made).toEqual({
      url: 'https://crm.example.com/task',
      headers: { requestID: 'cb1', uuid: 'u1', createTs: '1700000000', sign: expected },
      text: '{"taskStatus":3}',
    });
  });
});
