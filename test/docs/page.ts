// Reads a Markdown page as a list of things to do: files to write, commands to run, output to expect.

export type Step =
  | {
      readonly does: 'simulate';
      readonly line: number;
      readonly type: string;
      readonly args: readonly string[];
      /** What it prints at once, where the page shows that. */
      readonly output?: string;
    }
  | { readonly does: 'edit'; readonly line: number; readonly path: string; readonly diff: string }
  | { readonly does: 'write'; readonly line: number; readonly path: string; readonly text: string }
  | { readonly does: 'run'; readonly line: number; readonly command: string; readonly output: string };

const FENCE = /^```(\S*)(?: title=(\S+))?\s*$/;
const DIRECTIVE = /^<!-- simulate (\S+)(.*?)-->\s*$/;
const SIMULATE = /^cutover simulate (\S+)(.*)$/;

/**
 * `<!-- simulate TYPE ARGS -->` starts a simulator; a fence with `title=FILE` writes that file, a `diff` fence changes
 * it; in a `console` fence each line after `$ ` is a command and the lines up to the next one are what it prints (`…`
 * stands for anything). `$ cutover simulate …` runs beside all later commands, which know its variables.
 */
export function readPage(markdown: string): Step[] {
  const steps: Step[] = [];
  let fence: { language: string; title: string | undefined; start: number; lines: string[] } | undefined;
  for (const [index, line] of markdown.split('\n').entries()) {
    if (fence) {
      if (line.startsWith('```')) {
        steps.push(...stepsOfFence(fence));
        fence = undefined;
      } else fence.lines.push(line);
      continue;
    }
    const directive = DIRECTIVE.exec(line);
    if (directive?.[1]) {
      steps.push({
        does: 'simulate',
        line: index + 1,
        type: directive[1],
        args: argumentsOf(directive[2] ?? ''),
      });
    }
    const open = FENCE.exec(line);
    if (open) fence = { language: open[1] ?? '', title: open[2], start: index + 1, lines: [] };
  }
  return steps;
}

/** Words, apart from what stands in single quotes. */
function argumentsOf(text: string): string[] {
  return [...text.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, word]) => quoted ?? word ?? '');
}

function stepsOfFence(fence: {
  language: string;
  title: string | undefined;
  start: number;
  lines: string[];
}): Step[] {
  if (fence.title !== undefined && fence.language === 'diff') {
    return [{ does: 'edit', line: fence.start, path: fence.title, diff: `${fence.lines.join('\n')}\n` }];
  }
  if (fence.title !== undefined) {
    return [{ does: 'write', line: fence.start, path: fence.title, text: `${fence.lines.join('\n')}\n` }];
  }
  if (fence.language !== 'console') return [];
  const steps: { does: 'run'; line: number; command: string; output: string }[] = [];
  for (const [index, line] of fence.lines.entries()) {
    const last = steps.at(-1);
    if (line.startsWith('$ ')) {
      steps.push({ does: 'run', line: fence.start + index + 1, command: line.slice(2), output: '' });
    } else if (last) last.output += `${line}\n`;
  }
  return steps.map((step) => {
    const [, type, args = ''] = SIMULATE.exec(step.command) ?? [];
    if (type === undefined) return step;
    return { does: 'simulate', line: step.line, type, args: argumentsOf(args), output: step.output };
  });
}

/** `text` with a change as a page shows it: lines that stay, go (`-`) and come (`+`). Throws if they are not there once. */
export function edited(text: string, diff: string): string {
  const lines = diff.replace(/\n$/, '').split('\n');
  const part = (sign: string): string =>
    lines
      .filter((line) => line === '' || line.startsWith(' ') || line.startsWith(sign))
      .map((line) => `\n${line.slice(1)}`)
      .join('');
  const [before, after] = [part('-'), part('+')];
  const pieces = `\n${text}`.split(before);
  if (pieces.length !== 2)
    throw new Error(`What is to be changed stands there ${pieces.length - 1} times:${before}`);
  return pieces.join(after).slice(1);
}

/** True if `actual` is what the page shows; `…` in the page stands for anything, also for several lines. */
export function matches(expected: string, actual: string): boolean {
  const pattern = expected
    .trimEnd()
    .split('…')
    .map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'))
    .join('[\\s\\S]*?');
  return new RegExp(`^${pattern}$`).test(actual.trimEnd());
}
