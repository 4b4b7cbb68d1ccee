// Workflow commands: one a line, at the place of the file, and nothing else on any line.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reportAnnotations } from '../../../src/render/programs/annotations.js';
import { drifted, hostilePlan } from '../hostile.js';
import { busyPlan, centerPlan, change } from '../plans.js';

const TOOL = 'cutover 0.1.0';

describe('github annotations', () => {
  it('point at the line of the file, with what is wrong', () => {
    const problems = [
      {
        code: 'bad-value',
        severity: 'error' as const,
        message: '50% wrong: no\nline.',
        file: 'a,b:c.yaml',
        line: 6,
        column: 11,
      },
      { code: 'plain-http', severity: 'warning' as const, message: 'No TLS.' },
    ];
    expect(reportAnnotations({ what: 'validate', tool: TOOL, problems, summary: '' })).toBe(
      '::error file=a%2Cb%3Ac.yaml,line=6,col=11,title=bad-value::50%25 wrong: no%0Aline.\n' +
        '::warning title=plain-http::No TLS.\n',
    );
  });

  it('say of drift what is live and what the files say', () => {
    const plan = centerPlan({
      changes: [
        change({
          action: 'update',
          address: 'queue/9001',
          label: 'Support',
          fields: [{ path: 'timeout', before: 60, after: 90 }],
          source: { file: 'center.yaml', line: 4, column: 5 },
        }),
      ],
    });
    expect(reportAnnotations({ what: 'drift', tool: TOOL, centers: [drifted(plan)], problems: [] })).toBe(
      '::warning file=center.yaml,line=4,col=5,title=acme-support%3A changed at the vendor::queue/9001 Support%0Atimeout: live 60, desired 90\n',
    );
  });

  it('put errors first, then what is risky, since a runner shows only ten of a level', () => {
    const text = reportAnnotations({ what: 'plan', tool: TOOL, centers: [busyPlan], problems: [] });
    expect(
      text
        .split('\n')
        .map((line) => /^::(\w+).*?title=acme-support%3A ([^:]+)/.exec(line)?.slice(1).join(' ')),
    ).toEqual([
      'error max-deletes',
      'warning delete',
      'warning update',
      'warning only a person can do this',
      'notice create',
      'notice create',
      'notice delete',
      undefined,
    ]);
  });

  it('are one command a line whatever stands in a name', () => {
    fc.assert(
      fc.property(hostilePlan, (plan) => {
        const text = reportAnnotations({ what: 'plan', tool: TOOL, centers: [plan], problems: [] });
        const lines = text.split('\n').slice(0, -1);
        expect(lines).toHaveLength(plan.changes.length + plan.problems.length + plan.manual.length);
        // No property can end early or begin another: only our own keys, each once.
        for (const line of lines) {
          expect(line).toMatch(
            /^::(?:error|warning|notice) (?:file=[^,:]*,(?:line=\d+,col=\d+,)?)?title=[^,:]*::/,
          );
          expect(line.replace(/%(?:25|0D|0A|3A|2C)/g, '')).not.toContain('%');
        }
      }),
    );
  });
});
