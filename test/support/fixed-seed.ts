// The same examples in every run, so that a red test is a change and not luck: SEED=n npm test draws others.
import fc from 'fast-check';

fc.configureGlobal({ seed: Number(process.env.SEED ?? 20_261_121) });
