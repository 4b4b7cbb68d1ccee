// Names of files as `git apply` takes them: from the root of the repository that one stands in, or from here.
import { existsSync, realpathSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';

/** The folder that holds `.git`, from `folder` upwards. */
function repositoryRoot(folder: string): string | undefined {
  const here = existing(folder);
  if (existsSync(join(here, '.git'))) return here;
  const above = dirname(here);
  return above === here ? undefined : repositoryRoot(above);
}

/** Undefined: the file lies outside, where no patch of this place reaches. */
export function patchPath(file: string, cwd: string): string | undefined {
  const root = repositoryRoot(cwd) ?? existing(cwd);
  const path = relative(root, existing(resolve(cwd, file)));
  if (path === '' || path === '..' || path.startsWith(`..${sep}`)) return undefined;
  return path.split(sep).join('/');
}

function existing(path: string): string {
  return existsSync(path) ? realpathSync(path) : path;
}
