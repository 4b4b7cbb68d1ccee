// The file of a saved plan. Nothing in it is ever sent: it is read to be compared with a plan made anew.

import { createHmac } from 'node:crypto';
import { type CenterPlan, type Desired, FORMAT_VERSION, type Problem } from '../../contract/index.js';
import { isObject, isPacked, type Kept, type Packed, pack, unpack } from './pack.js';

export interface SavedCenter extends Kept {
  readonly plan: CenterPlan;
}

export interface SavedPlan {
  readonly tool: string;
  readonly centers: readonly SavedCenter[];
}

/**
 * The text of `plan --out`: the plan's JSON plus what `apply --plan` and `invert` need, and a checksum over all of it.
 * `key` is made of the centers' own credentials, so that nobody without them can alter the file unseen. Pure.
 */
export function writeSavedPlan({ tool, centers }: SavedPlan, key: string): string {
  const plans = centers.map(({ plan }) => plan);
  const saved = centers.map(({ plan: _shown, ...kept }) => pack(kept));
  const body = { formatVersion: FORMAT_VERSION, tool, centers: plans, saved };
  const parts = [
    `"formatVersion": ${FORMAT_VERSION}`,
    `"tool": ${JSON.stringify(tool)}`,
    `"centers": ${JSON.stringify(plans, null, 2).replaceAll('\n', '\n  ')}`,
    // For programs: a line a center.
    `"saved": [${saved.map((one) => `\n    ${JSON.stringify(one)}`).join(',')}\n  ]`,
    `"checksum": ${JSON.stringify(sealOf(sortedJson(body), key))}`,
  ];
  return `{\n  ${parts.join(',\n  ')}\n}\n`;
}

/**
 * Reads a saved plan; hostile text. A file that is none, or was altered, is a problem (exit 4). `keyOf` makes the key
 * from what the file names; it must not trust it. Pure.
 */
export function readSavedPlan(
  text: string,
  name: string,
  keyOf: (desired: readonly Desired[]) => string,
): SavedPlan | Problem {
  const body = parseObject(text);
  const opened = body && open(body.value);
  if (!body || !opened) {
    const message = `${name} is not a plan that this version saved. Make one with cutover plan --out.`;
    return stale('plan-foreign', message);
  }
  const key = keyOf(opened.centers.map(({ desired }) => desired));
  if (body.value.checksum !== sealOf(body.text, key)) {
    const message = `${name} was altered after it was saved, or saved with other credentials or secrets. Make a new plan and review it.`;
    return stale('plan-altered', message);
  }
  return opened;
}

/** A hash that only who knows `key` can make. */
function sealOf(text: string, key: string): string {
  return `sha256:${createHmac('sha256', key).update(text).digest('hex')}`;
}

/** JSON with sorted keys: the same for the same content. */
function sortedJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    isObject(inner) ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1))) : inner,
  );
}

/** The checksum says whether this is what we wrote; until then only the shapes that we use are believed. */
function open({ formatVersion, tool, centers, saved }: Body): SavedPlan | undefined {
  if (formatVersion !== FORMAT_VERSION || !Array.isArray(saved) || !Array.isArray(centers)) return undefined;
  if (centers.length !== saved.length) return undefined;
  const both = centers.map((plan: unknown, index): SavedCenter | undefined => {
    const kept: unknown = saved[index];
    return isPlan(plan) && isPacked(kept) && kept.center === plan.center ? joined(plan, kept) : undefined;
  });
  const whole = both.filter((one) => one !== undefined);
  if (whole.length !== both.length) return undefined;
  return { tool: typeof tool === 'string' ? tool : '', centers: whole };
}

function joined(plan: CenterPlan, kept: Packed): SavedCenter {
  return { plan, ...unpack(kept) };
}

function isPlan(value: unknown): value is CenterPlan {
  return (
    isObject(value) &&
    typeof value.center === 'string' &&
    isObject(value.summary) &&
    [value.changes, value.calls].every((list) => Array.isArray(list) && list.every(isObject))
  );
}

function stale(code: string, message: string): Problem {
  return { code, severity: 'error', message, address: null };
}

/** The object, and what its checksum is made of. A text that is nested too deeply is none of ours. */
function parseObject(text: string): { readonly value: Body; readonly text: string } | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (!isObject(value)) return undefined;
    const { checksum: _seal, ...rest } = value;
    return { value, text: sortedJson(rest) };
  } catch {
    return undefined;
  }
}

type Body = Readonly<Record<string, unknown>>;
