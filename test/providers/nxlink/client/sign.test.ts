// nxcloud.md A.1: the signature is over the literal text of the body.
import { describe, expect, it } from 'vitest';
import { signature, signedHeaders } from '../../../../src/providers/nxlink/sign.js';

const OURS = { accessKey: 'ak_test_0001', action: 'cc', bizType: '8', ts: '1700000000000' };

describe('A.1.1 test vectors', () => {
  it.each([
    ['{"name":"牛小信","id":10001}', '87c3560d3331ae23f1021e2025722354'],
    ['{"id":10001,"name":"牛小信"}', '7750759da06333f20d0640be09355e34'],
    ['{"id": 10001, "name": "牛小信"}', 'd0c24a9886c629330d7f3f2056c65bc2'],
  ])('the vendor’s own: %s', (body, sign) => {
    const headers = { accessKey: 'fme2na3kdi3ki', action: 'send', bizType: '1', ts: '1655710885431' };
    expect(signature(headers, body, 'abciiiko2k3')).toBe(sign);
  });

  it.each([
    [
      'A1',
      '{"tenantId":144,"queueNo":"NXQueue0001","members":["NXAgent0001","NXAgent0002"]}',
      'c2a94c72eecad8e6db690c547322c34c',
    ],
    [
      'A2',
      '{"tenantId": 144, "queueNo": "NXQueue0001", "members": ["NXAgent0001", "NXAgent0002"]}',
      'a4e6df7e53afbe2de068021f7e5f4cf2',
    ],
    ['A3', '{"tenantId":144,"queueName":"客服一组","size":200,"page":1}', '9bd534588e1c795a479baec52c951c82'],
    ['A4', '', '93c3e0160ec87336bf5a2c1c727081c7'],
    ['A5', '{}', 'b43e34c6c4023fae9bb4ee7f15d5d51a'],
  ])('ours, %s', (_name, body, sign) => {
    expect(signature(OURS, body, 'sk_test_0001')).toBe(sign);
  });

  it('sends what it signs', () => {
    const keys = { accessKey: OURS.accessKey, accessSecret: 'sk_test_0001' };
    expect(signedHeaders(keys, 1_700_000_000_000.7, '{}')).toEqual({
      ...OURS,
      sign: 'b43e34c6c4023fae9bb4ee7f15d5d51a',
      'Content-Type': 'application/json',
    });
  });
});
