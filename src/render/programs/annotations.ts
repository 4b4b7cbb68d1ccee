// `--format github`: workflow commands that a runner turns into notes at the lines of the files. Worst first, since
// only the first ten of a level are shown.
import type { CenterPlan, Change, Problem } from '../../contract/index.js';
import type { DriftDirection } from '../../plan/drift-direction.js';
import { headline, unsigned } from '../change.js';
import { plansOf, type Report } from '../report.js';
import { plain } from '../sanitize.js';
import { shownChange, shownDrift } from '../value.js';
import { RISK_ORDER } from '../words.js';

type Level = 'error' | 'warning' | 'notice';

interface Annotation {
  readonly level: Level;
  readonly title: string;
  readonly message: string;
  readonly file?: string | undefined;
  readonly line?: number | undefined;
  readonly column?: number | undefined;
}

const LEVELS: readonly Level[] = ['error', 'warning', 'notice'];

/** One command a line: every problem, then every change. */
export function reportAnnotations(report: Report): string {
  const plans = plansOf(report);
  const problems = [
    ...report.problems.map((problem) => ofProblem(problem)),
    ...plans.flatMap((plan) => plan.problems.map((problem) => ofProblem(problem, plan.center))),
  ];
  const isDrift = report.what === 'drift';
  const changes = plans.flatMap((plan) =>
    byRisk(plan.changes).map((change) => ofChange(change, plan, isDrift)),
  );
  const manual = plans.flatMap((plan) =>
    plan.manual.map(({ address, reason }): Annotation => {
      return {
        level: 'warning',
        title: `${plan.center}: only a person can do this`,
        message: `${address}: ${reason}`,
      };
    }),
  );
  const all = [...problems, ...changes, ...manual];
  const lines = LEVELS.flatMap((level) => all.filter((one) => one.level === level)).map(command);
  return lines.map((line) => `${line}\n`).join('');
}

function ofProblem(problem: Problem, center?: string): Annotation {
  const { code, severity: level, message, file, line, column } = problem;
  return { level, title: center === undefined ? code : `${center}: ${code}`, message, file, line, column };
}

const DIRECTIONS: Readonly<Record<DriftDirection, string>> = {
  'ours-changed': 'changed at the vendor',
  'ours-gone': 'not live',
  'foreign-new': 'live, and the files do not want it',
  unknowable: 'cannot be read back',
};

function ofChange(
  change: Change & { direction?: DriftDirection },
  plan: CenterPlan,
  isDrift: boolean,
): Annotation {
  const what = change.direction === undefined ? change.action : DIRECTIONS[change.direction];
  const fields = isDrift
    ? change.fields.map(shownDrift)
    : change.fields.map((field) => `${field.path} ${shownChange(field)}`);
  const risk =
    change.risk === 'low' ? [] : [`${change.risk} risk${change.riskReason ? `: ${change.riskReason}` : ''}`];
  const subject = isDrift ? unsigned(change) : headline(change);
  return {
    level: isDrift || change.risk !== 'low' ? 'warning' : 'notice',
    title: `${plan.center}: ${what}`,
    message: [subject, ...fields, ...risk].join('\n'),
    ...change.source,
  };
}

function byRisk(changes: readonly Change[]): Change[] {
  return [...changes].sort((a, b) => RISK_ORDER[a.risk] - RISK_ORDER[b.risk]);
}

function command({ level, title, message, file, line, column }: Annotation): string {
  const properties = [
    ...(file === undefined ? [] : [['file', file]]),
    ...(file === undefined || line === undefined ? [] : [['line', String(line)]]),
    ...(file === undefined || line === undefined || column === undefined ? [] : [['col', String(column)]]),
    ['title', title],
  ];
  const list = properties.map(([key, value = '']) => `${key}=${property(value)}`).join(',');
  const text = message
    .split('\n')
    .map((one) => data(plain(one)))
    .join('%0A');
  return `::${level} ${list}::${text}`;
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(plain(text)).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
