// The pull-request comment: what a supervisor reads, how long it may be, what changed since the last push.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MOST_CHARACTERS, reportMarkdown } from '../../src/render/markdown/comment.js';
import { fenced, md } from '../../src/render/markdown/escape.js';
import { formerOf, readMarker } from '../../src/render/markdown/marker.js';
import type { PlanReport } from '../../src/render/report.js';
import { hostileText, NASTY } from './hostile.js';
import { busyPlan, centerPlan, change } from './plans.js';

function report(...centers: PlanReport['centers']): PlanReport {
  return { what: 'plan', tool: 'cutover 0.1.0', centers, problems: [] };
}

const leaver = (id: number) =>
  change({
    action: 'delete',
    kind: 'membership',
    address: `membership/9001/${id}`,
    ends: [
      { address: 'queue/9001', label: 'Support' },
      { address: `agent/${id}`, label: `Agent ${id}` },
    ],
    risk: 'medium',
    riskReason: `queue/9001 loses agent/${id}`,
  });

describe('the comment', () => {
  it('begins with its marker, a title that says it all, and the table', () => {
    expect(reportMarkdown(report(busyPlan)).split('\n').slice(1, 6)).toEqual([
      '### cutover plan: 2 to create, 1 to change, 2 to delete',
      '',
      '| Center | Create | Change | Delete | Calls | Risk |',
      '| --- | --: | --: | --: | --: | --- |',
      '| acme-support | 2 | 1 | 2 | 18 | **high**: 1, medium: 1 |',
    ]);
  });

  it('says who loses how many of whom, once, and leaves the lines to the details', () => {
    const plan = centerPlan({
      changes: [leaver(1), leaver(2), leaver(3)],
      staffing: [{ pool: 'queue/9001', label: 'Support', member: 'agent', before: 8, leave: 3, join: 0 }],
    });
    const text = reportMarkdown(report(plan));
    expect(text).toContain('- **Medium risk:** Support (queue/9001) loses 3 of 8 agents; 5 are left\n');
    expect(text.split('loses 3 of 8')).toHaveLength(2);
    for (const id of [1, 2, 3])
      expect(text).toContain(`- unbind membership 9001 Support <- ${id} Agent ${id}`);
  });

  it('calls it high when nobody is left', () => {
    const staffing = [
      { pool: 'queue/9001', label: 'Support', member: 'agent', before: 1, leave: 1, join: 0 },
    ];
    expect(reportMarkdown(report(centerPlan({ changes: [leaver(1)], staffing })))).toContain(
      '- **High risk:** Support (queue/9001) loses 1 of 1 agent; nobody is left to take its calls',
    );
  });

  it.each([
    [['queue/1'], '1 live object that the files do not mention stays as it is'],
    [['queue/1', 'queue/2'], '2 live objects that the files do not mention stay as they are'],
  ])('says of %s: %s', (unmanaged, says) => {
    expect(reportMarkdown(report(centerPlan({ unmanaged })))).toContain(says);
  });

  it('names many centers, and counts those without changes', () => {
    const quiet = Array.from({ length: 30 }, (_, index) => centerPlan({ center: `calm-${index}` }));
    const text = reportMarkdown(report(...quiet, busyPlan));
    expect(text).toContain('| acme-support |');
    expect(text).not.toContain('calm-');
    expect(text).toContain('30 more centers without changes.');
  });

  it('never is too long, and says how much it leaves out; what is risky is in it', () => {
    const risky = change({
      action: 'update',
      address: 'queue/zz',
      risk: 'high',
      riskReason: 'it rings nowhere',
    });
    const many = Array.from({ length: 10_000 }, (_, index) =>
      change({
        action: 'create',
        address: `agent/${index}`,
        label: `Agent ${index}`,
        fields: [{ path: 'note', before: null, after: 'x'.repeat(40) }],
      }),
    );
    const text = reportMarkdown(report(centerPlan({ changes: [...many, risky] })));
    expect(text.length).toBeLessThanOrEqual(MOST_CHARACTERS);
    expect(text.length).toBeGreaterThan(MOST_CHARACTERS * 0.9);
    expect(text).toContain('! queue/zz');
    const shown = text.split('\n').filter((line) => /^[+!-] (?:agent|queue)\//.test(line)).length;
    expect(text).toContain(`**${10_001 - shown} of 10001 changes are not shown here**`);
  });

  it('keeps to its length when everything in it is long', () => {
    const long = '@'.repeat(20_000);
    const centers = Array.from({ length: 100 }, (_, index) =>
      centerPlan({
        center: `${long}${index}`,
        changes: [
          change({
            action: 'delete',
            address: `${long}/1`,
            label: long,
            risk: 'high',
            riskReason: `${long}${index}`,
          }),
          change({
            action: 'update',
            address: `${long}/2`,
            certainty: 'assumed',
            certaintyReason: `${long}${index}`,
          }),
        ],
        problems: [{ code: long, severity: 'error', message: long, file: long }],
        manual: [{ address: long, reason: long, blocks: [long, long] }],
        irreversible: [{ address: long, reason: long }],
        unmanaged: [long],
      }),
    );
    for (const former of [
      formerOf([centerPlan({ center: long, changes: [leaver(1)] })]),
      'unreadable',
    ] as const) {
      expect(reportMarkdown(report(...centers), { former }).length).toBeLessThanOrEqual(MOST_CHARACTERS);
    }
  });
});

describe('since the last push', () => {
  const first = centerPlan({ changes: [leaver(1), leaver(2)] });
  const [one, two] = first.changes;
  const second = centerPlan({
    changes: [...(one ? [{ ...one, fields: [{ path: 'level', before: 1, after: 2 }] }] : []), leaver(3)],
  });

  it('reads the former plan back from the comment', () => {
    expect(readMarker(reportMarkdown(report(first)))).toEqual(formerOf([first]));
  });

  it('takes a name that looks like the hidden line for a name', () => {
    const name = change({ action: 'create', address: 'queue/9009', label: '<!-- cutover:state AAAA -->' });
    const plan = centerPlan({ changes: [name] });
    expect(readMarker(reportMarkdown(report(plan)))).toEqual(formerOf([plan]));
  });

  it('says what came, what went and what became of the rest', () => {
    const former = formerOf([first]);
    const text = reportMarkdown(report(second), { former });
    expect(text.slice(text.indexOf('#### Since'), text.indexOf('<sub>')).trim().split('\n').slice(2)).toEqual(
      [
        '- 1 change more than before: delete membership/9001/3',
        `- 1 change no longer planned: ${two?.key}`,
        '- 1 change now with other values: delete membership/9001/1',
      ],
    );
    expect(reportMarkdown(report(first), { former })).toContain(
      'Nothing: the plan is the same as at the last push.',
    );
  });

  it('says so if there is nothing to compare with', () => {
    expect(reportMarkdown(report(second), { former: 'unreadable' })).toContain('so the two are not compared');
    expect(reportMarkdown(report(second))).not.toContain('last push');
  });

  it.each(['', 'no marker', '<!-- cutover:state AAAA -->', '<!-- cutover:state !!! -->'])(
    'takes a comment without a sound marker (%s) as unreadable',
    (comment) => {
      expect(readMarker(comment)).toBeUndefined();
    },
  );

  it('does not unpack a marker that would fill the memory', async () => {
    const { deflateRawSync } = await import('node:zlib');
    const bomb = deflateRawSync(`[["a",[["b","${'c'.repeat(20_000_000)}"]]]]`).toString('base64url');
    expect(readMarker(`<!-- cutover:state ${bomb} -->`)).toBeUndefined();
  });
});

describe('escaped text', () => {
  it.each([
    ['acme-support', 'acme-support'],
    ['Li Wei (agent/10031)', 'Li Wei (agent/10031)'],
    ['a | b', 'a \\| b'],
    ['@octocat', '@<!-- -->octocat'],
    ['fix #12', 'fix #<!-- -->12'],
    [':smile:', ':<!-- -->smile:'],
    ['<script>', '&lt;script&gt;'],
    ['[a](https://example.com)', '\\[a\\](https:<!-- -->//example.com)'],
    ['www.example.com', 'www<!-- -->.example.com'],
    ['1. first', '1<!-- -->. first'],
    ['# title', '\\# title'],
    ['$x$', '<span>$</span>x<span>$</span>'],
    ['two\nlines', 'two\\\\nlines'],
  ])('%j is written %j', (text, expected) => {
    expect(md(text)).toBe(expected);
  });

  it('opens nothing that Markdown or HTML knows', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const bare = md(text)
          .replaceAll('<!-- -->', '\u0001')
          .replaceAll(/<\/?span>/g, '');
        expect(bare).not.toMatch(/[<>\n\r]|(?<!\\)(?:\\\\)*[`*_[\]|~]/);
        expect(bare).not.toMatch(/[@#](?=\w)|:\/\/|www\./i);
      }),
    );
  });

  it('a code block ends where it should', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...NASTY, '`````', '~~~').map((text) => text.replaceAll('\n', ' '))),
        (lines) => {
          const [fence = '', ...rest] = fenced(lines, '');
          expect(rest.findIndex((line) => line.trim().startsWith(fence))).toBe(lines.length);
        },
      ),
    );
  });
});
