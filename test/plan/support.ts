// Says centers in a few words, plans them with the made-up vendor, and shows plans as compact text for goldens.

import type {
  CenterPlan,
  Desired,
  Ledger,
  Live,
  Policy,
  Provider,
  Resource,
  Value,
} from '../../src/contract/index.js';
import { type Planned, type PlanOptions, plan } from '../../src/plan/plan.js';
import { type Verification, verifyOnModel } from '../../src/plan/verify.js';
import { DEFAULT_POLICY } from '../support/policy.js';
import { model } from './fake-model.js';
import { type BindBy, kinds, provider, resourceAt } from './fake-provider.js';

/** `queue/9001` or, with fields, `['queue/9001', { name: 'Support' }]`. */
export type Said = string | readonly [string, Readonly<Record<string, Value>>];

export interface Story {
  readonly live?: readonly Said[];
  readonly desired?: readonly Said[];
  readonly absent?: readonly string[];
  /** Whole lists that the files own, beyond those of the desired memberships and bindings. */
  readonly lists?: readonly string[];
  readonly sections?: readonly string[];
  readonly renames?: Readonly<Record<string, string>>;
  readonly policy?: Partial<Policy>;
  readonly facts?: Live['facts'];
  readonly ledger?: Ledger['facts'];
  readonly incomplete?: readonly string[];
  readonly untouchable?: Live['untouchable'];
  readonly ambiguous?: Live['ambiguous'];
  readonly bindBy?: BindBy;
  readonly options?: PlanOptions;
  readonly provider?: Provider;
}

const POLICY: Policy = { ...DEFAULT_POLICY, maxDeletes: { percent: 100 } };

export function resourcesOf(said: readonly Said[] = []): Map<string, Resource> {
  const resources = said.map((entry) =>
    typeof entry === 'string' ? resourceAt(entry) : resourceAt(entry[0], entry[1]),
  );
  return new Map(resources.map((resource) => [resource.address, resource]));
}

export function desiredOf(story: Story): Desired {
  const resources = new Map(
    [...resourcesOf(story.desired)].map(([address, resource], index) => [
      address,
      { ...resource, origin: { file: 0, offset: index } },
    ]),
  );
  const absent = resourcesOf(story.absent);
  const sectionOf = new Map(kinds.map((kind) => [kind.name, kind.section]));
  const lists = [...resources.values()].flatMap((resource) => resource.list ?? []);
  return {
    center: 'acme',
    providerType: 'fake',
    settings: { bindBy: story.bindBy ?? 'cover' },
    policy: { ...POLICY, ...story.policy },
    resources,
    absent,
    lists: new Set([...lists, ...(story.lists ?? [])]),
    sections: new Set([
      ...[...resources.values(), ...absent.values()].map((resource) => sectionOf.get(resource.kind) ?? ''),
      ...(story.sections ?? []),
    ]),
    renames: new Map(Object.entries(story.renames ?? {})),
    warnings: [],
    locate: (origin) => ({ file: 'a.yaml', line: origin.offset + 1, column: 1 }),
  };
}

export function liveOf(story: Story): Live {
  const resources = resourcesOf(story.live);
  const certificate = (kind: string): Live['certificates'][string] => ({
    complete: !(story.incomplete ?? []).includes(kind),
    arrived: [...resources.values()].filter((resource) => resource.kind === kind).length,
    ...((story.incomplete ?? []).includes(kind) ? { declared: 999 } : {}),
  });
  return {
    resources,
    certificates: Object.fromEntries(
      kinds.filter((kind) => kind.visibility === 'listed').map(({ name }) => [name, certificate(name)]),
    ),
    ids: {},
    inCall: new Set(),
    untouchable: story.untouchable ?? {},
    ambiguous: story.ambiguous ?? {},
    facts: story.facts ?? {},
    account: 'a1',
    reads: 3,
  };
}

export function planOf(story: Story): Planned {
  return plan({
    desired: desiredOf(story),
    live: liveOf(story),
    ledger: { formatVersion: 1, center: 'acme', account: 'a1', facts: story.ledger ?? {} },
    provider: story.provider ?? provider,
    ...(story.options ? { options: story.options } : {}),
  });
}

export function verify(planned: Planned, by: Provider = provider): Verification {
  return verifyOnModel({ ...planned, provider: by, model });
}

/**
 * One line a change (`+ ~ -`, fields, what it waits for), one line a call (`wave id <- after: changes`), then whatever
 * else the plan says. The number of calls and the lower bound come last.
 */
export function render(plan: CenterPlan): string {
  const sign = { create: '+', update: '~', delete: '-' } as const;
  const short = (key: string): string =>
    key
      .replace(/^create /, '+')
      .replace(/^update /, '~')
      .replace(/^delete /, '-');
  const changes = plan.changes.map((change) => {
    const fields =
      change.action === 'delete' ? [] : change.fields.map((f) => `${f.path}=${JSON.stringify(f.after)}`);
    const waits = change.waitsFor.length === 0 ? '' : ` after ${change.waitsFor.map(short).join(' ')}`;
    const certainty = change.certainty === 'verified' ? '' : ` (${change.certainty})`;
    return `${sign[change.action]} ${[change.address, ...fields].join(' ')}${certainty}${waits}`;
  });
  const calls = plan.calls.map(
    (call) =>
      `${call.wave} ${call.id}${call.after.length === 0 ? '' : ` <- ${call.after.join(' ')}`}: ${call.changes.map(short).join(' ')}`,
  );
  return [
    ...changes,
    ...(calls.length === 0 ? [] : ['--', ...calls]),
    ...plan.unmanaged.map((address) => `unmanaged ${address}`),
    ...plan.manual.map(
      (item) =>
        `manual ${item.address}: ${item.reason}${item.blocks.length === 0 ? '' : ` | blocks ${item.blocks.join(' ')}`}`,
    ),
    ...plan.unverifiable.map((item) => `unverifiable ${item.address}`),
    ...plan.problems.map(
      (problem) => `${problem.severity} ${problem.code}${problem.address ? ` ${problem.address}` : ''}`,
    ),
    ...plan.boundReasons.map((reason) => `because ${reason}`),
    `${plan.status}: ${plan.callCount} calls, lower bound ${plan.lowerBound}`,
  ].join('\n');
}

/** Lines of a template, without its indentation. */
export function text(strings: TemplateStringsArray): string {
  return (strings[0] ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join('\n');
}
