// `drift --propose`: reads the files again as text, lets the live side be adopted, and writes the patch.
import { verifiedPlan } from '../../center/verified-plan.js';
import { type CenterPlan, collect, type Desired, type Live } from '../../contract/index.js';
import { gitPatch } from '../../propose/git-patch.js';
import { type Checked, type Proposal, propose, type Remark, type ToAdopt } from '../../propose/propose.js';
import { plain } from '../../render/sanitize.js';
import { count } from '../../render/words.js';
import type { TakenItem } from '../../schema/build.js';
import { createRedactor } from '../../secrets/redact.js';
import { rebuilt } from '../loading/load.js';
import type { PlannedCenter, PlannedCenters, PlanningFlags } from '../running/read-and-plan.js';
import type { Session } from '../running/session.js';
import { writeResult } from '../telling/output.js';
import { patchPath } from './git-paths.js';

/** A secret of fewer letters than this that is no part of a file is left to chance: it stands in half of all words. */
const TELLING = 6;

export function writeProposal(path: string, planned: PlannedCenters, flags: PlanningFlags): void {
  const { loaded, io } = planned.session;
  const proposal = proposalOf(planned);
  const { patches, unpatched } = patchesOf(proposal, planned.session);
  const remarks = [...proposal.remarks.map(remarkLine), ...unplanned(planned.centers), ...unpatched];
  const redactor = createRedactor({ literals: loaded.secrets.values() });
  const toDo = left(remarks.map((line) => redactor.text(line)));
  const head = ['The live side as the files would have to say it. Look at it before you apply it.', ...toDo];
  writeResult(path, `${head.map((line) => `# ${line}`).join('\n')}\n${patches.join('')}`, io);
  if (flags.quiet) return;
  const kept = path === '-' ? '.' : ` is in ${plain(path)}. To adopt it: git apply ${plain(path)}`;
  const summary =
    patches.length === 0 ? 'Nothing to propose.' : `A patch of ${count(patches.length, 'file')}${kept}`;
  for (const line of [summary, ...toDo]) io.note(`${line}\n`);
}

/** A patch of each file, and why there is none of some: it would show a secret, or git could not reach the file. */
function patchesOf(
  { files }: Proposal,
  { loaded, io }: Session,
): { readonly patches: readonly string[]; readonly unpatched: readonly string[] } {
  const secrets = [...loaded.secrets].filter(
    ([ref, text]) => ref.startsWith('file:') || text.length >= TELLING,
  );
  const isClean = (text: string): boolean =>
    secrets.every(([, secret]) => !text.includes(secret)) && io.redactor.output(text) === text;
  const patches: string[] = [];
  const unpatched: string[] = [];
  for (const file of files) {
    const name = patchPath(file.path, process.cwd());
    const patch = name === undefined ? undefined : gitPatch({ ...file, path: name }, isClean);
    const why =
      name === undefined
        ? 'lies outside the repository. Run this from a folder above it.'
        : 'a secret stands in the lines to change or beside them. Take it from the environment first.';
    if (patch === undefined) unpatched.push(`${plain(file.path)}: ${why}`);
    else patches.push(patch);
  }
  return { patches, unpatched };
}

function left(lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['Left to you:', ...lines.map((line) => `  ${line}`)];
}

function remarkLine({ center, address, message, file, line, column }: Remark): string {
  const place = file === undefined ? '' : `${file}:${line}:${column}: `;
  const name = [center, address].filter((part) => part !== '').join(': ');
  return plain(`${place}${name} ${message}`);
}

/** Centers that were not read, or not to the end: adopting half a list would lose the other half. */
function unplanned(centers: readonly PlannedCenter[]): string[] {
  return centers
    .filter((one) => !isAdoptable(one))
    .map(({ plan }) => plain(`${plan.center}: nothing is proposed, since it could not be read.`));
}

function isAdoptable({ planned, plan }: PlannedCenter): boolean {
  return planned !== undefined && (plan.status === 'changes' || plan.status === 'clean');
}

function proposalOf({ centers, session, only }: PlannedCenters): Proposal {
  const { loaded, io } = session;
  const items = new Map<string, TakenItem[]>();
  rebuilt(loaded.files, loaded.vendors, io, (item) => {
    collect(items, item.center, item);
  });
  const usable = centers.filter(isAdoptable);
  const desiredOf = new Map(loaded.centers.map((one) => [one.center, one]));
  const adopting = usable.flatMap(({ plan, planned, full }): ToAdopt[] => {
    const desired = desiredOf.get(plan.center);
    if (!desired || !planned) return [];
    const { provider } = loaded.vendors.of(desired);
    const { live } = planned.context;
    return [
      {
        desired,
        provider,
        live,
        full: full && joined(desired, live, full),
        items: items.get(plan.center) ?? [],
        plan,
      },
    ];
  });
  const check = (texts: readonly { readonly path: string; readonly text: string }[]): Checked => {
    const encoder = new TextEncoder();
    const files = texts.map(({ path, text }) => ({ path, bytes: encoder.encode(text) }));
    const again = rebuilt(files, loaded.vendors, io);
    const plans = new Map<string, CenterPlan>();
    if (again.problems.some(({ severity }) => severity === 'error'))
      return { plans, problems: again.problems };
    for (const desired of again.centers) {
      const before = usable.find(({ plan }) => plan.center === desired.center)?.planned;
      if (!before) continue;
      const { provider } = loaded.vendors.of(desired);
      const { live, ledger } = before.context;
      const planning = { desired, provider, time: TIMELESS };
      plans.set(desired.center, verifiedPlan(planning, { live, ledger }, undefined, { only }).plan);
    }
    return { plans, problems: again.problems };
  };
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  const sources = loaded.files.map(({ path, bytes }) => ({ path, text: decoder.decode(bytes) }));
  return propose(sources, adopting, { env: io.env, check });
}

/** What is declared as the plan saw it, and everything else in full. */
function joined(desired: Desired, seen: Live, full: Live): Live {
  const resources = new Map(full.resources);
  for (const [address, resource] of seen.resources) {
    if (desired.resources.has(address) || !resources.has(address)) resources.set(address, resource);
  }
  return { ...full, resources };
}

/** No write follows, so no window counts. */
const TIMELESS = { now: () => 0, sleep: async () => {} };
