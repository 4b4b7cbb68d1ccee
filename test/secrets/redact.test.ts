// Planted secrets never survive, whatever text or data they are planted in.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRedactor } from '../../src/secrets/redact.js';

const literal = fc
  .string({ unit: 'grapheme', minLength: 6, maxLength: 24 })
  .filter((text) => !text.includes('*') && text.trim() === text);
const noise = fc.string({ unit: 'grapheme', maxLength: 20 });

describe('redaction', () => {
  it('hides values under keys that it learns after it has begun', () => {
    const redactor = createRedactor();
    expect(redactor.text('door=4711 is open')).toBe('door=4711 is open');
    redactor.learnKeys(['door']);
    expect(redactor.text('door=4711 is open')).toBe('door=*** is open');
  });

  it('hides every planted literal, in text and in its encoded forms', () => {
    fc.assert(
      fc.property(literal, noise, noise, (secret, before, after) => {
        const redactor = createRedactor({ literals: [secret] });
        const forms = [
          secret,
          encodeURIComponent(secret),
          new URLSearchParams({ q: secret }).toString().slice(2),
          JSON.stringify(secret).slice(1, -1),
          JSON.stringify(JSON.stringify(secret)).slice(3, -3),
        ].filter((form) => form.length >= 4);
        for (const form of forms) {
          const output = redactor.text(`${before} ${form} ${after}`);
          if (!`${before} ${after}`.includes(form)) expect(output.includes(form)).toBe(false);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('hides every planted literal anywhere in JSON-like data, keys included', () => {
    fc.assert(
      fc.property(literal, fc.jsonValue(), fc.array(fc.string(), { maxLength: 4 }), (secret, other, path) => {
        const planted = path.reduce<unknown>(
          (inner, key) => ({ [key]: inner, other }),
          [secret, { [secret]: `x${secret}y` }],
        );
        const output = JSON.stringify(createRedactor({ literals: [secret] }).value(planted));
        const plain = JSON.stringify(createRedactor({}).value(other) ?? null);
        if (!plain.includes(secret) && !path.some((key) => key.includes(secret))) {
          expect(output.includes(JSON.stringify(secret).slice(1, -1))).toBe(false);
        }
      }),
      { numRuns: 200 },
    );
  });

  it.each([
    [
      'a signed URL',
      'GET /queues?Timestamp=1&AppId=a&Sign=0123abcd&x=1',
      'GET /queues?Timestamp=1&AppId=a&Sign=***&x=1',
    ],
    [
      'a form',
      'grant_type=password&password=p%40ss&client_secret=zzz',
      'grant_type=password&password=***&client_secret=***',
    ],
    ['JSON text', '{"Password":"p4ss","name":"x"}', '{"Password":"***","name":"x"}'],
    ['JSON cut off', '{"token":"abc', '{"token":"***"'],
    ['a number under a secret key', '{"voicePin": 4711, "a": 1}', '{"voicePin": "***", "a": 1}'],
    ['a header', 'Authorization: Bearer abc.def.ghi, rest', 'Authorization: Bearer ***, rest'],
    [
      'a URL with a password',
      'proxy http://me:pw@proxy.example.com/x',
      'proxy http://***@proxy.example.com/x',
    ],
    ['a key the vendor names', 'Sid=123&b=2', 'Sid=***&b=2'],
    ['nothing secret', 'queue 9001 design: tokens 3', 'queue 9001 design: tokens 3'],
  ])('hides by key: %s', (_what, input, expected) => {
    expect(createRedactor({ keys: ['Sid', 'voice_pin'] }).text(input)).toBe(expected);
  });

  it('hides values under secret keys in data, whatever their shape, and keeps null', () => {
    const redactor = createRedactor({ keys: ['pin'] });
    expect(
      redactor.value({ pin: 1234, Password: ['a'], newPassword: 'x', auth_token: null, name: 'ok' }),
    ).toEqual({
      pin: '***',
      Password: '***',
      newPassword: '***',
      auth_token: null,
      name: 'ok',
    });
  });

  it('learns secrets while it runs, ten thousand of them, and stays quick enough for every line', () => {
    const redactor = createRedactor();
    const secrets = Array.from({ length: 10_000 }, (_, index) => `made-secret-${index}-end`);
    for (const secret of secrets) redactor.learn(secret);
    expect(redactor.text(`now ${secrets[9_999]} and ${secrets[1]}`)).toBe('now *** and ***');
  });

  it('is not slowed by hostile text', () => {
    const redactor = createRedactor({ keys: ['Sign'] });
    for (const unit of ['\\', 'a', 'a-', 'password', '"', 'token:', ' ']) {
      const text = unit.repeat(200_000 / unit.length);
      expect(redactor.text(text).length).toBeLessThanOrEqual(text.length * 2);
    }
  });
});

describe('secrets that are easily half hidden', () => {
  const secret = 'tOk/9+vQ=&x<7>"Zt%41-qW';
  const middle = 11;
  const around = (by: string): string => `${secret.slice(0, middle)}${by}${secret.slice(middle)}`;

  it.each(['\n', '\r\n', ' ', '\t', '\u0007', '\u200b', '\u001b[31m', '=\r\n', '<br>', '\\n', '\\u0007'])(
    'hides one with %j inside, as it is and quoted',
    (by) => {
      const redactor = createRedactor({ literals: [secret] });
      expect(redactor.text(`said ${around(by)}, then`)).toBe('said ***, then');
      expect(redactor.text(`said ${JSON.stringify(around(by))}, then`)).toBe('said "***", then');
    },
  );

  it.each([
    ['base64', Buffer.from(secret).toString('base64url')],
    ['hex', Buffer.from(secret).toString('hex').toUpperCase()],
    ['a page', secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&#34;')],
    ['a URL, every byte', [...Buffer.from(secret)].map((byte) => `%${byte.toString(16)}`).join('')],
    ['JSON in JSON in a URL', encodeURIComponent(JSON.stringify(JSON.stringify(secret))).slice(9, -9)],
    ['capitals', secret.toUpperCase()],
  ])('hides one written as %s', (_how, written) => {
    expect(createRedactor({ literals: [secret] }).text(`said ${written}, then`)).toMatch(
      /^said \S{0,2}\*\*\*\S{0,3}, then$/,
    );
  });

  it('hides what is left of one where a quotation was cut off, and no ordinary word', () => {
    const redactor = createRedactor({ literals: [secret, 'token-demo-0001'] });
    expect(redactor.text(`answered "${'.'.repeat(30)}${secret.slice(0, 9)}" instead`)).toBe(
      `answered "${'.'.repeat(30)}***" instead`,
    );
    expect(redactor.text('a token-demo is shown')).toBe('a token-demo is shown');
  });

  it('in data and in output leaves short ones and ordinary words where they may be something else', () => {
    const redactor = createRedactor({ literals: ['4711', 'verified', secret, '48391207'] });
    const data = { verified: true, address: 'agent/4711', name: `x ${secret}`, pin: '48391207' };
    expect(redactor.known(data)).toEqual({ '***': true, address: 'agent/4711', name: 'x ***', pin: '***' });
    expect(redactor.output(JSON.stringify(data))).toBe(
      '{"verified":true,"address":"agent/4711","name":"x ***","pin":"48391207"}',
    );
    const other = { name: 'y', list: [{ a: 1 }] };
    expect(redactor.known(other)).toBe(other);
  });

  it('learns what an answer tells under a secret key', () => {
    const redactor = createRedactor();
    redactor.listen({ users: [{ name: 'Ann', access_token: 'aX-71-bQ-99', PASSWORD: 'short' }] });
    expect(redactor.text('it was aX-71-bQ-99 and short')).toBe('it was *** and short');
  });

  it('hides the longer of two that begin alike as a whole', () => {
    const redactor = createRedactor({ literals: ['harbor-17', 'harbor-17-lamp'] });
    expect(redactor.text('it said harbor-17-lamp, then harbor-17')).toBe('it said ***, then ***');
  });

  it('hides a PIN that arrives as a number', () => {
    const redactor = createRedactor({ literals: ['47110815'] });
    expect(redactor.value({ code: 47110815, other: 4711 })).toEqual({ code: '***', other: 4711 });
  });
});

describe('a long output', () => {
  // The second has fewer than three characters that are looked at, so that every line must be.
  it.each([['tok-7f3a9b2c'], ['= =\t=\t==12']])('is hidden line by line: %j', (secret) => {
    const redactor = createRedactor({ literals: [secret] });
    const line = fc.oneof(
      fc.constantFrom('', secret, `a ${secret} b`, secret.slice(0, 5), secret.slice(5), `${secret}${secret}`),
      fc.string({ maxLength: 40 }).map((text) => text.replaceAll('\n', '')),
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 60 }), (lines) => {
        const long = [...lines, 'x'.repeat(20_000), ...lines].join('\n');
        expect(redactor.output(long)).toBe(long.split('\n').map(redactor.output).join('\n'));
      }),
      { numRuns: 200 },
    );
  });
});
