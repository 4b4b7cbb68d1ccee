// `cutover completion SHELL`: a script for the shell, made from what this version knows.
import { builtInTypes } from '../../providers/registry.js';
import { bashCompletion } from '../completion/bash.js';
import { fishCompletion } from '../completion/fish.js';
import { completedCommands } from '../completion/words.js';
import { zshCompletion } from '../completion/zsh.js';
import { EXIT, type ExitCode } from '../exit.js';
import type { Io } from '../io.js';
import { createProgram } from '../program.js';

const SCRIPTS = { bash: bashCompletion, zsh: zshCompletion, fish: fishCompletion };

export async function run([shell = '']: readonly string[], _flags: object, io: Io): Promise<ExitCode> {
  const script = SCRIPTS[shell as keyof typeof SCRIPTS];
  const program = createProgram(io, () => {});
  io.write(script(completedCommands(program, builtInTypes())));
  return EXIT.done;
}
