// A plan as a person reads it in a terminal: changes by kind, what needs a person, problems, one closing line.
import { type Action, type CenterPlan, type Change, gather } from '../../contract/index.js';
import { reasonsOf, remark } from '../change.js';
import { plain } from '../sanitize.js';
import { capitalised, count, kindTitle } from '../words.js';
import { changeLines, type Said } from './change.js';
import { filled } from './columns.js';
import { sectionLines, unmanagedLines } from './sections.js';
import type { TextOptions, Theme } from './theme.js';

/** Low-risk changes of one kind and action that are shown before the rest is folded. */
const SHOWN = 20;
/** A reason that so many changes share is given once. */
const COMMON = 3;

/** Lines of one center's plan. A clean center is one line. */
export function planLines(plan: CenterPlan, options: TextOptions): string[] {
  const { theme } = options;
  if (isClean(plan)) {
    return [cleanLine(plan, theme), ...(options.verbose ? unmanagedLines(plan.unmanaged, options) : [])];
  }
  const lines = [theme.title(`${plain(plan.center)} (${plain(plan.provider)})`)];
  for (const [kind, changes] of gather(plan.changes, ({ kind }) => kind)) {
    lines.push('', `  ${theme.title(capitalised(kindTitle(kind)))}: ${tally(changes)}`);
    const common = commonReasons(changes);
    for (const reason of common)
      lines.push(...filled(`[${reason}]`.split(' '), '    ', options.width).map(theme.warn));
    for (const line of groupLines(changes, new Set(common), options)) lines.push(line);
  }
  return [...lines, ...sectionLines(plan, options), '', closingLine(plan, theme)];
}

function isClean(plan: CenterPlan): boolean {
  return (
    plan.status === 'clean' &&
    plan.changes.length === 0 &&
    plan.manual.length === 0 &&
    plan.problems.length === 0 &&
    (plan.irreversible ?? []).length === 0
  );
}

function cleanLine(plan: CenterPlan, theme: Theme): string {
  const more = [count(plan.reads, 'read')];
  if (plan.unmanaged.length > 0) more.push(`${plan.unmanaged.length} unmanaged`);
  if (plan.unverifiable.length > 0) more.push(`${plan.unverifiable.length} known from the ledger alone`);
  return `${theme.title(plain(plan.center))}: ${theme.good('no changes, live is as desired')} (${more.join(', ')}).`;
}

function tally(changes: readonly Change[]): string {
  const number: Record<string, number> = {};
  for (const change of changes) {
    const what = verb(change);
    number[what] = (number[what] ?? 0) + 1;
  }
  return ['create', 'bind', 'change', 'delete', 'unbind']
    .filter((what) => number[what] !== undefined)
    .map((what) => `${number[what]} to ${what}`)
    .join(', ');
}

function verb(change: Change): string {
  if (change.action === 'update') return 'change';
  if (change.ends) return change.action === 'create' ? 'bind' : 'unbind';
  return change.action;
}

/** Reasons that many changes of a group share: given once, above them. */
function commonReasons(changes: readonly Change[]): string[] {
  const number = new Map<string, number>();
  for (const change of changes) {
    for (const [word, reason] of reasonsOf(change)) {
      const text = remark(word, reason);
      if (reason !== undefined) number.set(text, (number.get(text) ?? 0) + 1);
    }
  }
  return [...number].filter(([, times]) => times >= COMMON).map(([text]) => text);
}

/** Changes with a risk and all deletes are always shown; long runs of the others are folded. */
function groupLines(changes: readonly Change[], said: Said, options: TextOptions): string[] {
  const lines: string[] = [];
  for (const action of ['create', 'update', 'delete'] satisfies Action[]) {
    const same = changes.filter((change) => change.action === action);
    const fold = !options.verbose && action !== 'delete' && same.length > SHOWN + 1;
    let hidden = 0;
    for (const [index, change] of same.entries()) {
      if (fold && index >= SHOWN && change.risk === 'low') hidden += 1;
      else lines.push(...changeLines(change, options.theme, options.width, said));
    }
    if (hidden > 0) lines.push(options.theme.faint(`    … ${hidden} more like these (--verbose shows all)`));
  }
  return lines;
}

/** `Plan: 3 to create, 1 to change, 0 to delete. 18 calls, lower bound 18. Verified on the model.` */
function closingLine(plan: CenterPlan, theme: Theme): string {
  const { summary } = plan;
  const wanted = `Plan: ${summary.create} to create, ${summary.update} to change, ${summary.delete} to delete.`;
  const calls = `${count(plan.callCount, 'call')}, lower bound ${plan.lowerBound}.`;
  const line = `${wanted} ${calls} ${verification(plan)}`;
  if (plan.status === 'refused') return `${line} ${theme.error('Refused: see the problems above.')}`;
  if (plan.status === 'invalid' || plan.status === 'error') {
    return `${line} ${theme.error('It cannot be applied: see the problems above.')}`;
  }
  return line;
}

function verification(plan: CenterPlan): string {
  if (plan.verified) return 'Verified on the model.';
  return 'Not verified on the model.';
}
