// One center from its documents: provider block, policy, sections, then what only the whole shows.

import type { Address, Desired, Origin, Policy, Position, Resource, Value } from '../../contract/index.js';
import type { BuildOptions } from '../build.js';
import { CHECKED_ONCE } from '../fields.js';
import type { Places } from '../places.js';
import { policySchema, toPolicy } from '../policy.js';
import { emptyMap, isMap, type RawMap } from '../raw.js';
import { createReport, type Found, type Report, toProblems } from '../report.js';
import { kindOf, quoted, suggestion } from '../words.js';
import type { Boxing } from './boxes.js';
import type { Building } from './building.js';
import { checkAbsent, checkPolicy } from './cross-check.js';
import { type CenterDocuments, DOCUMENT_KEYS } from './documents.js';
import { reportIssues } from './issues.js';
import { type Merging, mergeMaps } from './merge.js';
import { addSection } from './section.js';
import { providerBlock, settingsOf, unknownProvider, writtenBlock, writtenPolicy } from './settings.js';

export interface CenterOptions extends BuildOptions {
  /** Some file could not be read: what seems to be missing may stand there. */
  readonly isPartial: boolean;
  readonly places: Places;
  readonly locate: (origin: Origin) => Position;
  /** `$secret` -> literal: filled here. */
  readonly secrets: Map<string, string>;
}

export interface BuiltCenter {
  /** Absent if the center has no name or no provider; what could be checked was. */
  readonly desired?: Desired;
  readonly block: Readonly<Record<string, Value>>;
  readonly policy: Readonly<Record<string, Value>>;
  readonly found: readonly Found[];
}

export function buildCenter({ name, origin, roots }: CenterDocuments, options: CenterOptions): BuiltCenter {
  const { places, locate } = options;
  const center = name ?? '';
  const { report, found } = createReport();
  const tools = toolsOf(center, report, options);
  const block = providerBlock(roots, origin, options.isPartial, tools);
  const file = tools.fileOf(block?.typeOrigin);
  const provider = block && options.provider(block.type, file);
  const policy = policyOf(roots, tools);
  if (block === undefined || provider === undefined) {
    if (block)
      unknownProvider(block, options.noProvider?.(block.type, file), options.providerTypes ?? [], tools);
    return { block: {}, policy: {}, found };
  }

  const building: Building = {
    ...{ ...tools, provider, taken: options.taken },
    ...{ resources: new Map(), absent: new Map(), lists: new Set(), renames: new Map(), renamed: new Map() },
  };
  const settings = settingsOf(block, provider, building);
  const sections = addSections(roots, building);
  checkAbsent(building);
  checkPolicy(policy.raw, building);

  const desired: Desired = {
    ...{ center, providerType: block.type, settings, policy: policy.policy, sections, locate },
    ...(options.providerTypes?.includes(block.type) === false ? { providerFile: file } : {}),
    resources: byAddress(building.resources.values()),
    absent: byAddress(building.absent.values()),
    lists: new Set([...building.lists].sort()),
    renames: new Map([...building.renames].sort(([a], [b]) => (a < b ? -1 : 1))),
    warnings: [],
  };
  for (const { origin: at, ...finding } of provider.check(desired))
    found.push({ ...finding, origin: at ?? origin });
  if (name === undefined) return { block: {}, policy: {}, found };
  const warnings = toProblems(
    found.filter((problem) => problem.severity === 'warning'),
    locate,
  );
  return {
    desired: { ...desired, warnings },
    block: writtenBlock(block, provider, places),
    policy: writtenPolicy(policy.raw, places),
    found,
  };
}

function toolsOf(
  center: string,
  report: Report,
  { places, locate, env, fingerprint, secrets }: CenterOptions,
): Merging & Boxing {
  const place = (at: Origin | undefined): string => {
    if (at === undefined) return 'another place';
    const { file, line, column } = locate(at);
    return `${file}:${line}:${column}`;
  };
  const fileOf = (at: Origin | undefined): string => (at === undefined ? '' : locate(at).file);
  return { center, places, report, place, env, fingerprint, secrets, fileOf };
}

/** Every key of every document: a section of the provider, one of the format's own, or an error. */
function addSections(roots: readonly RawMap[], building: Building): ReadonlySet<string> {
  const { provider, report, places } = building;
  const names = provider.sections.map((section) => section.name);
  const known = new Set<string>([...DOCUMENT_KEYS, ...names]);
  for (const root of roots) {
    for (const key of Object.keys(root)) {
      if (known.has(key)) continue;
      const note = provider.capabilities.find((capability) => capability.section === key)?.note ?? '';
      const why = note === '' ? suggestion(key, [...known]) : note;
      report(
        places.key(root, key),
        'unknown-section',
        `${provider.title} has no section ${quoted(key)}. ${why}`,
      );
    }
  }
  const found = new Set<string>();
  for (const section of provider.sections) {
    const having = roots.filter((root) => root[section.name] !== undefined);
    if (having.length === 0) continue;
    found.add(section.name);
    addSection(section, having, building);
  }
  return found;
}

function policyOf(
  roots: readonly RawMap[],
  merging: Merging,
): { readonly policy: Policy; readonly raw: RawMap } {
  const { places, report } = merging;
  const maps = roots.flatMap((root) => {
    const { policy } = root;
    if (isMap(policy)) return [policy];
    if (policy !== undefined && !places.isSpoiled(root, 'policy')) {
      const message = `policy must be a mapping, not ${kindOf(policy)}. Remove the line for the defaults.`;
      report(places.child(root, 'policy'), 'bad-value', message);
    }
    return [];
  });
  if (maps.length === 0) return { policy: toPolicy({}), raw: emptyMap() };
  const raw = mergeMaps(maps, {}, merging);
  const result = policySchema.safeParse(raw, CHECKED_ONCE);
  if (result.success) return { policy: toPolicy(result.data), raw };
  const checked = {
    value: raw,
    origin: places.start(raw),
    schema: policySchema,
    label: 'policy',
    secrets: [],
  };
  reportIssues(result.error.issues, checked, places, report);
  return { policy: toPolicy({}), raw };
}

/** In the order of addresses, without a pair for each to sort by: there are tens of thousands. */
function byAddress(resources: Iterable<Resource>): ReadonlyMap<Address, Resource> {
  const sorted = new Map<Address, Resource>();
  for (const resource of [...resources].sort((a, b) => (a.address < b.address ? -1 : 1))) {
    sorted.set(resource.address, resource);
  }
  return sorted;
}
