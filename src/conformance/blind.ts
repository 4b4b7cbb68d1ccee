// Finds writes that were sent again although nobody knew whether they had been done.

import type { LogEntry } from '../simulator/log.js';
import type { Planned } from './assembly.js';
import { pathMatcher, text } from './facts.js';
import type { Rig } from './rig.js';

/** What may go wrong with one call. */
export const CALL_FAULTS = [
  'lost-after',
  'lost-before',
  'error-before',
  'error-after',
  'reset',
  'reset-after',
  'throttle',
  'truncate',
  'cut',
  'html',
  'html-before',
];
/** The client cannot know what was done, unless it was told to come again. */
const UNKNOWN: ReadonlySet<string> = new Set(CALL_FAULTS.filter((name) => name !== 'throttle'));

/** Writes whose operation may not be repeated blind, sent twice alike with nothing read or undone in between. */
export function blindRepeats({ simulator, subject }: Rig, plans: readonly Planned[]): string[] {
  const unsafe = unsafeCalls(subject.provider.operations, plans);
  const log = simulator.log();
  return log.flatMap((entry, at) => {
    if (!entry.write || !entry.faults?.some((name) => UNKNOWN.has(name))) return [];
    const next = log.findIndex((other, index) => index > at && same(entry, other));
    if (next < 0 || !unsafe(entry)) return [];
    const looked = log.slice(at + 1, next).some((other) => !other.write || isAbout(other, entry));
    return looked ? [] : [`${entry.method} ${entry.path} ${text(entry.body)}`];
  });
}

function same(one: LogEntry, other: LogEntry): boolean {
  return one.method === other.method && one.path === other.path && text(one.body) === text(other.body);
}

/** Another write of the same object: an undo. */
function isAbout(other: LogEntry, entry: LogEntry): boolean {
  return other.write && other.method !== entry.method && text(other.body) === text(entry.body);
}

function unsafeCalls(
  operations: Rig['subject']['provider']['operations'],
  plans: readonly Planned[],
): (entry: LogEntry) => boolean {
  return pathMatcher(
    plans.flatMap(({ plan }) =>
      plan.calls.filter(({ operation }) => operations[operation]?.afterUnknown.rule !== 'repeat'),
    ),
  );
}
