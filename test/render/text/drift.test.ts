// Drift in text: what the vendor's side did, the live value beside the desired one.
import { describe, expect, it } from 'vitest';
import { driftDirection } from '../../../src/plan/drift-direction.js';
import type { DriftPlan } from '../../../src/render/report.js';
import { driftLines } from '../../../src/render/text/drift.js';
import { createTheme } from '../../../src/render/text/theme.js';
import { busyPlan, centerPlan } from '../plans.js';

const directed = (plan: typeof busyPlan): DriftPlan => ({
  ...plan,
  changes: plan.changes.map((change) => ({ ...change, direction: driftDirection(change) })),
});
const shown = (plan: typeof busyPlan, verbose = false): string =>
  driftLines(directed(plan), { theme: createTheme(false), width: 100, verbose }).join('\n');

describe('drift', () => {
  it('is told by direction', () => {
    expect(shown({ ...busyPlan, manual: [], problems: [], unmanaged: [] })).toBe(`acme-support (vendor)

  Changed at the vendor: live is not what the files say
    changed queue/9002 客服  [medium risk to put back: callers wait longer]
        timeout: live 60, desired 90

  In the files, not live
    missing queue/9001 Support
    missing membership 9001 Support <- 10031 Li Wei

  Live, and the files do not want it
    extra   agent/10040 Old One  [high risk to put back: takes calls now]
    extra   membership 9002 客服 <- 10031 Li Wei

Drift: 5 differences (1 changed, 2 not live, 2 not wanted). To put it back: cutover apply.`);
  });
  it('sends nobody to apply for what only a person can do', () => {
    const manual = [
      { address: 'relay-number/057100000000', reason: 'the account does not own it', blocks: ['agent/1'] },
    ];
    expect(shown(centerPlan({ manual }))).toBe(`acme-support (vendor)

  Only a person can do this (manual)
    relay-number/057100000000: the account does not own it
        left out until then: agent/1

Drift: 0 differences (1 manual). What is manual only a person can put right, at the vendor or in the files.`);
  });

  it('keeps long reasons within the width', () => {
    const reason = 'callers of this queue wait longer than the week before '.repeat(4).trim();
    const changes = busyPlan.changes.map((change) => ({ ...change, riskReason: reason }));
    const manual = [{ address: 'relay-number/1', reason, blocks: [] }];
    const text = shown({ ...busyPlan, changes, manual });
    expect(text.split('\n').filter((line) => line.length > 100)).toEqual([]);
    expect(text.replace(/\s+/g, ' ').split(reason)).toHaveLength(4);
  });

  it('is one line where there is none', () => {
    expect(shown(centerPlan({ unmanaged: ['agent/1'] }))).toBe(
      'acme-support: no drift (4 reads, 1 unmanaged).',
    );
  });

  it('names what is live and in no file, on a clean center when asked', () => {
    const unmanaged = '  Live but in no file (unmanaged): left alone\n    agent/1';
    expect(shown({ ...busyPlan, unmanaged: ['agent/1'] })).toContain(`\n\n${unmanaged}\n`);
    expect(shown(centerPlan({ unmanaged: ['agent/1'] }), true)).toBe(
      `acme-support: no drift (4 reads, 1 unmanaged).\n\n${unmanaged}`,
    );
  });
});
