// What the webhook was told last, kept in the state folder: so that a drift is told with its age, and once that it is over.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import type { NotifiedCenter } from '../../render/programs/notification.js';
import { makeFolder } from '../../state/folder.js';

/** By center; none of those that were clean. */
export type Memory = Readonly<Record<string, { readonly digest: string; readonly since: string }>>;

const FILE = 'notified.json';

export function recall(stateDir: string): Memory {
  try {
    const { centers } = JSON.parse(readFileSync(join(stateDir, FILE), 'utf8')) as { centers?: unknown };
    if (typeof centers !== 'object' || centers === null) return {};
    const sound = Object.entries(centers).filter(
      ([, one]) => typeof one?.digest === 'string' && typeof one?.since === 'string',
    );
    return Object.fromEntries(sound);
  } catch {
    // Lost or damaged: the next notification says less, and nothing else depends on it.
    return {};
  }
}

/** The center, with the time since when it is so, where it was told the same before. */
export function withAge(one: NotifiedCenter, memory: Memory): NotifiedCenter {
  const known = memory[one.plan.center];
  return one.status !== 'clean' && known?.digest === digestOf(one) ? { ...one, since: known.since } : one;
}

/**
 * Only what was told is remembered, for the centers of this run; those of other runs stay. Returns the path of a file
 * that cannot be written.
 */
export function remember(
  stateDir: string,
  centers: readonly NotifiedCenter[],
  memory: Memory,
  at: string,
): string | undefined {
  const next: Record<string, Memory[string]> = { ...memory };
  for (const one of centers) {
    if (one.status === 'clean') delete next[one.plan.center];
    else next[one.plan.center] = { digest: digestOf(one), since: one.since ?? at };
  }
  const path = join(stateDir, FILE);
  const text = `${JSON.stringify({ formatVersion: 1, centers: next }, null, 2)}\n`;
  try {
    makeFolder(stateDir);
    writeFileAtomic.sync(path, text, { mode: 0o600 });
    return undefined;
  } catch {
    return path;
  }
}

function digestOf({ plan, status }: NotifiedCenter): string {
  const what = [
    status,
    ...plan.changes.map(({ key, fields }) => `${key} ${fields.map(({ path }) => path).join(',')}`).sort(),
    ...plan.manual.map(({ address }) => address).sort(),
    ...plan.problems.map(({ code }) => code).sort(),
  ];
  return createHash('sha256').update(JSON.stringify(what)).digest('hex').slice(0, 16);
}
