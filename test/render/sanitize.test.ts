// Nothing that a vendor or a file says may move a cursor, hide text or speak to a pipeline.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plain, plainLines, safeJson } from '../../src/render/sanitize.js';
import { planLines } from '../../src/render/text/plan.js';
import { createTheme } from '../../src/render/text/theme.js';
import { centerPlan, change } from './plans.js';

const FORBIDDEN =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]|\p{Surrogate}/u;
const hostile = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)) }),
  fc.stringMatching(/^[:#[\]a-z \n]*$/),
);

describe('plain text', () => {
  it.each([
    ['Li Wei', 'Li Wei'],
    ['客服', '客服'],
    ['Zoë 👩‍💻'.normalize(), 'Zoë 👩\\u{200d}💻'],
    ['\u001b[2J\u001b[31mred', '\\u{1b}[2J\\u{1b}[31mred'],
    ['a\u009b31mb', 'a\\u{9b}31mb'],
    ['two\nlines\r\ttab', 'two\\nlines\\r\\ttab'],
    ['admin\u202etxt.exe', 'admin\\u{202e}txt.exe'],
    ['nul\u0000', 'nul\\u{0}'],
    ['::set-output name=x::y', ': :set-output name=x: :y'],
    ['::error file=a::b', ': :error file=a: :b'],
    ['##[group]x', '## [group]x'],
    ['##vso[task.setvariable]x', '## vso[task.setvariable]x'],
    ['half\ud800', 'half\\u{d800}'],
  ])('%j is shown as %j', (text, expected) => {
    expect(plain(text)).toBe(expected);
  });

  it('holds nothing that a terminal acts on, whatever comes in', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        expect(plain(text)).not.toMatch(FORBIDDEN);
        expect(plain(text)).not.toMatch(/::[a-z]|##\w*\[/i);
        expect(plain(plain(text))).toBe(plain(text));
      }),
      { numRuns: 2000 },
    );
  });

  it('keeps line ends where lines are ours', () => {
    expect(plainLines('a\nb\u0007')).toBe('a\nb\\u{7}');
  });
});

describe('JSON', () => {
  it('is the same value, without a raw control character', () => {
    fc.assert(
      fc.property(fc.dictionary(hostile, hostile), (value) => {
        const text = safeJson(value);
        expect(JSON.parse(text)).toEqual(value);
        expect(text.replaceAll('\n', '')).not.toMatch(
          /[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/,
        );
      }),
    );
  });
});

describe('a plan made of hostile names', () => {
  it('prints lines that are safe', () => {
    fc.assert(
      fc.property(hostile, hostile, hostile, (name, path, value) => {
        const ends = [
          { address: `queue/${name}`, label: name },
          { address: `agent/${name}`, label: value },
        ] as const;
        const plan = centerPlan({
          center: name,
          provider: path,
          changes: [
            change({
              action: 'create',
              address: `queue/${name}`,
              label: value,
              fields: [{ path, before: null, after: value }],
            }),
            change({
              action: 'update',
              kind: name,
              address: name,
              riskReason: value,
              risk: 'high',
              fields: [{ path, before: [value, { [path]: name }], after: name }],
            }),
            change({
              action: 'delete',
              kind: path,
              address: value,
              ends,
              certainty: 'assumed',
              certaintyReason: name,
            }),
          ],
          unmanaged: [name],
          manual: [{ address: value, reason: name, blocks: [path] }],
          unverifiable: [{ address: name, reason: path }],
          boundReasons: [value],
          problems: [{ code: path, severity: 'error', message: value, file: name, line: 1, column: 1 }],
        });
        for (const line of planLines(plan, { theme: createTheme(false), width: 100, verbose: true })) {
          expect(line).not.toMatch(FORBIDDEN);
          expect(line).not.toMatch(/^\s*(?:::[a-z]|##\w*\[)/i);
        }
      }),
    );
  });
});
