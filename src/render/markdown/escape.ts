// Text of others inside Markdown and the little HTML that it allows: it stays text wherever the comment is shown.
import { plain } from '../sanitize.js';

const PUNCTUATION = /[\\`*_{}[\]|~^!]/g;
/** What means something only at the beginning of a line or a list item. */
const BEGINNING = /^(?:[-+=#]|\d+(?=[.)]))/;
/**
 * `@team`, `#12` and `:smile:` are found in the finished page, escaped or not, and so are the `!12` and `%3` of other
 * hosts; a comment in between parts them.
 */
const REFERENCE = /[@#!~%](?=[\p{L}\p{N}_"])|:(?=[\w+-]+:)|\bGH(?=-\d)/gu;
const LINK = /:(?=\/\/)|\bwww(?=\.)|\b(?:mailto|xmpp)(?=:)/gi;
const BREAK = '<!-- -->';

/** One line of text that means nothing to Markdown: no emphasis, link, table cell, formula, mention or HTML. */
export function md(text: string): string {
  const safe = plain(text);
  if (/^[\w ,;/()→–-]*$/.test(safe) && !/_|^[-\d]|GH-/.test(safe)) return safe;
  return safe
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(PUNCTUATION, '\\$&')
    .replace(BEGINNING, (mark) => (/\d/.test(mark) ? `${mark}${BREAK}` : `\\${mark}`))
    .replace(REFERENCE, `$&${BREAK}`)
    .replace(LINK, `$&${BREAK}`)
    .replaceAll('$', '<span>$</span>');
}

/** The same inside an HTML element, where Markdown is not read. */
export function html(text: string): string {
  return plain(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(REFERENCE, `$&${BREAK}`)
    .replace(LINK, `$&${BREAK}`);
}

/** Lines as a code block whose fence is longer than any in them, so that nothing inside can end it. */
export function fenced(lines: readonly string[], language: string): string[] {
  const longest = lines.reduce((most, line) => Math.max(most, ...ticks(line)), 2);
  const fence = '`'.repeat(longest + 1);
  return [`${fence}${language}`, ...lines, fence];
}

function ticks(line: string): number[] {
  return [...line.matchAll(/`+/g)].map(([run]) => run.length);
}
