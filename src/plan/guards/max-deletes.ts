// The ceiling of deletions: of one kind, bindings and memberships being kinds of their own.

import type { Change, Kind, Problem } from '../../contract/index.js';
import { counted, listed } from '../words.js';
import type { World } from '../world.js';

/** A percentage says little about a handful: it counts from so many live objects of the kind up. */
const SMALLEST_SHARE = 10;

export function maxDeletes(
  world: World,
  changes: readonly Change[],
  emptied: readonly string[],
): readonly Problem[] {
  const deletes = changes.filter((change) => change.action === 'delete');
  if (deletes.length === 0) return [];
  const over = world.provider.kinds.flatMap((kind) =>
    overTheCeiling(world, kind, deletes, emptied.includes(kind.name)),
  );
  const { allowDeletes } = world.options;
  if (over.length === 0 || allowDeletes === deletes.length) return [];
  const total = counted(deletes.length, 'delete', 'deletes');
  const next =
    allowDeletes === undefined
      ? `If all ${total} of this plan are right, say --allow-deletes ${deletes.length}.`
      : `--allow-deletes names ${allowDeletes}, but this plan has ${total}: look at it again and name that number.`;
  return over.map((why) => ({
    code: 'max-deletes',
    severity: 'error',
    message: `${why} ${next}`,
    address: null,
  }));
}

function overTheCeiling(world: World, kind: Kind, deletes: readonly Change[], emptied: boolean): string[] {
  const own = deletes.filter((change) => change.kind === kind.name);
  if (own.length === 0) return [];
  const names = listed(own.map((change) => change.address));
  const what = `${counted(own.length, kind.title.one, kind.title.many)} would be deleted (${names})`;
  if (emptied) return [`${what}: the section is empty in the files and policy.prune names it.`];
  const { maxDeletes: ceiling } = world.desired.policy;
  if ('count' in ceiling) {
    return own.length > ceiling.count ? [`${what}; policy.maxDeletes is ${ceiling.count}.`] : [];
  }
  const live = [...world.now.values()].filter((resource) => resource.kind === kind.name).length;
  if (live < SMALLEST_SHARE || own.length * 100 <= ceiling.percent * live) return [];
  return [`${what}; that is more than policy.maxDeletes, ${ceiling.percent}% of the ${live} that are live.`];
}
