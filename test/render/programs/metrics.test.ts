// The metrics file read as Prometheus reads it: every line by the grammar of the text format, every label unescaped.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { centersIn, metricsText } from '../../../src/render/programs/metrics.js';
import { drifted, hostilePlan, hostileText } from '../hostile.js';
import { busyPlan, centerPlan } from '../plans.js';

interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

const LABEL = /([a-zA-Z_]\w*)="((?:[^"\\\n]|\\[\\"n])*)"(?:,|$)/y;

function labelsOf(text: string): Record<string, string> {
  const labels: Record<string, string> = {};
  LABEL.lastIndex = 0;
  while (LABEL.lastIndex < text.length) {
    const match = LABEL.exec(text);
    if (!match?.[1] || match[2] === undefined) throw new Error(`not labels: ${text}`);
    labels[match[1]] = match[2].replace(/\\(.)/g, (_, one: string) => (one === 'n' ? '\n' : one));
  }
  return labels;
}

/** Fails on anything that the format does not allow: samples before their type, a series twice, a missing line end. */
function parse(text: string): Sample[] {
  expect(text.endsWith('\n')).toBe(true);
  const types = new Map<string, string>();
  const samples: Sample[] = [];
  const seen = new Set<string>();
  for (const line of text.slice(0, -1).split('\n')) {
    const help = /^# HELP ([a-zA-Z_:][\w:]*) [^\\]+$/.exec(line);
    if (help) continue;
    const type = /^# TYPE ([a-zA-Z_:][\w:]*) (gauge|counter)$/.exec(line);
    if (type?.[1] && type[2]) {
      expect(types.has(type[1])).toBe(false);
      types.set(type[1], type[2]);
      continue;
    }
    const sample = /^([a-zA-Z_:][\w:]*)\{(.*)\} (-?\d+(?:\.\d+)?)$/s.exec(line);
    if (!sample?.[1]) throw new Error(`no sample: ${line}`);
    expect([...types.keys()].at(-1)).toBe(sample[1]);
    const labels = labelsOf(sample[2] ?? '');
    const key = JSON.stringify([sample[1], labels]);
    expect(seen.has(key), key).toBe(false);
    seen.add(key);
    samples.push({ name: sample[1], labels, value: Number(sample[3]) });
  }
  return samples;
}

const valueIn = (samples: readonly Sample[], name: string, labels: Sample['labels']): number | undefined =>
  samples.find(
    (one) =>
      one.name === `cutover_drift_${name}` &&
      Object.entries(labels).every(([key, value]) => one.labels[key] === value),
  )?.value;

describe('metrics', () => {
  it('count what moved by kind and direction, and what did not', () => {
    const plan = drifted(busyPlan);
    const samples = parse(
      metricsText({
        at: 1_800_000_000,
        version: '1.2.3',
        centers: [
          { center: 'acme-support', exitCode: 2, plan, kinds: ['queue', 'agent', 'number'], seconds: 0.25 },
          {
            center: 'quiet',
            exitCode: 0,
            plan: centerPlan({ center: 'quiet' }) as typeof plan,
            kinds: ['queue'],
          },
        ],
      }),
    );
    const changes = samples.filter(({ name }) => name === 'cutover_drift_changes');
    expect(changes.reduce((sum, { value }) => sum + value, 0)).toBe(plan.changes.length);
    expect(
      valueIn(samples, 'changes', { center: 'acme-support', kind: 'number', direction: 'ours-gone' }),
    ).toBe(0);
    expect(valueIn(samples, 'changes', { center: 'quiet', kind: 'queue', direction: 'ours-changed' })).toBe(
      0,
    );
    expect(valueIn(samples, 'reads', { center: 'acme-support' })).toBe(plan.reads);
    expect(valueIn(samples, 'calls', { center: 'acme-support' })).toBe(plan.callCount);
    expect(valueIn(samples, 'duration_seconds', { center: 'acme-support' })).toBe(0.25);
    expect(valueIn(samples, 'exit_status', { center: 'acme-support' })).toBe(2);
    expect(valueIn(samples, 'last_success_timestamp_seconds', { center: 'quiet' })).toBe(1_800_000_000);
    expect(valueIn(samples, 'info', { center: 'quiet', version: '1.2.3' })).toBe(1);
  });

  it('remember when a center that fails now was last read', () => {
    const good = metricsText({
      at: 100,
      version: '1',
      centers: [{ center: 'a', exitCode: 0, plan: drifted(centerPlan({})) }],
    });
    const bad = metricsText({
      at: 200,
      version: '1',
      centers: [{ center: 'a', exitCode: 1 }],
      previous: good,
    });
    const worse = parse(
      metricsText({ at: 300, version: '1', centers: [{ center: 'a', exitCode: 3 }], previous: bad }),
    );
    expect(valueIn(worse, 'last_success_timestamp_seconds', { center: 'a' })).toBe(100);
    expect(valueIn(worse, 'last_run_timestamp_seconds', { center: 'a' })).toBe(300);
    expect(valueIn(worse, 'exit_status', { center: 'a' })).toBe(3);
    expect(worse.some(({ name }) => name === 'cutover_drift_changes')).toBe(false);
  });

  it('hold whatever a vendor calls its things', () => {
    fc.assert(
      fc.property(hostilePlan, hostileText, (plan, kind) => {
        const text = metricsText({
          at: 1,
          version: '1',
          centers: [{ center: plan.center, exitCode: 2, plan: drifted(plan), kinds: [kind] }],
        });
        const samples = parse(text);
        const center = plan.center.replace(/\p{Surrogate}/gu, '\ufffd');
        expect(samples.every(({ labels }) => labels.center === center)).toBe(true);
        expect(centersIn(text)).toEqual([center]);
      }),
    );
  });
});
