// A few examples of every law for one provider, within the time that `npm test` has; the long hunt is `npm run laws`.
import { describe, it } from 'vitest';
import { type ConformanceSubject, conformance } from '../../src/conformance/index.js';

const RUNS = 8;
const SEED = 20261121;
/** No example is begun after this: a slow machine tries fewer. */
const BUDGET_MS = 3_000;

export function keepsTheLaws(name: string, subject: ConformanceSubject): void {
  describe(`${name} keeps the laws`, () => {
    for (const law of conformance(subject)) {
      if (law.except !== undefined) {
        it.skip(`${law.name}: ${law.except}`);
        continue;
      }
      it(`${law.name}: ${law.says}`, async () => {
        await law.run({ runs: RUNS, seed: SEED, budgetMs: BUDGET_MS, limitMs: 20_000, shrinkMs: 10_000 });
      }, 60_000);
    }
  });
}
