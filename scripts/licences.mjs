// The licences of the packages whose code is in the bundle: each asks to go wherever its code goes.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One text with the licence of every package that one of these files is from. Throws if a package has none. */
export function licencesOf(files) {
  const folders = files.flatMap((path) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? []);
  const parts = [...new Set(folders)].sort().map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    const file = readdirSync(folder).find((one) => /^licen[cs]e(?:\.\w+)?$/i.test(one));
    if (!file)
      throw new Error(`${name} ${version} (${license}) is in the bundle and brings no licence file.`);
    return `${name} ${version} (${license})\n\n${readFileSync(join(folder, file), 'utf8').trim()}\n`;
  });
  return `cutover holds code of these packages.\n\n${parts.join(`\n${'-'.repeat(72)}\n\n`)}`;
}
