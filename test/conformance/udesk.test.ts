// Udesk keeps the laws. A long hunt: npm run laws -- --provider udesk --runs 2000 --seed 7
import { describe, it } from 'vitest';
import { conformance } from '../../src/conformance/index.js';
import { udesk } from './udesk/subject.js';

describe('Udesk keeps the laws', () => {
  it.each(conformance(udesk))('$name: $says', async (law) => {
    await law.run({ runs: 60, seed: 20261121, budgetMs: 25_000 });
  });
});
