// Secrets for seeded users: made from the seeded randomness, so that none is written down anywhere.

import type { ModelTools } from '../../../contract/index.js';

const SETS = ['acegikmoqsuwy', 'BDFHJLNPRTVXZ', '97531', '!#%+'] as const;

/** Sixteen characters that pass the password policy of portsip.md 4.2: one set after another, none twice running. */
export function seedPassword(tools: ModelTools): string {
  return Array.from({ length: 16 }, (_, at) => pick(SETS[at % SETS.length] ?? SETS[0], tools)).join('');
}

/** Eight digits, odd and even in turn two apart: no repeats, no sequence of neighbours. */
export function seedPin(tools: ModelTools): string {
  return Array.from({ length: 8 }, (_, at) => pick(at % 2 === 0 ? '135' : '79', tools)).join('');
}

const pick = (set: string, tools: ModelTools): string => set[Math.floor(tools.random() * set.length)] ?? 'x';
