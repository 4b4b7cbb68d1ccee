// Reads a Markdown page as a list of things to do: files to write, commands to run, output to expect.

export type Step =
  | {
      readonly does: 'simulate';
      readonly line: number;
      readonly type: string;
      readonly args: readonly string[];
    }
  | { readonly does: 'write'; readonly line: number; readonly path: string; readonly text: string }
  | { readonly does: 'run'; readonly line: number; readonly command: string; readonly output: string };

const FENCE = /^```(\S*)(?: title=(\S+))?\s*$/;
const DIRECTIVE = /^<!-- simulate (\S+)(.*?)-->\s*$/;

/**
 * `<!-- simulate TYPE ARGS -->` starts a simulator; a fence with `title=FILE` writes that file; in a `console` fence
 * each line after `$ ` is a command and the lines up to the next one are what it prints (`…` stands for anything).
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
      const args = (directive[2] ?? '').trim();
      steps.push({
        does: 'simulate',
        line: index + 1,
        type: directive[1],
        args: args === '' ? [] : args.split(/\s+/),
      });
    }
    const open = FENCE.exec(line);
    if (open) fence = { language: open[1] ?? '', title: open[2], start: index + 1, lines: [] };
  }
  return steps;
}

function stepsOfFence(fence: {
  language: string;
  title: string | undefined;
  start: number;
  lines: string[];
}): Step[] {
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
  return steps;
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
