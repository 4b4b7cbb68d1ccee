// Drift as a person reads it: what moved at the vendor, in which direction, the live value beside the desired one.
import type { DriftDirection } from '../../plan/drift-direction.js';
import { unsigned } from '../change.js';
import type { DriftPlan } from '../report.js';
import { plain } from '../sanitize.js';
import { shownDrift } from '../value.js';
import { count, DRIFTED } from '../words.js';
import { columns, hanging } from './columns.js';
import { planLines } from './plan.js';
import { manualLines, problemSection, unmanagedLines } from './sections.js';
import type { TextOptions } from './theme.js';

const TITLES: readonly (readonly [DriftDirection, string])[] = [
  ['ours-changed', 'Changed at the vendor: live is not what the files say'],
  ['ours-gone', 'In the files, not live'],
  ['foreign-new', 'Live, and the files do not want it'],
  ['unknowable', 'Cannot be read back'],
];
const SHOWN = 30;

/** Lines of one center's drift. A center without drift is one line. */
export function driftLines(plan: DriftPlan, options: TextOptions): string[] {
  const { theme } = options;
  if (plan.status === 'error' || plan.status === 'invalid') return planLines(plan, options);
  if (plan.changes.length === 0 && plan.manual.length === 0 && plan.problems.length === 0) {
    const unmanaged = plan.unmanaged.length > 0 ? `, ${plan.unmanaged.length} unmanaged` : '';
    return [
      `${theme.title(plain(plan.center))}: ${theme.good('no drift')} (${count(plan.reads, 'read')}${unmanaged}).`,
      ...(options.verbose ? unmanagedLines(plan.unmanaged, options) : []),
    ];
  }
  const lines = [theme.title(`${plain(plan.center)} (${plain(plan.provider)})`)];
  const tally: string[] = [];
  for (const [direction, title] of TITLES) {
    const changes = plan.changes.filter((change) => change.direction === direction);
    if (changes.length === 0) continue;
    tally.push(`${changes.length} ${DRIFTED[direction]}`);
    lines.push('', `  ${theme.title(title)}`, ...entries(changes, options));
  }
  if (plan.manual.length > 0) tally.push(`${plan.manual.length} manual`);
  for (const line of manualLines(plan.manual, options)) lines.push(line);
  for (const line of unmanagedLines(plan.unmanaged, options)) lines.push(line);
  lines.push(...problemSection(plan.problems, options));
  const sum = tally.length > 0 ? ` (${tally.join(', ')})` : '';
  lines.push('', `Drift: ${count(plan.changes.length, 'difference')}${sum}.${nextStep(plan)}`);
  return lines;
}

/** An apply can put back changes only: not what is left to a person, nor what could not be compared. */
function nextStep({ changes, manual }: DriftPlan): string {
  if (changes.length > 0) return ' To put it back: cutover apply.';
  return manual.length > 0
    ? ' What is manual only a person can put right, at the vendor or in the files.'
    : '';
}

type DriftChange = DriftPlan['changes'][number];

/** The plan's sign turned around: what the vendor's side did, not what we would do. */
function entryLines(change: DriftChange, { theme, width }: TextOptions): string[] {
  const text = unsigned(change);
  const sign = { create: 'missing', update: 'changed', delete: 'extra  ' }[change.action];
  const colour = { create: theme.remove, update: theme.update, delete: theme.create }[change.action];
  const head = `    ${colour(sign)} ${text}`;
  if (change.risk === 'low') return [head];
  const risk = `[${change.risk} risk to put back${reason(change.riskReason)}]`;
  if (columns(`${head}  ${risk}`) <= width) return [`${head}  ${theme.warn(risk)}`];
  return [head, ...hanging(risk, '        ', width).map(theme.warn)];
}

function reason(text: string | undefined): string {
  return text === undefined ? '' : `: ${plain(text)}`;
}

function entries(changes: readonly DriftChange[], options: TextOptions): string[] {
  const shown = options.verbose || changes.length <= SHOWN + 1 ? changes : changes.slice(0, SHOWN);
  const lines = shown.flatMap((change) => [
    ...entryLines(change, options),
    ...(change.action === 'update' ? change.fields.map((field) => `        ${shownDrift(field)}`) : []),
  ]);
  const hidden = changes.length - shown.length;
  if (hidden > 0) lines.push(options.theme.faint(`    … ${hidden} more (--verbose shows all)`));
  return lines;
}
