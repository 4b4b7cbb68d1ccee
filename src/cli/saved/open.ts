// A saved plan on its way back: read with distrust, with what is needed to apply or invert it.

import { readSavedPlan, type SavedCenter } from '../../apply/saved/file.js';
import { isInverse, refusedOfInverse } from '../../apply/saved/inverse.js';
import { selectStillValid } from '../../apply/saved/still-valid.js';
import {
  type ChangeKey,
  type Desired,
  InputError,
  type Provider,
  RefusedError,
} from '../../contract/index.js';
import { preconditionsOf } from '../../plan/fingerprint.js';
import type { Planned } from '../../plan/plan.js';
import { publicPlan } from '../../render/redact-plan.js';
import type { Redactor } from '../../secrets/redact.js';
import type { Io } from '../io.js';
import type { LoadedCenters } from '../loading/load.js';
import { loadVendors, type Vendors } from '../loading/vendors.js';
import { problem } from '../problem.js';
import { readPlanFile } from './file.js';
import { givenSecrets, sealOf } from './seal.js';

/** By the name of the center. */
export type SavedCenters = ReadonlyMap<string, SavedCenter>;

interface OpenedPlan {
  readonly loaded: LoadedCenters;
  readonly saved: SavedCenters;
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
    loaded: { centers, warnings: [], secrets, vendors },
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

function fromEnvironment(ref: string, io: Io, path: string): string {
  const name = /^env:(.+)$/.exec(ref)?.[1];
  const literal = name === undefined ? undefined : io.env[name];
  if (literal !== undefined && literal !== '') return literal;
  const message =
    name === undefined
      ? 'A secret stood in the file that this plan was made of. Take it from an environment variable and plan again.'
      : `The environment variable ${name} is not set. Set it as it was when the plan was made.`;
  throw new InputError([problem('missing-variable', message, path)]);
}

/** The providers of the centers, from where the plan's own files found them. Throws InputError if one is gone. */
async function vendorsOf(centers: readonly Desired[], path: string, io: Io): Promise<Vendors> {
  const names = centers.map(({ providerType: type, providerFile: file = '' }) => ({ type, file }));
  const vendors = await loadVendors(names, io.env);
  const problems = names.flatMap(({ type, file }) => vendors.whyNot(type, file) ?? []);
  if (problems.length === 0) return vendors;
  throw new InputError(problems.map(({ code, message }) => problem(code, message, path)));
}
