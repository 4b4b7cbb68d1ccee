// Ways in which a ledger may come to be other than the last run left it.
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { CENTER, type Vendor } from './vendor.js';

/** What happens to the ledger before a step. */
export type Spoiling =
  | { readonly how: 'kept' }
  | { readonly how: 'deleted' }
  /** As it was so many steps ago. */
  | { readonly how: 'rolled back'; readonly steps: number }
  /** Cut off after this part of it, in thousandths. */
  | { readonly how: 'truncated'; readonly at: number }
  | { readonly how: 'of another center' }
  | { readonly how: 'of another account' }
  /** Of the same name, but of an account where the same ids mean other objects. */
  | { readonly how: 'with ids of others'; readonly by: number }
  | { readonly how: 'hostile'; readonly text: string };

const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`;
const facts = (text: string): string =>
  `{"formatVersion":1,"center":"${CENTER}","account":"","facts":${text}}`;

const HOSTILE: readonly string[] = [
  '',
  'null',
  '[]',
  '\u0000',
  '{"formatVersion":1e308}',
  deep,
  facts('[]'),
  facts('{"__proto__":{"polluted":true}}'),
  facts('{"subscription/crm":null}'),
  facts('{"subscription/crm":{"id":17,"applied":{"toString":1}}}'),
  facts('{"subscription/crm":{"id":"../../agents/101"},"constructor":{"prototype":"x"}}'),
  facts('{"subscription/crm":{"id":"1/../17"},"campaign/spring":{"applied":"absent"}}'),
  facts(`{"webhook-events":{"applied":"${'a'.repeat(1_000_000)}"}}`),
];

export const spoiling: fc.Arbitrary<Spoiling> = fc.oneof(
  fc.constant<Spoiling>({ how: 'kept' }),
  fc.constant<Spoiling>({ how: 'deleted' }),
  fc.nat(6).map((steps): Spoiling => ({ how: 'rolled back', steps: steps + 1 })),
  fc.integer({ min: 1, max: 999 }).map((at): Spoiling => ({ how: 'truncated', at })),
  fc.constant<Spoiling>({ how: 'of another center' }),
  fc.constant<Spoiling>({ how: 'of another account' }),
  fc.integer({ min: -3, max: 3 }).map((by): Spoiling => ({ how: 'with ids of others', by })),
  fc.constantFrom(...HOSTILE).map((text): Spoiling => ({ how: 'hostile', text })),
);

/** Keeps copies of a center's ledger, and spoils it. */
export function ledgerOf({ folder }: Vendor) {
  const path = join(folder.path, '.cutover', `${CENTER}.ledger.json`);
  const past: (string | undefined)[] = [];
  const now = (): string | undefined => (existsSync(path) ? readFileSync(path, 'utf8') : undefined);
  const put = (text: string | undefined): void => {
    if (text === undefined) rmSync(path, { force: true });
    else if (existsSync(join(folder.path, '.cutover'))) writeFileSync(path, text);
  };
  const change = (map: (ledger: { center: string; account: string; facts: Facts }) => unknown): void => {
    const text = now();
    try {
      if (text !== undefined) put(JSON.stringify(map(JSON.parse(text))));
    } catch {
      // It is spoilt already.
    }
  };
  return {
    spoil(spoiling: Spoiling): void {
      past.push(now());
      const { how } = spoiling;
      if (how === 'deleted') put(undefined);
      if (how === 'rolled back') put(past.at(-1 - spoiling.steps));
      if (how === 'truncated') put(now()?.slice(0, Math.floor(((now() ?? '').length * spoiling.at) / 1000)));
      if (how === 'of another center') change((ledger) => ({ ...ledger, center: 'another' }));
      if (how === 'of another account') change((ledger) => ({ ...ledger, account: 'another' }));
      if (how === 'with ids of others')
        change((ledger) => ({ ...ledger, facts: shifted(ledger.facts, spoiling.by) }));
      if (how === 'hostile') put(spoiling.text);
    },
  };
}

type Facts = Readonly<Record<string, { readonly id?: string }>>;

/** Every id is its neighbour's. */
function shifted(known: Facts, by: number): Facts {
  const ids = Object.values(known).flatMap(({ id }) => id ?? []);
  return Object.fromEntries(
    Object.entries(known).map(([address, fact]) => {
      if (fact.id === undefined) return [address, fact];
      const other = ids[(ids.indexOf(fact.id) + Math.abs(by)) % ids.length];
      const id = by < 0 ? String(Number(fact.id) + by) : other;
      return [address, { ...fact, ...(id === undefined ? {} : { id }) }];
    }),
  );
}
