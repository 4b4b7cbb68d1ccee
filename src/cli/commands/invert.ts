// `cutover invert`: the plan that undoes a saved plan, from the values that were live before it. Nothing is read or sent.
import type { SavedCenter } from '../../apply/saved/file.js';
import type { CenterPlan } from '../../contract/index.js';
import { preconditionsOf } from '../../plan/fingerprint.js';
import { invert } from '../../plan/inverse.js';
import { plan } from '../../plan/plan.js';
import { verifyOnModel } from '../../plan/verify.js';
import type { Vendor } from '../../providers/registry.js';
import { planJson } from '../../render/programs/json.js';
import { publicPlan } from '../../render/redact-plan.js';
import { planLines } from '../../render/text/plan.js';
import { emptyLedger } from '../../state/ledger.js';
import { combined, EXIT, type ExitCode } from '../exit.js';
import type { CommonFlags } from '../grammar/options.js';
import type { Io } from '../io.js';
import { openSavedPlan } from '../saved/open.js';
import { sealed } from '../saved/save.js';
import { writeResult } from '../telling/output.js';
import { blocks, textOptions } from '../telling/text.js';
import { toolName } from '../version.js';

interface InvertFlags extends CommonFlags {
  readonly format: 'text' | 'json';
  readonly out?: string;
  readonly allowDeletes?: number;
}

export async function run([path = '']: readonly string[], flags: InvertFlags, io: Io): Promise<ExitCode> {
  const { loaded, saved } = await openSavedPlan(path, io);
  const inverses: SavedCenter[] = [];
  for (const one of saved.values()) {
    inverses.push(await inverseOf(one, loaded.vendors.of(one.desired), flags.allowDeletes));
  }
  const plans = inverses.map((one) => one.plan);
  if (flags.out !== '-') {
    io.write(
      flags.format === 'json'
        ? planJson(toolName(), plans)
        : blocks(plans.map((one) => planLines(one, textOptions(io, flags)))),
    );
  }
  if (flags.out !== undefined) {
    writeResult(flags.out, sealed(inverses, loaded.secrets), io, 0o600);
    if (flags.out !== '-' && !flags.quiet) io.note(kept(flags.out, plans));
  }
  return combined(plans.map(exitCode));
}

/** Planned against live as the whole plan leaves it; when it is applied, it is planned again against what is there. */
async function inverseOf(
  saved: SavedCenter,
  { provider, model: modelOf }: Vendor,
  allowDeletes: number | undefined,
): Promise<SavedCenter> {
  const inverse = invert({ plan: saved.plan, desired: saved.desired, before: saved.live, provider });
  const { desired, live, touched, irreversible } = inverse;
  const planned = plan({
    desired,
    live,
    ledger: emptyLedger(desired.center, live.account),
    provider,
    options: allowDeletes === undefined ? {} : { allowDeletes },
  });
  const { context } = planned;
  const model = await modelOf();
  const run = model && verifyOnModel({ ...planned, provider, model });
  const bugs = run?.problems ?? [];
  const whole: CenterPlan = {
    ...planned.plan,
    irreversible,
    // Whatever the plan did not touch is none of the inverse's concern.
    unmanaged: [],
    summary: { ...planned.plan.summary, unmanaged: 0 },
    verified: run?.verified ?? false,
    status: bugs.length > 0 ? 'error' : planned.plan.status,
    problems: [...planned.plan.problems, ...bugs],
  };
  return {
    plan: publicPlan(whole),
    desired: context.desired,
    preconditions: preconditionsOf(whole, context, provider),
    live,
    touched,
  };
}

/** A guard that refuses speaks when the inverse is applied; the inverse itself was made. */
function exitCode({ status }: CenterPlan): ExitCode {
  if (status === 'invalid') return EXIT.invalid;
  return status === 'error' ? EXIT.failed : EXIT.done;
}

function kept(out: string, plans: readonly CenterPlan[]): string {
  const refused = plans.some(({ status }) => status === 'refused');
  const advice = refused
    ? 'As it stands, its guards refuse it (see its problems)'
    : 'It is right after any part of the plan was applied';
  return `Kept in ${out}. ${advice}. To undo: cutover apply --plan ${out}\n`;
}
