// Secrets: boxed before anything else sees them, warned about when they stand in the file, and in no message.
import { describe, expect, it } from 'vitest';
import { centerOf, HEAD, load, shown } from './load.js';

const LITERAL = 'l1teral-credential';
const provider = (token: string): string =>
  `version: 1\ncenter: acme\nprovider: { type: fake, baseUrl: "https://cti.example.com", account: acme, token: ${token} }\n`;

describe('secrets', () => {
  it('stands for itself by the name of its variable', () => {
    const { centers, problems, secrets } = load({ 'a.yaml': HEAD });
    expect(problems).toEqual([]);
    expect(centers[0]?.settings.token).toEqual({ $secret: 'env:TOKEN', fingerprint: '00000412' });
    expect([...secrets]).toEqual([['env:TOKEN', 's3cret-token']]);
  });

  it('warns of a literal, boxes it all the same, and shows it nowhere', () => {
    const loaded = load({ 'a.yaml': provider(LITERAL) });
    expect(shown(loaded.problems)).toEqual([
      `a.yaml:3:83: warning literal-secret: provider.token is a secret and stands in the file, where everyone who can read it sees it. Take it from the environment: \${TOKEN}.`,
    ]);
    expect(loaded.centers[0]?.settings.token).toMatchObject({ $secret: 'file:a.yaml#acme/provider.token' });
    expect(loaded.secrets.get('file:a.yaml#acme/provider.token')).toBe(LITERAL);
    expect(loaded.centers[0]?.warnings).toEqual(loaded.problems);
    const { secrets: _vault, ...rest } = loaded;
    expect(JSON.stringify(rest)).not.toContain(LITERAL);
    expect(JSON.stringify([...loaded.providerBlocks])).toBe(
      `[["acme",{"type":"fake","baseUrl":"https://cti.example.com","account":"acme","token":"\${TOKEN}"}]]`,
    );
  });

  it.each([
    [`"\${NONE:-${LITERAL}}"`, 'file:a.yaml#acme/provider.token', 1],
    [`"\${TOKEN:-${LITERAL}}"`, 'env:TOKEN', 0],
    [`"x-\${TOKEN}"`, 'file:a.yaml#acme/provider.token', 0],
  ])('%s is kept as %s', (token, ref, warnings) => {
    const { centers, problems, providerBlocks } = load({ 'a.yaml': provider(token) });
    expect(centers[0]?.settings.token).toMatchObject({ $secret: ref });
    expect(problems.filter((problem) => problem.severity === 'warning')).toHaveLength(warnings);
    expect(JSON.stringify([...providerBlocks])).not.toContain(LITERAL);
  });

  it('keeps secrets of two centers in one file apart', () => {
    const two = `${provider('one-secret')}---\n${provider('two-secret').replace('acme', 'other')}`;
    expect([...load({ 'a.yaml': two }).secrets.values()].sort()).toEqual(['one-secret', 'two-secret']);
  });

  it('boxes secret fields of items, and checks them without showing them', () => {
    const center = centerOf({ 'a.yaml': `${HEAD}agents: [{ id: 1, pin: "\${PIN}" }]` });
    expect(center.resources.get('agent/1')?.fields.pin).toMatchObject({ $secret: 'env:PIN' });
    expect(shown(load({ 'a.yaml': `${HEAD}agents: [{ id: 1, pin: 98765 }]` }).problems)).toEqual([
      `a.yaml:4:24: bad-value: agent/1: pin must be four digits.`,
      `a.yaml:4:24: warning literal-secret: agent/1.pin is a secret and stands in the file, where everyone who can read it sees it. Take it from the environment: \${PIN}.`,
    ]);
  });

  it('does not show a secret that is set in two ways', () => {
    const problems = shown(
      load({ 'a.yaml': provider(LITERAL), 'b.yaml': provider('an0ther-credential') }).problems,
    );
    expect(problems).toContain(
      'b.yaml:3:83: conflict: token is set differently: here and at a.yaml:3:83. Keep one of the two.',
    );
    expect(problems.join()).not.toMatch(/l1teral|an0ther/);
  });

  it('refuses an empty secret and one with a line break', () => {
    for (const token of ['""', '"a\\nb"', `"\${EMPTY}"`]) {
      expect(shown(load({ 'a.yaml': provider(token) }).problems)[0]).toBe(
        'a.yaml:3:83: bad-value: provider: token must be text without line breaks, and not empty.',
      );
    }
  });
});
