// nxcloud.md A.1.1: the vendor's vectors and ours, over the very bytes of the body.
import { describe, expect, it } from 'vitest';
import { serverSign } from '../../../../src/providers/nxlink/simulator/sign.js';

const bytes = (text: string): Uint8Array => Buffer.from(text, 'utf8');

describe('nxcloud.md A.1.1', () => {
  it.each([
    ['{"name":"牛小信","id":10001}', '87c3560d3331ae23f1021e2025722354'],
    ['{"id":10001,"name":"牛小信"}', '7750759da06333f20d0640be09355e34'],
    ['{"id": 10001, "name": "牛小信"}', 'd0c24a9886c629330d7f3f2056c65bc2'],
  ])('the vendor: %s', (text, sign) => {
    // The vendor publishes these keys as its own test vectors: no account's.
    const headers = { accessKey: 'fme2na3kdi3ki', action: 'send', bizType: '1', ts: '1655710885431' };
    expect(serverSign(headers, bytes(text), 'abciiiko2k3')).toBe(sign);
  });

  it.each([
    [
      'A1',
      '{"tenantId":144,"queueNo":"NXQueue0001","members":["NXAgent0001","NXAgent0002"]}',
      'c2a94c72eecad8e6db690c547322c34c',
    ],
    [
      'A2: with spaces',
      '{"tenantId": 144, "queueNo": "NXQueue0001", "members": ["NXAgent0001", "NXAgent0002"]}',
      'a4e6df7e53afbe2de068021f7e5f4cf2',
    ],
    [
      'A3: raw UTF-8',
      '{"tenantId":144,"queueName":"客服一组","size":200,"page":1}',
      '9bd534588e1c795a479baec52c951c82',
    ],
    ['A4: no body', '', '93c3e0160ec87336bf5a2c1c727081c7'],
    ['A5: §6 no. 2, {} is a body', '{}', 'b43e34c6c4023fae9bb4ee7f15d5d51a'],
  ])('%s', (_, text, sign) => {
    const headers = { accessKey: 'ak_test_0001', action: 'cc', bizType: '8', ts: '1700000000000' };
    expect(serverSign(headers, bytes(text), 'sk_test_0001')).toBe(sign);
  });
});
