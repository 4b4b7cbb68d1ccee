// A plan as a person reads it in a terminal: changes by kind, what needs a person, problems, one closing line.
import type { Action, CenterPlan, Change, Problem } from '../contract/index.js';
import { addressed, changeLines, reasonsOf, remark, type Said } from './change-text.js';
import { filled, hanging } from './columns.js';
import { problemLine } from './problem-text.js';
import { plain } from './sanitize.js';
import type { Theme } from './theme.js';
import { capitalised, count, folded, kindTitle } from './words.js';

export interface TextOptions {
  readonly theme: Theme;
  /** Columns to fill. */
  readonly width: number;
  /** Show every line of long lists. */
  readonly verbose: boolean;
}

/** Low-risk changes of one kind and action that are shown before the rest is folded. */
const SHOWN = 20;
const SHOWN_ADDRESSES = 10;
/** A reason that so many changes share is given once. */
const COMMON = 3;
const INDENT = 6;

/** Lines of one center's plan. A clean center is one line. */
export function planLines(plan: CenterPlan, options: TextOptions): string[] {
  const { theme } = options;
  if (isClean(plan)) {
    return [cleanLine(plan, theme), ...(options.verbose ? unmanagedLines(plan.unmanaged, options) : [])];
  }
  const lines = [theme.title(`${plain(plan.center)} (${plain(plan.provider)})`)];
  for (const [kind, changes] of byKind(plan.changes)) {
    lines.push('', `  ${theme.title(capitalised(kindTitle(kind)))}: ${tally(changes)}`);
    const common = commonReasons(changes);
    for (const reason of common)
      lines.push(...filled(`[${reason}]`.split(' '), '    ', options.width).map(theme.warn));
    for (const line of groupLines(changes, new Set(common), options)) lines.push(line);
  }
  return [...lines, ...sections(plan, options), '', closingLine(plan, theme)];
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

/** Groups changes by kind in the order in which kinds first appear: the provider's. */
function byKind(changes: readonly Change[]): Map<string, Change[]> {
  const groups = new Map<string, Change[]>();
  for (const change of changes) {
    const group = groups.get(change.kind);
    if (group) group.push(change);
    else groups.set(change.kind, [change]);
  }
  return groups;
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

/** What is live and in no file, also beside drift; nothing where there is none. */
export function unmanagedLines(addresses: readonly string[], { theme, verbose }: TextOptions): string[] {
  if (addresses.length === 0) return [];
  const entries = folded(addresses.map(plain), verbose ? Number.POSITIVE_INFINITY : SHOWN_ADDRESSES);
  const title = theme.title('Live but in no file (unmanaged): left alone');
  return ['', `  ${title}`, ...entries.map((entry) => `    ${entry}`)];
}

function sections(plan: CenterPlan, options: TextOptions): string[] {
  const { theme } = options;
  const limit = options.verbose ? Number.POSITIVE_INFINITY : SHOWN_ADDRESSES;
  const lines: string[] = [];
  const section = (title: string, entries: readonly string[]): void => {
    if (entries.length > 0)
      lines.push(
        '',
        `  ${theme.title(title)}`,
        ...entries.flatMap((entry) => hanging(entry, '    ', options.width)),
      );
  };
  for (const line of manualLines(plan.manual, options)) lines.push(line);
  for (const line of unmanagedLines(plan.unmanaged, options)) lines.push(line);
  section(
    'Cannot be read back, known from the ledger',
    folded(
      plan.unverifiable.map((item) => `${plain(item.address)}: ${plain(item.reason)}`),
      limit,
    ),
  );
  section(
    'Cannot be undone',
    folded(
      (plan.irreversible ?? []).map(
        (item) => `${theme.warn(addressed(item.address))}: ${plain(item.reason)}`,
      ),
      limit,
    ),
  );
  const depends = new Set(
    plan.calls.flatMap((call) => (call.conditional === undefined ? [] : [call.conditional])),
  );
  section(
    `${count(plan.conditionalCalls, 'more call')} only if needed`,
    plan.conditionalCalls > 0 ? folded([...depends].map(plain), SHOWN_ADDRESSES) : [],
  );
  section('More calls than the lower bound', plan.boundReasons.map(plain));
  if (plan.problems.length > 0) {
    const problems = plan.problems.flatMap((problem) => problemLines(problem, options));
    lines.push('', `  ${theme.title('Problems')}`, ...problems.map((line) => `    ${line}`));
  }
  return lines;
}

/** What only a person can do, and what waits for it; nothing where there is none. */
export function manualLines(manual: CenterPlan['manual'], { theme, width }: TextOptions): string[] {
  if (manual.length === 0) return [];
  const entries = manual.flatMap((item) => [
    `${theme.warn(addressed(item.address))}: ${plain(item.reason)}`,
    ...(item.blocks.length > 0
      ? [`    left out until then: ${folded(item.blocks.map(plain), SHOWN_ADDRESSES).join(', ')}`]
      : []),
  ]);
  const title = theme.title('Only a person can do this (manual)');
  return ['', `  ${title}`, ...entries.flatMap((entry) => hanging(entry, '    ', width))];
}

/** A problem over several lines, those after the first indented. */
export function problemLines(problem: Problem, { theme, width }: TextOptions): string[] {
  const [first = '', ...rest] = filled(problemLine(problem, theme).split(' '), '', width - INDENT);
  return [first, ...rest.map((line) => `  ${line}`)];
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
