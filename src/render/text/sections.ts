// What a text says below the changes: what only a person can do, what is left alone, what cannot be known, problems.
import type { CenterPlan, Problem } from '../../contract/index.js';
import { addressed } from '../change.js';
import { plain } from '../sanitize.js';
import { count, folded } from '../words.js';
import { filled, hanging } from './columns.js';
import { problemLine } from './problem.js';
import type { TextOptions } from './theme.js';

const SHOWN_ADDRESSES = 10;
const INDENT = 6;

/** A title and its entries below it; nothing where there are none. */
export function titled(title: string, entries: readonly string[], width: number): string[] {
  if (entries.length === 0) return [];
  return [`  ${title}`, ...entries.flatMap((entry) => hanging(entry, '    ', width))];
}

/** What is live and in no file, also beside drift; nothing where there is none. */
export function unmanagedLines(addresses: readonly string[], { theme, verbose }: TextOptions): string[] {
  if (addresses.length === 0) return [];
  const entries = folded(addresses.map(plain), verbose ? Number.POSITIVE_INFINITY : SHOWN_ADDRESSES);
  const title = theme.title('Live but in no file (unmanaged): left alone');
  return ['', `  ${title}`, ...entries.map((entry) => `    ${entry}`)];
}

/** All of them, for a plan. */
export function sectionLines(plan: CenterPlan, options: TextOptions): string[] {
  const { theme, verbose } = options;
  const limit = verbose ? Number.POSITIVE_INFINITY : SHOWN_ADDRESSES;
  const section = (title: string, entries: readonly string[], most = limit): string[] =>
    apart(titled(theme.title(title), folded(entries, most), options.width));
  const conditional = plan.calls.flatMap((call) => call.conditional ?? []);
  const depends = plan.conditionalCalls > 0 ? [...new Set(conditional)].map(plain) : [];
  const unverifiable = plan.unverifiable.map((item) => `${plain(item.address)}: ${plain(item.reason)}`);
  const irreversible = (plan.irreversible ?? []).map(
    (item) => `${theme.warn(addressed(item.address))}: ${plain(item.reason)}`,
  );
  return [
    ...manualLines(plan.manual, options),
    ...unmanagedLines(plan.unmanaged, options),
    ...section('Cannot be read back, known from the ledger', unverifiable),
    ...section('Cannot be undone', irreversible),
    ...section(`${count(plan.conditionalCalls, 'more call')} only if needed`, depends, SHOWN_ADDRESSES),
    ...section('More calls than the lower bound', plan.boundReasons.map(plain), Number.POSITIVE_INFINITY),
    ...problemSection(plan.problems, options),
  ];
}

/** Behind an empty line, if there is anything. */
function apart(lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', ...lines];
}

/** What only a person can do, and what waits for it; nothing where there is none. */
export function manualLines(manual: CenterPlan['manual'], { theme, width }: TextOptions): string[] {
  const entries = manual.flatMap((item) => [
    `${theme.warn(addressed(item.address))}: ${plain(item.reason)}`,
    ...(item.blocks.length > 0
      ? [`    left out until then: ${folded(item.blocks.map(plain), SHOWN_ADDRESSES).join(', ')}`]
      : []),
  ]);
  return apart(titled(theme.title('Only a person can do this (manual)'), entries, width));
}

/** Why it is refused, or what was met on the way; nothing where there is none. */
export function problemSection(problems: readonly Problem[], options: TextOptions): string[] {
  if (problems.length === 0) return [];
  const lines = problems.flatMap((problem) => problemLines(problem, options));
  return ['', `  ${options.theme.title('Problems')}`, ...lines.map((line) => `    ${line}`)];
}

/** A problem over several lines, those after the first indented. */
function problemLines(problem: Problem, { theme, width }: TextOptions): string[] {
  const [first = '', ...rest] = filled(problemLine(problem, theme).split(' '), '', width - INDENT);
  return [first, ...rest.map((line) => `  ${line}`)];
}
