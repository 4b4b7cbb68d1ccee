// How a command is declared: its name, its files, its examples, and the module that runs it, loaded when it does.
import type { Command } from 'commander';
import type { ExitCode } from '../exit.js';
import type { Io } from '../io.js';
import type { CommonFlags } from './options.js';

/** A command: its operands, its flags, where it writes; resolves to the exit code. */
type Run<Flags extends Partial<CommonFlags>> = (
  operands: readonly string[],
  flags: Flags,
  io: Io,
) => Promise<ExitCode>;

export interface Declaring {
  /** A new command of the program. */
  readonly command: (name: string, description: string) => Command;
  /** Binds a command to the module that runs it; operands come as one flat list. */
  readonly runs: <Flags extends Partial<CommonFlags>>(
    command: Command,
    load: () => Promise<{ readonly run: Run<Flags> }>,
  ) => void;
}

export function declaring(program: Command, io: Io, done: (code: ExitCode) => void): Declaring {
  return {
    command: (name, description) => program.command(name).description(description),
    runs: <Flags extends Partial<CommonFlags>>(
      command: Command,
      load: () => Promise<{ readonly run: Run<Flags> }>,
    ) => {
      command.action(async (...given: unknown[]) => {
        const flags = command.opts<Flags>();
        const operands = given
          .slice(0, -2)
          .flat()
          .filter((one) => typeof one === 'string');
        try {
          const { run } = await load();
          done(await run(operands, flags, io));
        } catch (error) {
          const { reportError } = await import('../telling/problems.js');
          done(reportError(error, io, flags));
        }
      });
    },
  };
}

/** A command that takes YAML files. */
export function files(command: Command): Command {
  return command
    .argument('[files...]', 'YAML files, or folders of them')
    .usage('[options] FILE|DIRECTORY...');
}
