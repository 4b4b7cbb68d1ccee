// Drift as a Prometheus text file for the node exporter's textfile collector. Every series names its center, so that
// the files of several runs can lie beside each other.
import type { DriftDirection } from '../../plan/drift-direction.js';
import type { DriftPlan } from '../report.js';

export interface CenterMetrics {
  readonly center: string;
  /** Of this center alone. */
  readonly exitCode: number;
  /** Undefined if it was not read. */
  readonly plan?: DriftPlan;
  /** Kinds that the provider knows: each has a series also when nothing of it moved. */
  readonly kinds?: readonly string[];
  readonly seconds?: number;
}

export interface MetricsRun {
  /** Unix time, seconds. */
  readonly at: number;
  readonly version: string;
  readonly centers: readonly CenterMetrics[];
  /** The file of the run before: when centers that fail now were last read to the end. */
  readonly previous?: string;
}

const DIRECTIONS: readonly DriftDirection[] = ['ours-changed', 'ours-gone', 'foreign-new', 'unknowable'];
const LAST_SUCCESS = 'cutover_drift_last_success_timestamp_seconds';

type Series = readonly (readonly [labels: Readonly<Record<string, string>>, value: number])[];

/** The whole file. */
export function metricsText(run: MetricsRun): string {
  const read = run.centers.flatMap((one) => (one.plan ? [{ ...one, plan: one.plan }] : []));
  const of = (value: (one: CenterMetrics) => number | undefined): Series =>
    run.centers.flatMap((one) => {
      const number = value(one);
      return number === undefined ? [] : [[{ center: one.center }, number] as const];
    });
  const families: readonly (readonly [name: string, help: string, series: Series])[] = [
    ['cutover_drift_changes', 'Differences between live and the files.', read.flatMap(changes)],
    [
      'cutover_drift_manual',
      'Differences that only a person can settle.',
      of(({ plan }) => plan?.manual.length),
    ],
    [
      'cutover_drift_unmanaged',
      'Live objects that no file declares.',
      of(({ plan }) => plan?.unmanaged.length),
    ],
    ['cutover_drift_reads', 'Calls that the last run read with.', of(({ plan }) => plan?.reads)],
    ['cutover_drift_calls', 'Calls that it would take to put live back.', of(({ plan }) => plan?.callCount)],
    [
      'cutover_drift_duration_seconds',
      'How long the last run took for this center.',
      of(({ seconds }) => seconds),
    ],
    [
      'cutover_drift_exit_status',
      'How the last run ended: 0 no drift, 2 drift, anything else an error.',
      of(({ exitCode }) => exitCode),
    ],
    ['cutover_drift_last_run_timestamp_seconds', 'When the last run ended.', of(() => run.at)],
    [LAST_SUCCESS, 'When live was last read to its end, drift or not.', lastSuccess(run)],
    [
      'cutover_drift_info',
      'Which version the last run was of.',
      run.centers.map(
        ({ center, plan }) => [{ center, provider: plan?.provider ?? '', version: run.version }, 1] as const,
      ),
    ],
  ];
  return families
    .filter(([, , series]) => series.length > 0)
    .flatMap(([name, help, series]) => [
      `# HELP ${name} ${help}`,
      `# TYPE ${name} gauge`,
      ...series.map(([labels, value]) => `${name}{${labelText(labels)}} ${value}`),
    ])
    .map((line) => `${line}\n`)
    .join('');
}

/** Centers that a file of before names. */
export function centersIn(previous: string): string[] {
  return [...new Set([...seriesOf(previous, 'cutover_drift_exit_status').keys()])];
}

function changes({ center, plan, kinds = [] }: CenterMetrics & { readonly plan: DriftPlan }): Series {
  const counts = new Map<string, number>();
  const key = (kind: string, direction: string): string => `${kind}\0${direction}`;
  const all = new Set([...kinds, ...plan.changes.map(({ kind }) => kind)]);
  for (const { kind, direction } of plan.changes) {
    counts.set(key(kind, direction), (counts.get(key(kind, direction)) ?? 0) + 1);
  }
  return [...all].flatMap((kind) =>
    DIRECTIONS.map(
      (direction) => [{ center, kind, direction }, counts.get(key(kind, direction)) ?? 0] as const,
    ),
  );
}

/** A failure does not forget when things last went well. */
function lastSuccess({ centers, at, previous = '' }: MetricsRun): Series {
  const before = seriesOf(previous, LAST_SUCCESS);
  return centers.flatMap(({ center, plan, exitCode }) => {
    const isRead = plan !== undefined && (exitCode === 0 || exitCode === 2);
    const time = isRead ? at : before.get(center);
    return time === undefined ? [] : [[{ center }, time] as const];
  });
}

function seriesOf(text: string, name: string): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const match of text.matchAll(/^(\w+)\{center="((?:[^"\\]|\\.)*)"\} (\d+(?:\.\d+)?)$/gm)) {
    if (match[1] === name) found.set(unescaped(match[2] ?? ''), Number(match[3]));
  }
  return found;
}

function labelText(labels: Readonly<Record<string, string>>): string {
  return Object.entries(labels)
    .map(([name, value]) => `${name}="${escaped(value)}"`)
    .join(',');
}

/** As the text format wants it; halves of surrogate pairs would make the file no UTF-8. */
function escaped(value: string): string {
  return value
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .replaceAll('\\', '\\\\')
    .replaceAll('"', '\\"')
    .replaceAll('\n', '\\n');
}

function unescaped(value: string): string {
  return value.replace(/\\(.)/g, (_, one: string) => (one === 'n' ? '\n' : one));
}
