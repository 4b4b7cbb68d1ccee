// Adopts a live side that is written as a file, without a network: what the program does between reading and writing.
import { verifiedPlan } from '../../src/center/verified-plan.js';
import type {
  CenterPlan,
  Desired,
  Ledger,
  Live,
  Provider,
  Resource,
  Value,
} from '../../src/contract/index.js';
import { type Checked, type Proposal, propose } from '../../src/propose/propose.js';
import { provider as portsip } from '../../src/providers/portsip/provider.js';
import { provider as udesk } from '../../src/providers/udesk/provider.js';
import { buildDesired, type Loaded, type TakenItem } from '../../src/schema/build.js';
import { parseFiles } from '../../src/schema/parse.js';

const PROVIDERS: readonly Provider[] = [udesk, portsip];

export const HEADS = {
  udesk: `version: 1
center: acme
provider: { type: udesk, baseUrl: "https://cti.example.com", appId: app, sid: "\${SID}", authToken: "\${TOKEN}" }
`,
  portsip: `version: 1
center: acme
provider: { type: portsip, baseUrl: "https://pbx.example.com/api", username: admin, password: "\${TOKEN}", domain: pbx.example.com }
`,
};

export const ENV: Readonly<Record<string, string>> = { SID: 'sid-of-a-test', TOKEN: 'token-of-a-test' };

export type Texts = Readonly<Record<string, string>>;

export interface Adopted extends Proposal {
  /** The files as they would be, by path. */
  readonly texts: Texts;
  readonly before: CenterPlan;
  /** What a plan with the new files still shows: changes, and what needs a person. */
  readonly left: readonly string[];
}

function load(texts: Texts, beside: Texts, env: typeof ENV, taken?: (item: TakenItem) => void): Loaded {
  const encoder = new TextEncoder();
  const files = Object.entries(texts).map(([path, text]) => ({ path, bytes: encoder.encode(text) }));
  return buildDesired(parseFiles(files), {
    env,
    readBeside: (_document, path) => encoder.encode(beside[path] ?? ''),
    provider: (type) => PROVIDERS.find((one) => one.type === type),
    ...(taken ? { taken } : {}),
  });
}

function only(loaded: Loaded): Desired {
  const errors = loaded.problems.filter(({ severity }) => severity === 'error');
  const [desired] = loaded.centers;
  if (errors.length > 0 || !desired) throw new Error(errors.map(({ message }) => message).join('\n'));
  return desired;
}

/** What a complete read of an account would be that holds what a file says, and the vendor's defaults besides. */
function liveOf(desired: Desired, provider: Provider): Live {
  const resources = new Map<string, Resource>();
  for (const [address, { origin: _origin, ...resource }] of desired.resources) {
    const kind = provider.kinds.find(({ name }) => name === resource.kind);
    const fields: Record<string, Value> = {};
    for (const [name, rule] of Object.entries(kind?.fields ?? {})) fields[name] = rule.default ?? null;
    resources.set(address, { ...resource, fields: { ...fields, ...resource.fields } });
  }
  return {
    resources,
    certificates: Object.fromEntries(
      provider.kinds.map(({ name }) => [name, { complete: true, arrived: 0 }]),
    ),
    ids: {},
    inCall: new Set(),
    untouchable: {},
    ambiguous: {},
    facts: {},
    account: 'acme',
    reads: 1,
  };
}

const NO_LEDGER: Ledger = { formatVersion: 1, center: 'acme', account: 'acme', facts: {} };
const TIMELESS = { now: () => 0, sleep: async () => {} };

/** `live` is the body of a file of the vendor's side; `files` are the user's. */
export function adopt(
  live: string,
  files: Texts,
  options: { env?: typeof ENV; beside?: Texts } = {},
): Adopted {
  const env = { ...ENV, ...options.env };
  const beside = options.beside ?? {};
  const items: TakenItem[] = [];
  const desired = only(load(files, beside, env, (item) => items.push(item)));
  const provider = PROVIDERS.find((one) => one.type === desired.providerType) ?? udesk;
  const head = HEADS[desired.providerType as keyof typeof HEADS];
  const held = liveOf(only(load({ 'live.yaml': head + live }, {}, env)), provider);
  const planOf = (wanted: Desired): CenterPlan =>
    verifiedPlan(
      { desired: wanted, provider, time: TIMELESS },
      { live: held, ledger: NO_LEDGER },
      undefined,
      {},
    ).plan;
  const check = (sources: readonly { readonly path: string; readonly text: string }[]): Checked => {
    const again = load(Object.fromEntries(sources.map(({ path, text }) => [path, text])), beside, env);
    const isWrong = again.problems.some(({ severity }) => severity === 'error');
    const plans = isWrong ? [] : again.centers.map((one) => [one.center, planOf(one)] as const);
    return { plans: new Map(plans), problems: again.problems };
  };
  const sources = Object.entries(files).map(([path, text]) => ({ path, text }));
  const before = planOf(desired);
  const proposal = propose(sources, [{ desired, provider, live: held, items, plan: before }], { env, check });
  const texts = { ...files, ...Object.fromEntries(proposal.files.map(({ path, after }) => [path, after])) };
  const after = planOf(only(load(texts, beside, env)));
  const left = [
    ...after.changes.map(({ key }) => key),
    ...after.manual.map(({ address }) => `manual ${address}`),
  ];
  return { ...proposal, texts, before, left };
}
