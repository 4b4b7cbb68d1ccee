// The manual page cutover(1), made from the program's own commands, so that it says what --help says. Used by the build.
import type { Command } from 'commander';
import { EXIT_MEANINGS } from './exit.js';
import { withoutSecrets } from './io.js';
import { createProgram } from './program.js';
import { version } from './version.js';

const ENVIRONMENT: readonly (readonly [string, string])[] = [
  ['CUTOVER_NOTIFY_URL', 'The webhook of drift --notify.'],
  ['CUTOVER_LOCK_USERNAME, CUTOVER_LOCK_PASSWORD', 'Who asks for the lock of apply --lock-url.'],
  ['CUTOVER_LOCK_METHOD, CUTOVER_UNLOCK_METHOD', 'LOCK and UNLOCK by default.'],
  ['HTTPS_PROXY, HTTP_PROXY, NO_PROXY', 'As everywhere.'],
  ['NO_COLOR, FORCE_COLOR, CI', 'Colours and the progress line are as these say.'],
  ['any other', 'What a file asks for by its name.'],
];

const FILES: readonly (readonly [string, string])[] = [
  ['.cutover/', 'Ledger, journal, lock and secrets of each center (--state-dir).'],
];

/** The page as troff, with the macros of man(7). */
export function manPage(): string {
  const program = createProgram(SILENT, () => {});
  const help = program.createHelp();
  const commands = help.visibleCommands(program).filter((one) => one.name() !== 'help');
  const lines = [
    `.TH CUTOVER 1 "" "cutover ${roff(version())}" "User Commands"`,
    '.SH NAME',
    `cutover \\- ${roff(lowerFirst(program.description()).replace(/\.$/, ''))}`,
    '.SH SYNOPSIS',
    '.B cutover',
    '.I command',
    roff('[options] FILE|DIRECTORY...'),
    '.SH DESCRIPTION',
    ...text(
      'Reads what is live at a vendor of contact centers, shows what differs from YAML files as a plan, and applies the plan with the fewest, safely ordered calls.',
    ),
    ...text('Results go to standard output; progress, notes and errors go to standard error.'),
    '.SH COMMANDS',
    ...commands.flatMap((one) => section(one, program)),
    '.SH EXIT STATUS',
    ...EXIT_MEANINGS.flatMap(([code, meaning]) => tagged(String(code), meaning)),
    '.SH ENVIRONMENT',
    ...ENVIRONMENT.flatMap(([name, meaning]) => tagged(name, meaning)),
    '.SH FILES',
    ...FILES.flatMap(([name, meaning]) => tagged(name, meaning)),
  ];
  return `${lines.join('\n')}\n`;
}

function section(command: Command, program: Command): string[] {
  const help = command.createHelp();
  return [
    `.SS "${roff(`${program.name()} ${command.name()}`)}"`,
    ...text(upperFirst(command.description())),
    '.PP',
    `.B ${roff(`cutover ${command.name()} ${command.usage()}`)}`,
    ...help
      .visibleArguments(command)
      .flatMap((one) => tagged(help.argumentTerm(one), help.argumentDescription(one))),
    ...help
      .visibleOptions(command)
      .flatMap((one) => tagged(help.optionTerm(one), help.optionDescription(one))),
    ...extra(command),
  ];
}

/** What `addHelpText` adds: examples and variables, as they are. */
function extra(command: Command): string[] {
  let said = '';
  const writeOut = (part: string): void => {
    said += part;
  };
  command.configureOutput({ writeOut });
  command.outputHelp();
  const [, ...parts] = said.split(/\n(?=(?:Examples|Environment[^\n]*):\n)/);
  return parts.flatMap((part) => ['.PP', '.nf', ...part.trimEnd().split('\n').map(roff), '.fi']);
}

function tagged(term: string, meaning: string): string[] {
  return ['.TP', `.B ${roff(term)}`, roff(meaning === '' ? term : meaning)];
}

function text(line: string): string[] {
  return ['.PP', roff(line)];
}

/** Text that is no request, no escape, and hyphens that can be copied. */
function roff(line: string): string {
  const safe = line
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replace(
      /[^\x20-\x7e]/gu,
      (one) => `\\[u${(one.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`,
    )
    .replaceAll('"', '\\(dq');
  return /^[.']/.test(safe) ? `\\&${safe}` : safe;
}

function lowerFirst(line: string): string {
  return line.charAt(0).toLowerCase() + line.slice(1);
}

function upperFirst(line: string): string {
  return `${line.charAt(0).toUpperCase()}${line.slice(1)}.`;
}

const SILENT = withoutSecrets({
  write: () => {},
  note: () => {},
  env: {},
  terminal: { out: false, err: false, input: false },
  width: 100,
  signal: new AbortController().signal,
});
