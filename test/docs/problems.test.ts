// docs/reference/problems.md has a row for every problem code of the program, and no other.
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '..', '..');

/** What a vendor's own side says, and what the suite of laws says, is no problem of a user. */
const NOT_OURS = /^src\/(?:conformance\/|providers\/[^/]+\/(?:model|simulator)\/)/;

/** Codes of zod's issues, and of verdicts on one call: they end in an outcome, not in a problem. */
const OF_OTHERS = new Set(['custom', 'busy', 'redirected', 'not-confirmed']);

const WORD = "'([a-z][a-z0-9]*(?:-[a-z0-9]+)*)'";

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sources(path);
    return entry.name.endsWith('.ts') && !NOT_OURS.test(relative(ROOT, path)) ? [path] : [];
  });
}

/** The ways in which our code names a code: as a key, in a closed set, to a helper that makes a problem of it. */
function codesIn(text: string): string[] {
  const line = text.replace(/^\s*\/\/.*$/gm, ' ').replace(/\s+/g, ' ');
  const all = (pattern: string, within = line): string[] =>
    [...within.matchAll(new RegExp(pattern, 'g'))].map((match) => match[1] ?? '');
  const helper = '\\b(?:finding|warn|warning|problem|report|unreadable|stale|VendorError)';
  const calls = all(`(${helper}\\([^;\`]{0,160})`);
  const deciders = all('function codeOf\\([^)]*\\): string \\{(.*?) \\}');
  return [
    ...all(`\\bcode: ${WORD}`),
    ...all('type (?:Schema|VendorError)Code = ([^;]+);').flatMap((union) => all(WORD, union)),
    ...all(`${helper}\\( ?${WORD}`).filter((word) => word !== 'error' && word !== 'warning'),
    // Further inside a call, only what looks like a code: other words are field names and the like.
    ...[...calls, ...deciders].flatMap((part) => all(WORD, part)).filter((word) => word.includes('-')),
  ];
}

const page = readFileSync(join(ROOT, 'docs', 'reference', 'problems.md'), 'utf8');
const documented = [...page.matchAll(/^\| `([a-z0-9-]+)` \| (.+) \| (.+) \|$/gm)].map(
  (match) => match[1] ?? '',
);
const used = new Set(
  sources(join(ROOT, 'src'))
    .flatMap((path) => codesIn(readFileSync(path, 'utf8')))
    .filter((code) => !OF_OTHERS.has(code)),
);

describe('the list of problems', () => {
  it('names every code that the program gives', () => {
    expect([...used].filter((code) => !documented.includes(code)).sort()).toEqual([]);
  });

  it('names none that it does not give', () => {
    expect(documented.filter((code) => !used.has(code)).sort()).toEqual([]);
  });

  it('names each once, with a cause and a cure', () => {
    expect(documented).toEqual([...new Set(documented)]);
    expect(documented).toHaveLength(page.match(/^\| `/gm)?.length ?? 0);
  });
});
