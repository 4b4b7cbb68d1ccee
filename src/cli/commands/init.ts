// `cutover init`: a first file, a workflow and a line in .gitignore. What is there already is left as it is.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { InputError } from '../../contract/index.js';
import { builtInTypes } from '../../providers/registry.js';
import { plain } from '../../render/sanitize.js';
import { CENTER_PATTERN } from '../../schema/center/documents.js';
import { scaffold } from '../../schema/scaffold.js';
import { makeFolder } from '../../state/folder.js';
import { EXIT, type ExitCode } from '../exit.js';
import type { CommonFlags } from '../grammar/options.js';
import type { Io } from '../io.js';
import { vendorNamed } from '../loading/vendors.js';
import { problem, systemReason } from '../problem.js';
import { schemaFrom, slashes } from '../schema-path.js';
import { version } from '../version.js';
import { workflow } from './init-workflow.js';

interface InitFlags extends CommonFlags {
  readonly provider?: string;
  readonly center: string;
}

const FOLDER = 'centers';
const WORKFLOW = '.github/workflows/cutover.yml';

export async function run(_operands: readonly string[], flags: InitFlags, io: Io): Promise<ExitCode> {
  if (!CENTER_PATTERN.test(flags.center)) throw badCenter();
  const [first = ''] = builtInTypes();
  const { provider } = await vendorNamed(flags.provider ?? first);
  const file = join(FOLDER, `${flags.center}.yaml`);
  const { text, variables } = scaffold(provider, flags.center, schemaFrom(FOLDER));
  const made: string[] = [];
  const kept: string[] = [];
  const put = (path: string, content: string): void => void (written(path, content) ? made : kept).push(path);
  put(file, text);
  put(WORKFLOW, workflow(`cutover@${version()}`, FOLDER, variables));
  (ignored('.gitignore', '.cutover/') ? made : kept).push('.gitignore');
  const lines = [
    ...made.map((path) => `Written: ${plain(slashes(path))}`),
    ...kept.map((path) => `Left as it is: ${plain(slashes(path))}`),
    ...(flags.provider === undefined
      ? [`For ${provider.title}. Others: cutover init --provider ${builtInTypes().slice(1).join('|')}`]
      : []),
    '',
    'Next: set these in the environment, here and in the settings of the pipeline:',
    ...variables.map(({ name, secret }) => `  ${name}${secret ? ' (secret)' : ''}`),
    `Then: cutover validate ${slashes(file)} && cutover pull ${slashes(file)}`,
  ];
  io.write(`${lines.join('\n')}\n`);
  return EXIT.done;
}

/** False if there is something already, also one that came this very moment. */
function written(path: string, text: string): boolean {
  makeFolder(dirname(path));
  try {
    writeFileSync(path, text, { flag: 'wx' });
    return true;
  } catch (error) {
    if (systemReason(error) === 'EEXIST') return false;
    throw error;
  }
}

/** Adds a line to what is there, in its line ends; false if it says so already. */
function ignored(path: string, line: string): boolean {
  if (!existsSync(path)) return written(path, `${line}\n`);
  const before = readFileSync(path, 'utf8');
  const bare = line.replace(/\/$/, '');
  const says = new Set([bare, `${bare}/`, `/${bare}`, `/${bare}/`, `**/${bare}`, `**/${bare}/`]);
  if (before.split(/\r?\n/).some((one) => says.has(one.trim()))) return false;
  const newline = before.includes('\r\n') ? '\r\n' : '\n';
  const gap = before === '' || before.endsWith('\n') ? '' : newline;
  writeFileSync(path, `${gap}${line}${newline}`, { flag: 'a' });
  return true;
}

function badCenter(): InputError {
  const message =
    'The name of a center is 1 to 63 lower-case letters, digits and hyphens, beginning with a letter or digit. Give another --center.';
  return new InputError([problem('bad-center', message)]);
}
