// A problem on one line, in the form that editors and people click on: file:line:column: code: message.
import type { Problem } from '../../contract/index.js';
import { plain } from '../sanitize.js';
import type { Theme } from './theme.js';

/** Each on its line. */
export function problemText(problems: readonly Problem[], theme: Theme): string {
  return problems.map((one) => `${problemLine(one, theme)}\n`).join('');
}

export function problemLine(problem: Problem, theme: Theme): string {
  const place = [problem.file === undefined ? undefined : plain(problem.file), problem.line, problem.column]
    .filter((part) => part !== undefined)
    .join(':');
  const code =
    problem.severity === 'error' ? theme.error(plain(problem.code)) : theme.warn(plain(problem.code));
  const severity = problem.severity === 'warning' ? 'warning: ' : '';
  return `${place === '' ? '' : `${place}: `}${code}: ${severity}${plain(problem.message)}`;
}
