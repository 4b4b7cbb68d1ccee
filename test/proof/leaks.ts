// Looks for secrets in a text as somebody would who wants them: also in pieces, broken up, and in every usual encoding.

/** So much of a secret in one piece is too much. */
const PIECE = 8;
/** From one piece that is looked for to the next: whatever holds eleven characters in a row holds one of them. */
const STRIDE = 4;

/** What of `secrets` can be read out of `text`; each with what stands around it. */
export function leaks(text: string, secrets: readonly string[]): string[] {
  const readings = readingsOf(text);
  return secrets.flatMap((secret) =>
    readings.flatMap(([how, reading]) => {
      const piece = piecesOf(secret).find((one) => reading.includes(one));
      return piece === undefined ? [] : [`${secret} (${how}): ${around(reading, piece)}`];
    }),
  );
}

function piecesOf(secret: string): string[] {
  const small = secret.toLowerCase();
  const whole = small.replace(BREAKS, '');
  return [small, whole].flatMap((one) =>
    Array.from({ length: Math.max(1, Math.ceil((one.length - PIECE + 1) / STRIDE)) }, (_, at) =>
      one.slice(at * STRIDE, at * STRIDE + PIECE),
    ),
  );
}

const BREAKS =
  /\u001b\[[0-9;]*[A-Za-z]|[\s\u0000-\u0020\u007f-\u00a0\u00ad\u200b-\u200f\u2028-\u202f\u2060\ufeff]+/g;

function readingsOf(text: string): [string, string][] {
  const plain: [string, string][] = [
    ['as it is', text],
    ['JSON', unescaped(text)],
    ['JSON in JSON', unescaped(unescaped(text))],
    ['URL', fromUrl(text)],
    ['page', fromPage(text)],
    ['hex', decoded(text, /(?:[0-9a-fA-F]{2}){8,}/g, 'hex')],
    ...[0, 1, 2, 3].map((skip): [string, string] => [
      `base64 +${skip}`,
      decoded(text.replaceAll('%2B', '+').replaceAll('%2F', '/'), /[A-Za-z0-9+/_-]{11,}/g, 'base64', skip),
    ]),
  ];
  const bare = plain.map(([how, one]): [string, string] => [
    `${how}, without breaks`,
    one.replace(BREAKS, ''),
  ]);
  const again = decoded(text.replace(BREAKS, ''), /[A-Za-z0-9+/_-]{11,}/g, 'base64');
  return [...plain, ...bare, ['base64 on lines', again] as [string, string]].map(([how, one]) => [
    how,
    one.toLowerCase(),
  ]);
}

function unescaped(text: string): string {
  return text
    .replace(/\\u\{([0-9a-fA-F]{1,6})\}/g, (_all, code: string) =>
      String.fromCodePoint(Math.min(0x10ffff, Number.parseInt(code, 16))),
    )
    .replace(/\\u([0-9a-fA-F]{4})/g, (_all, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .replace(/\\([nrt"\\/])/g, (_all, sign: string) => ({ n: '\n', r: '\r', t: '\t' })[sign] ?? sign);
}

function fromUrl(text: string): string {
  return text.replace(/(?:%[0-9a-fA-F]{2})+/g, (run) =>
    Buffer.from(run.replaceAll('%', ''), 'hex').toString('utf8'),
  );
}

function fromPage(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
    .replace(/\\([\\`*_{}[\]()#+.!|<>~@:-])/g, '$1');
}

function decoded(text: string, runs: RegExp, encoding: 'hex' | 'base64', skip = 0): string {
  return [...text.matchAll(runs)]
    .map(([run]) => Buffer.from(run.slice(skip), encoding).toString('utf8'))
    .join('\n');
}

function around(text: string, piece: string): string {
  const at = text.indexOf(piece);
  return JSON.stringify(text.slice(Math.max(0, at - 90), at + piece.length + 60));
}
