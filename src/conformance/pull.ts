// The live state as a file, as `pull` writes it.

import type { Live } from '../contract/index.js';
import { writeYaml } from '../schema/write.js';
import { CENTER } from './assembly.js';
import type { Rig } from './rig.js';

export function pulled({ subject, providerBlock }: Rig, live: Live): string {
  const sections = subject.provider.sections.flatMap((section) => {
    const content = section.collapse(live);
    return content === undefined ? [] : [{ name: section.name, content }];
  });
  return writeYaml({ center: CENTER, provider: providerBlock, sections, schema: 'cutover.schema.json' });
}

/** Kinds whose list should be whole and is not: `pull` refuses to write half of it. */
export function incompleteKinds({ subject }: Rig, { certificates }: Live): string[] {
  return subject.provider.kinds
    .filter(({ name, visibility }) => visibility === 'listed' && certificates[name]?.complete === false)
    .map(({ name }) => name);
}
