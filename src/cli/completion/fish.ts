// Completion for fish, with descriptions.
import type { CompletedCommand, CompletedOption, CompletedValue } from './words.js';

export function fishCompletion(commands: readonly CompletedCommand[]): string {
  const lines = commands.flatMap(({ name, description, options, operands }) => {
    const inside = `__fish_seen_subcommand_from ${name}`;
    return [
      `complete -c cutover -n __fish_use_subcommand -f -a ${name} -d ${quoted(description)}`,
      ...options.map((option) => optionLine(option, inside)),
      ...operandLines(operands, inside),
    ];
  });
  return `# fish completion of cutover. To use it: cutover completion fish | source
complete -c cutover -e
complete -c cutover -n __fish_use_subcommand -f
${lines.join('\n')}
`;
}

function optionLine({ names, description, value }: CompletedOption, inside: string): string {
  const flags = names.map((name) => (name.startsWith('--') ? `-l ${name.slice(2)}` : `-s ${name.slice(1)}`));
  return `complete -c cutover -n ${quoted(inside)} ${flags.join(' ')} -d ${quoted(description)}${taken(value)}`;
}

function taken(value: CompletedValue | undefined): string {
  if (value === undefined) return '';
  if (value.kind === 'files') return ' -r -F';
  return value.kind === 'words' ? ` -x -a ${quoted(value.words.join(' '))}` : ' -x';
}

function operandLines(value: CompletedValue, inside: string): string[] {
  if (value.kind === 'files') return [`complete -c cutover -n ${quoted(inside)} -F`];
  const words = value.kind === 'words' ? ` -a ${quoted(value.words.join(' '))}` : '';
  return [`complete -c cutover -n ${quoted(inside)} -f${words}`];
}

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
