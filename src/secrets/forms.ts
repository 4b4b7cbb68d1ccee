// How one secret may look in a text: as it is, as it is sent, and as somebody may repeat it.

/** A shorter secret is looked for as it is and as it is sent, but not in forms that other text may have by chance. */
const TELLING = 8;

/** All spellings of `literal` that are looked for. */
export function formsOf(literal: string): Set<string> {
  const forms = sentForms(literal);
  if (literal.length < TELLING) return forms;
  const bytes = Buffer.from(literal, 'utf8');
  const hex = bytes.toString('hex');
  const json = JSON.stringify(literal).slice(1, -1);
  for (const form of [literal.toLowerCase(), literal.toUpperCase(), hex, hex.toUpperCase(), html(literal)])
    forms.add(form);
  for (const every of [hex, hex.toUpperCase()]) forms.add(every.replace(/../g, '%$&'));
  forms.add(html(json));
  for (const form of base64Forms(bytes)) forms.add(form);
  return forms;
}

/** The literal as it looks in plain text, in a URL (both spellings of hex and of a space), and in JSON. */
function sentForms(literal: string): Set<string> {
  const url = encodeSafely(literal);
  const form = url.replace(/%20/g, '+');
  const json = JSON.stringify(literal).slice(1, -1);
  const strict = url.replace(/[!'()*~]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
  const lower = (text: string): string => text.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase());
  const twice = JSON.stringify(json).slice(1, -1);
  return new Set([
    literal,
    url,
    form,
    strict,
    strict.replace(/%20/g, '+'),
    lower(url),
    lower(strict),
    json,
    twice,
  ]);
}

/**
 * The part of the base64 text that the literal alone decides, wherever it begins among the bytes around it
 * (`user:secret` of basic authentication), in both alphabets.
 */
function base64Forms(bytes: Buffer): string[] {
  return [0, 1, 2].flatMap((before) => {
    const text = Buffer.concat([Buffer.alloc(before), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    const first = Math.ceil((before * 8) / 6);
    const last = Math.floor(((before + bytes.length) * 8) / 6);
    const own = text.slice(first, last);
    return [
      own,
      own.replaceAll('+', '-').replaceAll('/', '_'),
      own.replaceAll('+', '%2B').replaceAll('/', '%2F'),
    ];
  });
}

/** As a page writes it. */
function html(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

/** A lone surrogate cannot be percent-encoded; it becomes the replacement character, as on the wire. */
function encodeSafely(literal: string): string {
  const lone = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
  return encodeURIComponent(literal.replace(lone, '\ufffd'));
}
