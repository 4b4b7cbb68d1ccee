// How one secret may look in a text once what it was wrapped in is off.

import { unwrap } from './unwrap.js';

/** A shorter secret is looked for as it is and as it is sent, but not in forms that other text may have by chance. */
const TELLING = 8;
/** How many layers of wrapping are taken off. */
export const LAYERS = 3;

/** All spellings of `literal` that are looked for; case means nothing to who looks. */
export function formsOf(literal: string): Set<string> {
  const forms = new Set([literal, literal.replaceAll(' ', '+')]);
  if (literal.length >= TELLING) {
    const bytes = Buffer.from(literal, 'utf8');
    const hex = bytes.toString('hex');
    for (const form of [hex, hex.replace(/../g, '%$&'), ...base64Forms(bytes)]) forms.add(form);
  }
  for (const form of sentForms(literal)) forms.add(form);
  // What is taken off a text is taken off what is looked for in it.
  for (const form of [...forms]) for (const bare of unwrapped(form)) forms.add(bare);
  return forms;
}

function unwrapped(form: string): string[] {
  const layers: string[] = [];
  for (let now = unwrap(form); now && layers.length < LAYERS; now = unwrap(now.text)) {
    if (now.text.length >= TELLING) layers.push(now.text);
  }
  return layers;
}

/** As it looks in a URL and in JSON: a short one is found there too, though not in pieces. */
function sentForms(literal: string): string[] {
  const url = encodeSafely(literal);
  const json = JSON.stringify(literal).slice(1, -1);
  const strict = url.replace(/[!'()*~]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
  const twice = JSON.stringify(json).slice(1, -1);
  return [url, strict, url.replaceAll('%20', '+'), strict.replaceAll('%20', '+'), json, twice];
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
    const own = text.slice(Math.ceil((before * 8) / 6), Math.floor(((before + bytes.length) * 8) / 6));
    return [own, own.replaceAll('+', '-').replaceAll('/', '_')];
  });
}

/** A lone surrogate cannot be percent-encoded; it becomes the replacement character, as on the wire. */
function encodeSafely(literal: string): string {
  const lone = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
  return encodeURIComponent(literal.replace(lone, '\ufffd'));
}
