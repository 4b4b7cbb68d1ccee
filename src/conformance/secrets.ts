// The truth behind the secrets sink: each secret that the vendor made is in it, or is reported lost by name.

import { readFile } from 'node:fs/promises';
import type { CenterResult } from '../contract/index.js';
import { statePaths } from './assembly.js';
import type { Rig } from './rig.js';

export type Secrets = Readonly<Record<string, string>>;

export function secretsOf({ subject, tap }: Rig): Secrets {
  return subject.secretsIn?.(tap.state()) ?? {};
}

/** Addresses whose secret is new, and neither in the sink as it is nor named as lost. */
export async function lostSecrets(
  rig: Rig,
  before: Secrets,
  results: readonly CenterResult[],
): Promise<string[]> {
  const kept = await sinkOf(rig);
  return Object.entries(secretsOf(rig))
    .filter(([address, secret]) => secret !== before[address] && kept.get(address) !== secret)
    .map(([address]) => address)
    .filter((address) => !results.some((result) => isNamed(result, address.replace(/#.*$/, ''))));
}

function isNamed({ problems, outcomes }: CenterResult, address: string): boolean {
  return (
    problems.some((problem) => problem.address === address) ||
    outcomes.some(({ key, because }) => because !== null && key.endsWith(` ${address}`))
  );
}

/** The last line of each address, and of each of its fields. */
async function sinkOf({ stateDir }: Rig): Promise<ReadonlyMap<string, string>> {
  const text = await readFile(statePaths(stateDir).secrets, 'utf8').catch(() => '');
  return new Map(
    text
      .split('\n')
      .filter((line) => line !== '')
      .flatMap((line) => {
        const { address, field, value } = JSON.parse(line) as Readonly<
          Record<'address' | 'field' | 'value', string>
        >;
        return [
          [address, value],
          [`${address}#${field}`, value],
        ] as const;
      }),
  );
}
