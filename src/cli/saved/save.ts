// A plan on its way to disk: what it relies on beside it, sealed, and without a secret.
import { type SavedCenter, writeSavedPlan } from '../../apply/saved/file.js';
import type { CenterPlan, Live, Resource, Value } from '../../contract/index.js';
import { preconditionsOf } from '../../plan/fingerprint.js';
import { snapshotOf } from '../../plan/inverse/snapshot.js';
import type { Planned } from '../../plan/plan.js';
import { publicPlan } from '../../render/redact-plan.js';
import type { Redactor } from '../../secrets/redact.js';
import type { Io } from '../io.js';
import type { LoadedCenters } from '../loading/load.js';
import { toolName } from '../version.js';
import { sealOf } from './seal.js';

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
