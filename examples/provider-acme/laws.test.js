// Acme keeps the laws that every provider keeps. More examples, more trust: npx vitest run with RUNS=1000
import { conformance } from 'cutover/conformance';
import { describe, it } from 'vitest';
import { subject } from './subject.js';

const runs = Number(process.env.RUNS ?? 10);

describe('Acme keeps the laws', () => {
  for (const law of conformance(subject)) {
    it.skipIf(law.except)(`${law.name}: ${law.says}`, { timeout: 60_000 + runs * 1000 }, async () => {
      await law.run({ runs, seed: 1 });
    });
  }
});
