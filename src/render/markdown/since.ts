// What a push changed in the plan: came new, is no longer there, does something else.
import type { CenterPlan } from '../../contract/index.js';
import { count } from '../words.js';
import { clipped, within } from './budget.js';
import { md } from './escape.js';
import { type Former, formerOf } from './marker.js';

const SHOWN = 15;
const ROOM = 5_000;

/** Lines for the section on the last push; `undefined` as former plan: there was one and it cannot be compared. */
export function sinceLines(plans: readonly CenterPlan[], former: Former | undefined): string[] {
  if (former === undefined) {
    return [
      'The comment of the last push does not hold its plan (it was too large or was edited), so the two are not compared.',
    ];
  }
  const now = formerOf(plans);
  const lines = [...new Set([...now.keys(), ...former.keys()])].flatMap((center) =>
    compared(center, former.get(center), now.get(center), now.size > 1),
  );
  const kept = within(lines, ROOM, (hidden) => `- … and ${hidden} more`);
  return lines.length === 0 ? ['Nothing: the plan is the same as at the last push.'] : kept;
}

type Digests = ReadonlyMap<string, string>;
const NONE: Digests = new Map();

function compared(
  center: string,
  old: Digests | undefined,
  fresh: Digests | undefined,
  isOneOfMany: boolean,
): string[] {
  const before = old ?? NONE;
  const after = fresh ?? NONE;
  const added = [...after.keys()].filter((key) => !before.has(key));
  const gone = [...before.keys()].filter((key) => !after.has(key));
  const altered = [...after].filter(([key, digest]) => before.has(key) && before.get(key) !== digest);
  const where = isOneOfMany || old === undefined || fresh === undefined ? `${md(clipped(center))}: ` : '';
  const line = (keys: readonly string[], what: string): string[] =>
    keys.length === 0 ? [] : [`- ${where}${count(keys.length, 'change')} ${what}: ${listed(keys)}`];
  return [
    ...line(added, 'more than before'),
    ...line(gone, 'no longer planned'),
    ...line(
      altered.map(([key]) => key),
      'now with other values',
    ),
  ];
}

function listed(keys: readonly string[]): string {
  const shown = keys
    .slice(0, SHOWN)
    .map((key) => md(clipped(key)))
    .join(', ');
  return keys.length > SHOWN ? `${shown} and ${keys.length - SHOWN} more` : shown;
}
