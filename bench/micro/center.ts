// A center of the sizes of the bench, as the rooms of the program see it: what is desired, what is live, a plan.

import type { Desired, Ledger, Live, Resource } from '../../src/contract/index.js';
import { type PlanInput, type Planned, plan } from '../../src/plan/plan.js';
import { model } from '../../src/providers/udesk/model/index.js';
import { provider } from '../../src/providers/udesk/provider.js';
import { buildDesired } from '../../src/schema/build.js';
import { type ParsedFiles, parseFiles } from '../../src/schema/parse.js';
import { centerOf, type Size } from '../sizes.js';

const ENV = {
  UDESK_BASE_URL: 'https://cti.example.com',
  UDESK_APP_ID: '00000000-0000-4000-8000-000000000001',
  UDESK_SID: 'sid-demo-0001',
  UDESK_AUTH_TOKEN: 'token-demo-0001',
};

export function bytesOf(size: Size, options?: Parameters<typeof centerOf>[1]): Uint8Array {
  return new TextEncoder().encode(centerOf(size, options));
}

export function parsed(bytes: Uint8Array): ParsedFiles {
  return parseFiles([{ path: 'center.yaml', bytes }]);
}

/** Throws where the file has a problem. */
export function built(files: ParsedFiles): Desired {
  const { centers, problems } = buildDesired(files, {
    env: ENV,
    readBeside: () => new Uint8Array(),
    provider: (type) => (type === provider.type ? provider : undefined),
    providerTypes: [provider.type],
    fingerprint: () => '00000000',
  });
  const [center] = centers;
  if (!center || problems.length > 0) throw new Error(problems.map(({ message }) => message).join('\n'));
  return center;
}

export const desiredOf = (...given: Parameters<typeof bytesOf>): Desired => built(parsed(bytesOf(...given)));

/** An account that holds what `desired` says, or nothing. */
export function liveOf(desired?: Desired): Live {
  const state = model.seed(desired?.resources.values() ?? [], {}, {}, { now: () => 0, random: () => 0 });
  const resources = new Map(
    model.resources(state).map((resource): [string, Resource] => [resource.address, resource]),
  );
  return {
    resources: new Map([...resources].sort(([a], [b]) => (a < b ? -1 : 1))),
    certificates: Object.fromEntries(
      provider.kinds.map(({ name }) => [name, { complete: true, arrived: resources.size }]),
    ),
    ids: model.ids(state),
    inCall: new Set(),
    untouchable: {},
    ambiguous: {},
    facts: {},
    account: ENV.UDESK_APP_ID,
    reads: 4,
  };
}

export function inputOf(desired: Desired, live: Live): PlanInput {
  const ledger: Ledger = { formatVersion: 1, center: desired.center, account: live.account, facts: {} };
  return { desired, live, ledger, provider };
}

/** Throws where the plan is refused. */
export function planned(desired: Desired, live: Live): Planned {
  const made = plan(inputOf(desired, live));
  const [problem] = made.plan.problems.filter(({ severity }) => severity === 'error');
  if (problem) throw new Error(problem.message);
  return made;
}
