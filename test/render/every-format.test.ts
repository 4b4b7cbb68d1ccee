// The law of the formats: whatever the plan, every change and every problem of it is in each of them, and no text of
// others becomes anything but text.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CenterPlan } from '../../src/contract/index.js';
import { reportHtml } from '../../src/render/html/document.js';
import { reportMarkdown } from '../../src/render/markdown/comment.js';
import { reportAnnotations } from '../../src/render/programs/annotations.js';
import { resultEvents } from '../../src/render/programs/events.js';
import { planJson } from '../../src/render/programs/json.js';
import { reportSarif } from '../../src/render/programs/sarif.js';
import type { Report } from '../../src/render/report.js';
import { reportDiff } from '../../src/render/text/diff.js';
import { driftLines } from '../../src/render/text/drift.js';
import { planLines } from '../../src/render/text/plan.js';
import { resultLines } from '../../src/render/text/result.js';
import { createTheme } from '../../src/render/text/theme.js';
import { applied, drifted, FORBIDDEN, hostilePlan } from './hostile.js';

const TEXT = { theme: createTheme(false), width: 10_000, verbose: true };
const TOOL = 'cutover 0.1.0';

function planReport(plan: CenterPlan): Report {
  return { what: 'plan', tool: TOOL, centers: [plan], problems: [] };
}
function driftReport(plan: CenterPlan): Report {
  return { what: 'drift', tool: TOOL, centers: [drifted(plan)], problems: [] };
}
function applyReport(plan: CenterPlan): Report {
  return {
    what: 'apply',
    tool: TOOL,
    centers: [{ result: applied(plan), plan, timeline: [] }],
    problems: [],
  };
}

/** Every format that holds the whole of a plan. */
const FORMATS: readonly (readonly [string, (plan: CenterPlan) => string])[] = [
  ['text', (plan) => planLines(plan, TEXT).join('\n')],
  ['text of drift', (plan) => driftLines(drifted(plan), TEXT).join('\n')],
  ['json', (plan) => planJson(TOOL, [plan])],
  ['ndjson of apply', (plan) => resultEvents(applied(plan), undefined, '2026-01-01T00:00:00.000Z')],
  ...(
    [
      // The page without its own program, which is ours.
      ['html', (report: Report) => reportHtml(report).replace(/<script>[\s\S]*?<\/script>/, '')],
      ['markdown', reportMarkdown],
      ['diff', reportDiff],
      ['github', reportAnnotations],
      ['sarif', reportSarif],
    ] as const
  ).flatMap(([name, render]) =>
    (
      [
        ['plan', planReport],
        ['drift', driftReport],
        ['apply', applyReport],
      ] as const
    ).map(([what, report]) => [`${name} of ${what}`, (plan: CenterPlan) => render(report(plan))] as const),
  ),
];

describe.each(FORMATS)('%s', (_name, render) => {
  it('holds every change, every problem and all manual work', () => {
    fc.assert(
      fc.property(hostilePlan, (plan) => {
        const text = render(plan).replaceAll('\\', '');
        for (const { address } of plan.changes)
          expect(text).toContain(address.slice(address.indexOf('/') + 1));
        for (const { code } of plan.problems) expect(text).toContain(code);
        expect(text).toContain('manual0x');
      }),
    );
  });

  it('holds nothing that a terminal acts on, nor a secret’s name', () => {
    fc.assert(
      fc.property(hostilePlan, (plan) => {
        const text = render(plan);
        expect(text).not.toMatch(FORBIDDEN);
        expect(text).not.toContain('env:PIN');
      }),
    );
  });
});

describe('text of an applied run', () => {
  it('tells all that did not work', () => {
    fc.assert(
      fc.property(hostilePlan, (plan) => {
        const result = applied(plan);
        const text = resultLines(result, TEXT).join('\n');
        for (const { key, status } of result.outcomes) {
          if (status !== 'done') expect(text).toContain(key);
        }
      }),
    );
  });
});
