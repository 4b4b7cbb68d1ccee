// The command line: which commands there are and what they take. What they do loads when they run.
import { Command, CommanderError } from 'commander';
import { EXIT, EXIT_MEANINGS, type ExitCode } from './exit.js';
import { centerCommands } from './grammar/center-commands.js';
import { declaring } from './grammar/declare.js';
import { examples } from './grammar/help.js';
import { otherCommands } from './grammar/other-commands.js';
import { type Io, type Streams, withoutSecrets } from './io.js';
import { version } from './version.js';

/**
 * Runs one command line (without the program's own name). Never throws. `onCrash` takes what reports an error that
 * nothing caught, as any other: without a secret.
 */
export async function runProgram(
  argv: readonly string[],
  streams: Streams,
  onCrash?: (report: (error: unknown) => Promise<ExitCode>) => void,
): Promise<ExitCode> {
  const io = withoutSecrets(streams);
  const verbose = argv.some((word) => word === '-v' || word === '--verbose');
  onCrash?.(async (error) => (await import('./telling/problems.js')).reportError(error, io, { verbose }));
  let code: ExitCode = EXIT.done;
  const program = createProgram(io, (result) => {
    code = result;
  });
  try {
    await program.parseAsync([...argv], { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.invalid;
    const { reportError } = await import('./telling/problems.js');
    return reportError(error, io, {});
  }
  return code;
}

export function createProgram(io: Io, done: (code: ExitCode) => void): Command {
  const program = new Command('cutover')
    .description('Keeps a contact center the way a YAML file says it should be.')
    .version(version(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'explain a command')
    .exitOverride()
    .configureOutput({
      writeOut: io.write,
      writeErr: io.note,
      getOutHelpWidth: () => io.width,
      getErrHelpWidth: () => io.width,
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    })
    .addHelpText(
      'after',
      examples(
        ['cutover validate centers/', 'find every problem of the files, without the network'],
        ['cutover plan center.yaml', 'see what would change'],
        ['cutover apply center.yaml', 'look, approve, apply, verify'],
        ['cutover demo', 'watch the whole story against a built-in simulator'],
      ),
    )
    .addHelpText('after', exitCodes())
    .showHelpAfterError('Try: cutover --help');
  const declare = declaring(program, io, done);
  centerCommands(declare);
  otherCommands(declare);
  for (const command of program.commands) command.showHelpAfterError(`Try: cutover ${command.name()} --help`);
  return program;
}

function exitCodes(): string {
  const rows = EXIT_MEANINGS.map(([code, meaning]) => `  ${String(code).padEnd(4)} ${meaning}`);
  return `\nExit codes:\n${rows.join('\n')}`;
}
