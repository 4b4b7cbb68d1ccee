// Saved plans on their way to disk and back: sealed with the centers' own credentials, read with distrust.
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { type StillValid, selectStillValid } from '../apply/saved.js';
import { readSavedPlan, type SavedCenter, writeSavedPlan } from '../apply/saved-file.js';
import {
  type CenterPlan,
  type Desired,
  FORMAT_VERSION,
  InputError,
  isSecretRef,
  type Provider,
  RefusedError,
  type Value,
} from '../contract/index.js';
import { preconditionsOf } from '../plan/fingerprint.js';
import { publicPlan } from '../render/redact-plan.js';
import type { Planned } from './center.js';
import type { Io } from './io.js';
import { type LoadedCenters, loadProviders } from './load.js';
import { toolName } from './version.js';

/** A plan in its file also says what it was restricted to. */
interface ScopedPlan extends CenterPlan {
  readonly only?: readonly string[];
}

/** The patterns of `--only` that a saved plan was made with. */
export function scopeOf({ plan }: SavedCenter): readonly string[] | undefined {
  const { only }: ScopedPlan = plan;
  return only;
}

/** The text of `plan --out`. */
export function savedText(
  planned: readonly Planned[],
  only: readonly string[] | undefined,
  loaded: LoadedCenters,
): string {
  const scoped = (plan: CenterPlan): ScopedPlan => (only === undefined ? plan : { ...plan, only });
  const centers = planned.map((one) => ({
    plan: scoped(publicPlan(one.plan)),
    desired: one.context.desired,
    preconditions: preconditionsOf(one.plan, one.context, providerOf(loaded, one.context.desired)),
  }));
  const secret = (ref: string): string => loaded.secrets.get(ref) ?? '';
  return writeSavedPlan(
    { tool: toolName(), centers },
    sealOf(
      centers.map((one) => one.desired),
      secret,
    ),
  );
}

export interface OpenedPlan {
  readonly loaded: LoadedCenters;
  readonly saved: ReadonlyMap<string, SavedCenter>;
}

/** Reads a saved plan and what is needed to apply it. Throws InputError (no such file, no credential) or RefusedError. */
export async function openSavedPlan(path: string, io: Io): Promise<OpenedPlan> {
  const secrets = new Map<string, string>();
  const found = readSavedPlan(readPlanFile(path), path, (desired) => {
    for (const ref of desired.flatMap((one) => secretsIn(one.settings)))
      secrets.set(ref, fromEnvironment(ref, io, path));
    return sealOf(desired, (ref) => secrets.get(ref) ?? '');
  });
  if ('code' in found) throw new RefusedError([found]);
  const centers = found.centers.map((one) => one.desired);
  for (const { resources } of centers) {
    for (const { fields } of resources.values()) {
      for (const ref of secretsIn(fields)) secrets.set(ref, fromEnvironment(ref, io, path));
    }
  }
  const providers = await loadProviders(centers.map((one) => one.providerType));
  return {
    loaded: { files: [], centers, warnings: [], secrets, providerBlocks: new Map(), providers },
    saved: new Map(found.centers.map((one) => [one.desired.center, one])),
  };
}

/** What of a saved plan may still be made, compared with a plan made anew. */
export function stillValid(saved: SavedCenter, fresh: Planned, provider: Provider): StillValid {
  const plan = publicPlan(fresh.plan);
  return selectStillValid(saved, {
    plan,
    preconditions: preconditionsOf(fresh.plan, fresh.context, provider),
  });
}

const center = z.looseObject({
  center: z.string(),
  provider: z.string(),
  status: z.enum(['clean', 'changes', 'refused', 'invalid', 'error']),
  summary: z.looseObject({ create: z.number(), update: z.number(), delete: z.number() }),
  changes: z.array(
    z.looseObject({
      key: z.string(),
      action: z.enum(['create', 'update', 'delete']),
      kind: z.string(),
      address: z.string(),
      label: z.string().optional(),
      ends: z.tuple([end(), end()]).optional(),
      fields: z.array(z.looseObject({ path: z.string(), before: z.json(), after: z.json() })),
      certainty: z.enum(['verified', 'assumed', 'unknowable']),
      certaintyReason: z.string().optional(),
      risk: z.enum(['low', 'medium', 'high']),
      riskReason: z.string().optional(),
    }),
  ),
  calls: z.array(z.looseObject({ id: z.string(), conditional: z.string().optional() })),
  callCount: z.number(),
  conditionalCalls: z.number(),
  lowerBound: z.number(),
  boundReasons: z.array(z.string()),
  reads: z.number(),
  verified: z.boolean(),
  unmanaged: z.array(z.string()),
  manual: z.array(z.looseObject({ address: z.string(), reason: z.string(), blocks: z.array(z.string()) })),
  unverifiable: z.array(z.looseObject({ address: z.string(), reason: z.string() })),
  problems: z.array(
    z.looseObject({ code: z.string(), severity: z.enum(['error', 'warning']), message: z.string() }),
  ),
  fingerprint: z.string(),
});
const file = z.looseObject({
  formatVersion: z.literal(FORMAT_VERSION),
  tool: z.string(),
  centers: z.array(center),
});

function end() {
  return z.looseObject({ address: z.string(), label: z.string().optional() });
}

/** The plans of a file, to be shown. Its checksum needs credentials, so only `apply --plan` checks it. */
export function plansToShow(path: string): {
  readonly tool: string;
  readonly centers: readonly CenterPlan[];
} {
  const read = file.safeParse(jsonOf(readPlanFile(path)));
  if (!read.success) {
    const [issue] = read.error.issues;
    const where = issue === undefined || issue.path.length === 0 ? '' : ` (at ${issue.path.join('.')})`;
    throw wrongFile(path, `This is not a plan that cutover saved${where}. Make one with cutover plan --out.`);
  }
  // The schema has checked every part that is shown; the rest stays as it is.
  return { tool: read.data.tool, centers: read.data.centers as unknown as readonly CenterPlan[] };
}

function readPlanFile(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw wrongFile(path, `The saved plan cannot be read (${reason}). Check the path.`);
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function wrongFile(path: string, message: string): InputError {
  return new InputError([{ code: 'unreadable-plan', severity: 'error', message, file: path, address: null }]);
}

/** The key of the checksum: every credential of the provider blocks, in the order of the centers and their names. */
function sealOf(desired: readonly Desired[], secret: (ref: string) => string): string {
  const lines = desired
    .map((one) =>
      [
        one.center,
        ...secretsIn(one.settings)
          .sort()
          .map((ref) => `${ref}=${secret(ref)}`),
      ].join('\0'),
    )
    .sort();
  return lines.join('\0\0');
}

function secretsIn(value: Value | Readonly<Record<string, Value>>): string[] {
  if (typeof value !== 'object' || value === null) return [];
  if (isSecretRef(value)) return [value.$secret];
  return Object.values(value).flatMap((part: Value) => secretsIn(part));
}

function fromEnvironment(ref: string, io: Io, path: string): string {
  const name = /^env:(.+)$/.exec(ref)?.[1];
  const literal = name === undefined ? undefined : io.env[name];
  if (literal !== undefined && literal !== '') return literal;
  const message =
    name === undefined
      ? 'A secret stood in the file that this plan was made of. Take it from an environment variable and plan again.'
      : `The environment variable ${name} is not set. Set it as it was when the plan was made.`;
  throw new InputError([
    {
      code: 'missing-variable',
      severity: 'error',
      message,
      file: path,
      address: null,
    },
  ]);
}

function providerOf(loaded: LoadedCenters, desired: Desired): Provider {
  const provider = loaded.providers.get(desired.providerType);
  if (!provider) throw new Error(`The provider type ${desired.providerType} is not loaded.`);
  return provider;
}
