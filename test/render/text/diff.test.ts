// The unified diff of live and desired: a golden, and that any patch tool can read it whatever the names are.
import { parsePatch } from 'diff';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { reportDiff } from '../../../src/render/text/diff.js';
import { hostilePlan } from '../hostile.js';
import { busyPlan, centerPlan, change } from '../plans.js';

const diff = (...centers: (typeof busyPlan)[]): string =>
  reportDiff({ what: 'plan', tool: 'cutover 0.1.0', centers, problems: [] });

describe('diff', () => {
  it('shows each object as YAML, live against desired', () => {
    expect(diff(busyPlan)).toBe(`# problem: max-deletes: deletes 1 of 2 agents.
# manual: relay-number/057100000000: the account does not own this number
--- live/acme-support.yaml
+++ desired/acme-support.yaml
@@ -0,0 +1,4 @@ + queue/9001 Support
+queue/9001: # Support
+  maxLength: 128
+  name: Support
+  strategy: longest_idle
@@ -1,2 +5,2 @@ ~ queue/9002 客服
 queue/9002: # 客服
-  timeout: 60
+  timeout: 90
@@ -3,1 +6,0 @@ - agent/10040 Old One
-agent/10040: {} # Old One
@@ -3,0 +7,1 @@ bind membership 9001 Support <- 10031 Li Wei
+membership/9001/10031: {} # Support <- Li Wei
@@ -4,1 +7,0 @@ unbind membership 9002 客服 <- 10031 Li Wei
-membership/9002/10031: {} # 客服 <- Li Wei
`);
  });

  it('shows what came into a list and what went', () => {
    const plan = centerPlan({
      changes: [
        change({
          action: 'update',
          address: 'agent/1',
          fields: [{ path: 'extensions', before: ['8001', '8002'], after: ['8002', '8003'] }],
        }),
      ],
    });
    expect(diff(plan).split('\n').slice(3, -1)).toEqual([
      ' agent/1:',
      '   extensions:',
      '-    - "8001"',
      '     - "8002"',
      '+    - "8003"',
    ]);
  });

  it('escapes a control character once, as YAML does', () => {
    const fields = [{ path: 'name', before: 'A\u001b[31m', after: 'A' }];
    const text = diff(centerPlan({ changes: [change({ action: 'update', address: 'queue/9001', fields })] }));
    expect(text).toContain('-  name: "A\\u001b[31m"\n+  name: A\n');
  });
  it('is empty when live is as desired', () => {
    expect(diff(centerPlan())).toBe('');
  });

  it('is a patch with a hunk for every change, whatever the names are', () => {
    fc.assert(
      fc.property(hostilePlan, (plan) => {
        if (plan.changes.length === 0) return;
        const [patch, ...others] = parsePatch(diff(plan));
        expect(others).toEqual([]);
        const hunks = patch?.hunks ?? [];
        expect(hunks.length).toBeGreaterThanOrEqual(plan.changes.length);
        // Both sides are YAML.
        for (const side of ['-', '+']) {
          const lines = hunks
            .flatMap((hunk) => hunk.lines)
            .filter((line) => line[0] === ' ' || line[0] === side);
          expect(() =>
            parse(lines.map((line) => line.slice(1)).join('\n'), { uniqueKeys: false }),
          ).not.toThrow();
        }
      }),
    );
  });
});
