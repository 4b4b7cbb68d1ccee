// The example that a newcomer reads first loads as it stands, without a warning.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { provider } from '../../src/providers/udesk/provider.js';
import { buildDesired } from '../../src/schema/build.js';
import { parseFiles } from '../../src/schema/parse.js';

it('loads the example', () => {
  const path = 'examples/contact-center.yaml';
  const bytes = readFileSync(join(import.meta.dirname, '../..', path));
  const { centers, problems, secrets } = buildDesired(parseFiles([{ path, bytes }]), {
    env: { UDESK_APP_ID: 'app-1', UDESK_SID: 'sid', UDESK_AUTH_TOKEN: 'token' },
    readBeside: () => new Uint8Array(),
    provider: (type) => (type === 'udesk' ? provider : undefined),
  });
  expect(problems).toEqual([]);
  expect([...secrets.keys()].sort()).toEqual(['env:UDESK_AUTH_TOKEN', 'env:UDESK_SID']);
  const kinds = [...(centers[0]?.resources.values() ?? [])].map((resource) => resource.kind);
  const count = (kind: string): number => kinds.filter((one) => one === kind).length;
  expect([count('queue'), count('agent'), count('subscription')]).toEqual([3, 12, 2]);
});

it('says what a missing field is, also of one that may be null', () => {
  const text = [
    'version: 1',
    'center: acme',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: variables of the file
    'provider: { type: udesk, baseUrl: https://cti.example.com, appId: a, sid: "${S}", authToken: "${S}" }',
    'agents: [{ id: "10031", name: Li Wei }]',
  ].join('\n');
  const { problems } = buildDesired(parseFiles([{ path: 'a.yaml', bytes: new TextEncoder().encode(text) }]), {
    env: { S: 'secret' },
    readBeside: () => new Uint8Array(),
    provider: (type) => (type === 'udesk' ? provider : undefined),
  });
  expect(problems).toMatchObject([
    {
      code: 'missing-field',
      message: expect.stringMatching(
        /^agent\/10031: workId is missing\. Staff number, .* For example: w10031$/,
      ),
    },
  ]);
});
