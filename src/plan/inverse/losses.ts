// What no plan can bring back once another was applied: said before, by name.

import type { CenterPlan } from '../../contract/index.js';
import { compareText } from '../compare.js';
import { listed } from '../words.js';
import { isReadable, type Touch } from './touch.js';

export type Irreversible = NonNullable<CenterPlan['irreversible']>;

/** Sorted by address, then reason. */
export function lossesOf(touches: readonly Touch[]): Irreversible {
  return touches
    .flatMap((touch) => {
      const address = touch.changes[0]?.address ?? touch.address;
      return [...new Set(reasonsOf(touch))].map((reason) => ({ address, reason }));
    })
    .sort((a, b) => compareText(a.address, b.address) || compareText(a.reason, b.reason));
}

function reasonsOf(touch: Touch): string[] {
  const { kind, before, after, changes } = touch;
  const said = changes.flatMap((change) => kind.irreversible?.(change) ?? []);
  if (touch.stays !== undefined) return said.length > 0 ? said : [touch.stays];
  if (before && after) {
    const lost = touch.written.filter((path) => !isReadable(touch, path));
    return lost.length === 0
      ? said
      : [...said, `the old value of ${listed(lost)} cannot be read; the new one stays`];
  }
  return before ? [...said, ...notRestored(touch)] : said;
}

/** Of a deleted object: fields that nobody has read. */
function notRestored({ kind }: Touch): string[] {
  const unread = (secret: boolean): string[] =>
    Object.keys(kind.fields).filter((path) => {
      const rule = kind.fields[path];
      return secret ? rule?.secret : rule?.writeOnly && !rule.secret;
    });
  const [made, lost] = [unread(true), unread(false)];
  return [
    ...(made.length === 0 ? [] : [`the old ${listed(made)} cannot be read; a new one is made`]),
    ...(lost.length === 0 ? [] : [`the old ${listed(lost)} cannot be read and is not set again`]),
  ];
}
