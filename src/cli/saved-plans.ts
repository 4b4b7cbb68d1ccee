// Saved plans on their way to disk and back: sealed with the centers' own credentials, read with distrust.
import { readFileSync } from 'node:fs';
import { selectStillValid } from '../apply/saved.js';
import { readSavedPlan, type SavedCenter, writeSavedPlan } from '../apply/saved-file.js';
import { isInverse, refusedOfInverse } from '../apply/saved-inverse.js';
import type { Planned } from '../center/plan.js';
import {
  type CenterPlan,
  type ChangeKey,
  type Desired,
  InputError,
  isSecretRef,
  type Live,
  type Provider,
  RefusedError,
  type Resource,
  type Value,
} from '../contract/index.js';
import { preconditionsOf } from '../plan/fingerprint.js';
import { snapshotOf } from '../plan/inverse/snapshot.js';
import { publicPlan } from '../render/redact-plan.js';
import type { Redactor } from '../secrets/redact.js';
import type { Io } from './io.js';
import type { LoadedCenters } from './load.js';
import { planFile } from './saved-shape.js';
import { loadVendors, type Vendors } from './vendors.js';
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
  { redactor }: Pick<Io, 'redactor'>,
): string {
  const scoped = (plan: CenterPlan): ScopedPlan => (only === undefined ? plan : { ...plan, only });
  const centers = planned.map(({ plan, context }): SavedCenter => {
    const { provider } = loaded.vendors.of(context.desired);
    return {
      plan: scoped(redactor.known(publicPlan(plan))),
      desired: context.desired,
      preconditions: redactor.known(preconditionsOf(plan, context, provider)),
      live: withoutKnown(snapshotOf(plan, context, provider), redactor),
    };
  });
  return sealed(centers, loaded.secrets);
}

/**
 * A live value that repeats a secret of ours (a queue whose name is a token) is kept as a secret: boxed, so that an
 * inverse says that it cannot be brought back, and never writes what only stands for it. An object that is named so is
 * not kept.
 */
function withoutKnown(live: Live, redactor: Redactor): Live {
  const boxed = (resource: Resource): Resource => {
    const { address, fields, label } = resource;
    const safe = Object.entries(fields).map(([path, value]): [string, Value] => [
      path,
      redactor.known(value) === value ? value : { $secret: `live:${address}#${path}` },
    ]);
    return {
      ...resource,
      fields: Object.fromEntries(safe),
      ...(label === undefined ? {} : { label: redactor.known(label) }),
    };
  };
  return {
    ...live,
    resources: new Map(
      [...live.resources].flatMap(([address, resource]) =>
        redactor.known(address) === address ? [[address, boxed(resource)] as const] : [],
      ),
    ),
    ids: Object.fromEntries(
      Object.entries(live.ids).filter(([address]) => redactor.known(address) === address),
    ),
    untouchable: redactor.known(live.untouchable),
    ambiguous: redactor.known(live.ambiguous),
    certificates: redactor.known(live.certificates),
  };
}

/** The text of a file that `apply --plan` takes. `secrets` are those that the centers name. */
export function sealed(centers: readonly SavedCenter[], secrets: ReadonlyMap<string, string>): string {
  const key = sealOf(
    centers.map((one) => one.desired),
    (ref) => secrets.get(ref) ?? '',
  );
  return writeSavedPlan({ tool: toolName(), centers }, key);
}

export interface OpenedPlan {
  readonly loaded: LoadedCenters;
  readonly saved: ReadonlyMap<string, SavedCenter>;
}

/**
 * Reads a saved plan and what is needed to apply or invert it. Throws InputError (no such file, a variable that is not
 * set) or RefusedError (altered, or none of ours).
 */
export async function openSavedPlan(path: string, io: Io): Promise<OpenedPlan> {
  const secrets = new Map<string, string>();
  const found = readSavedPlan(readPlanFile(path), path, (desired) => {
    for (const ref of desired.flatMap(givenSecrets)) {
      const literal = fromEnvironment(ref, io, path);
      io.redactor.learn(literal);
      secrets.set(ref, literal);
    }
    return sealOf(desired, (ref) => secrets.get(ref) ?? '');
  });
  if ('code' in found) throw new RefusedError([found]);
  const centers = found.centers.map((one) => one.desired);
  const vendors = await vendorsOf(centers, path, io);
  return {
    loaded: { files: [], centers, warnings: [], secrets, providerBlocks: new Map(), vendors },
    saved: new Map(found.centers.map((one) => [one.desired.center, one])),
  };
}

/** What may not be made of a plan made anew, with the reason: what moved, and what nobody reviewed. */
export function refusedNow(
  saved: SavedCenter,
  fresh: Planned,
  provider: Provider,
  redactor: Redactor,
): ReadonlyMap<ChangeKey, string> {
  if (isInverse(saved)) return refusedOfInverse(saved, fresh, provider);
  const plan = redactor.known(publicPlan(fresh.plan));
  const preconditions = redactor.known(preconditionsOf(fresh.plan, fresh.context, provider));
  return selectStillValid(saved, { plan, preconditions }).refused;
}

/** The plans of a file, to be shown. Its checksum needs credentials, so only `apply --plan` checks it. */
export function plansToShow(path: string): {
  readonly tool: string;
  readonly centers: readonly CenterPlan[];
} {
  const value = jsonOf(readPlanFile(path));
  const read = planFile.safeParse(value);
  if (!read.success) {
    const [issue] = read.error.issues;
    const where = issue === undefined || issue.path.length === 0 ? '' : ` (at ${issue.path.join('.')})`;
    throw wrongFile(path, `This is not a plan that cutover saved${where}. Make one with cutover plan --out.`);
  }
  // The schema has checked every part that is shown; the rest stays as it is.
  const centers = inOrderOf({ centers: read.data.centers }, value).centers;
  return { tool: read.data.tool, centers: centers as unknown as readonly CenterPlan[] };
}

/** `checked`, its keys in the order of the file: the schema has an order of its own, and `plan` printed that of the file. */
function inOrderOf<T>(checked: T, raw: unknown): T;
function inOrderOf(checked: unknown, raw: unknown): unknown {
  if (typeof checked !== 'object' || checked === null || typeof raw !== 'object' || raw === null)
    return checked;
  const of: ReadonlyMap<string, unknown> = new Map(Object.entries(raw));
  if (Array.isArray(checked)) return checked.map((one, index) => inOrderOf(one, of.get(String(index))));
  const parts: ReadonlyMap<string, unknown> = new Map(Object.entries(checked));
  const keys = [...of.keys()].filter((key) => parts.has(key));
  return Object.fromEntries(keys.map((key) => [key, inOrderOf(parts.get(key), of.get(key))]));
}

function readPlanFile(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw wrongFile(path, `The saved plan cannot be read (${reason}). Check the path.`);
  }
}

/** Undefined for what is no JSON, and for what is nested as no plan is: whoever walks through that does not return. */
function jsonOf(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return isShallow(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

const DEEPEST = 100;

function isShallow(value: unknown): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > DEEPEST) return false;
    level = level.flatMap((one) => (typeof one === 'object' && one !== null ? Object.values(one) : []));
  }
  return true;
}

function wrongFile(path: string, message: string): InputError {
  return new InputError([{ code: 'unreadable-plan', severity: 'error', message, file: path, address: null }]);
}

/** The key of the checksum: every secret that is given, of the provider block and of the objects, center by center. */
function sealOf(desired: readonly Desired[], secret: (ref: string) => string): string {
  const lines = desired
    .map((one) => [one.center, ...givenSecrets(one).map((ref) => `${ref}=${secret(ref)}`)].join('\0'))
    .sort();
  return lines.join('\0\0');
}

/** Secrets that somebody gives, sorted; not those that apply makes. */
function givenSecrets({ settings, resources }: Desired): string[] {
  const all = [settings, ...[...resources.values()].map(({ fields }) => fields)].flatMap(secretsIn);
  return [...new Set(all)].filter((ref) => !ref.startsWith('new:')).sort();
}

function secretsIn(value: Value | Readonly<Record<string, Value>>): string[] {
  if (typeof value !== 'object' || value === null) return [];
  if (isSecretRef(value)) return typeof value.$secret === 'string' ? [value.$secret] : [];
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

/** The providers of the centers, from where the plan's own files found them. Throws InputError if one is gone. */
async function vendorsOf(centers: readonly Desired[], path: string, io: Io): Promise<Vendors> {
  const names = centers.map(({ providerType: type, providerFile: file = '' }) => ({ type, file }));
  const vendors = await loadVendors(names, io.env);
  const problems = names.flatMap(({ type, file }) => vendors.whyNot(type, file) ?? []);
  if (problems.length === 0) return vendors;
  throw new InputError(
    problems.map((problem) => ({ ...problem, severity: 'error', file: path, address: null })),
  );
}
