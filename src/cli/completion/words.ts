// What can be completed, read from the program itself: commands, options, their values, files.
import type { Argument, Command, Option } from 'commander';

export interface CompletedOption {
  /** `--format`, `-o`. */
  readonly names: readonly string[];
  readonly description: string;
  /** Undefined: it takes no value. */
  readonly value: CompletedValue | undefined;
}

/** Fixed words, files or folders, or something that nobody can guess. */
export type CompletedValue =
  | { readonly kind: 'words'; readonly words: readonly string[] }
  | { readonly kind: 'files' }
  | { readonly kind: 'other' };

export interface CompletedCommand {
  readonly name: string;
  readonly description: string;
  readonly options: readonly CompletedOption[];
  readonly operands: CompletedValue;
}

/** `types`: what an operand or option called `type` may be, among others. */
export function completedCommands(program: Command, types: readonly string[]): CompletedCommand[] {
  const help = program.createHelp();
  return help.visibleCommands(program).map((command) => ({
    name: command.name(),
    description: command.description(),
    options: help.visibleOptions(command).map((option) => ({
      names: [option.long, option.short].filter((name) => typeof name === 'string'),
      description: option.description,
      value: option.required || option.optional ? optionValue(option, types) : undefined,
    })),
    operands: command.name() === 'help' ? names(program) : operandsOf(command, types),
  }));
}

function names(program: Command): CompletedValue {
  return { kind: 'words', words: program.commands.map((command) => command.name()) };
}

function operandsOf(command: Command, types: readonly string[]): CompletedValue {
  const [argument] = command.registeredArguments;
  return argument === undefined ? { kind: 'other' } : argumentValue(argument, types);
}

function argumentValue(argument: Argument, types: readonly string[]): CompletedValue {
  return valueAt(argument.name(), argument.argChoices, types);
}

function optionValue(option: Option, types: readonly string[]): CompletedValue {
  const placeholder = /[<[]([^>\]]*)/.exec(option.flags)?.[1]?.replace(/\.\.\.$/, '') ?? '';
  return valueAt(placeholder, option.argChoices, types);
}

/** The name of a placeholder says what stands there. */
function valueAt(
  name: string,
  choices: readonly string[] | undefined,
  types: readonly string[],
): CompletedValue {
  if (choices !== undefined) return { kind: 'words', words: choices };
  if (name === 'type') return { kind: 'words', words: types };
  return /file|dir|json/.test(name) ? { kind: 'files' } : { kind: 'other' };
}
