// The example provider keeps the laws like any other. A long hunt: npm run laws -- --provider acme --runs 2000
import { describe, it } from 'vitest';
import { subject } from '../../examples/provider-acme/subject.js';
import { conformance } from '../../src/conformance/index.js';

describe('Acme keeps the laws', () => {
  it.each(conformance(subject))('$name: $says', async (law) => {
    await law.run({ runs: 60, seed: 20261121, budgetMs: 25_000 });
  });
});
