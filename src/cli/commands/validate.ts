// `cutover validate`: every problem of the files at once, without the network.
import { InputError, type Problem } from '../../contract/index.js';
import { plain } from '../../render/sanitize.js';
import { problemText } from '../../render/text/problem.js';
import { count } from '../../render/words.js';
import { EXIT, type ExitCode } from '../exit.js';
import type { CommonFlags } from '../grammar/options.js';
import type { Io } from '../io.js';
import { loadCenters, required } from '../loading/load.js';
import { type TellingFlags, tell } from '../telling/formats.js';
import { textOptions } from '../telling/text.js';
import { toolName } from '../version.js';

type ValidateFlags = CommonFlags & TellingFlags;

export async function run(files: readonly string[], flags: ValidateFlags, io: Io): Promise<ExitCode> {
  const { problems, summary } = await checked(required(files), io);
  const isWrong = problems.some((problem) => problem.severity === 'error');
  const { theme } = textOptions(io, flags);
  await tell({ what: 'validate', tool: toolName(), problems, summary }, flags, io);
  if (flags.format === 'text') {
    // The problems are what was asked for, so they are the result: standard output.
    if (!flags.quiet || isWrong) io.write(problemText(problems, theme));
    if (!isWrong) io.write(`${theme.good('Valid')}: ${summary}.\n`);
    else io.note(`${count(problems.length, 'problem')}${inFiles(problems)}.\n`);
  }
  return isWrong ? EXIT.invalid : EXIT.done;
}

/** The files that have any: a folder of thirty centers is not thirty places to look at. */
function inFiles(problems: readonly Problem[]): string {
  const files = new Set(problems.flatMap(({ file }) => file ?? []));
  return files.size === 0 ? '' : ` in ${count(files.size, 'file')}`;
}

async function checked(
  files: readonly string[],
  io: Io,
): Promise<{ readonly problems: readonly Problem[]; readonly summary: string }> {
  try {
    const loaded = await loadCenters(files, io);
    const objects = loaded.centers.reduce((sum, one) => sum + one.resources.size + one.absent.size, 0);
    const names = loaded.centers.map((one) => plain(one.center)).join(', ');
    const summary = `${count(loaded.centers.length, 'center')} (${names}), ${count(objects, 'object')}`;
    return { problems: loaded.warnings, summary };
  } catch (error) {
    if (error instanceof InputError) return { problems: error.problems, summary: '' };
    throw error;
  }
}
