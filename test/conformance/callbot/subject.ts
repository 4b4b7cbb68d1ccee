// Callbot as the conformance suite meets it: its provider, its simulator, its modes and its centers.
import type { ConformanceSubject } from '../../../src/conformance/index.js';
import { provider } from '../../../src/providers/callbot/provider.js';
import { simulator } from '../../../src/providers/callbot/simulator/index.js';
import type { SimulatorSpec } from '../../../src/simulator/spec.js';
import { modes } from './modes.js';
import { stories } from './stories.js';

export const callbot: ConformanceSubject = {
  provider,
  simulator: simulator as unknown as SimulatorSpec,
  modes,
  stories,
  except: { 'live calls': 'Callbot shows no presence: a robot dials, and nobody’s call is cut' },
  withoutFaults: {
    // The answer is signed as a whole: the vendor's own fault of this name gives a row twice and signs it.
    'duplicate-rows': 'an answer with a row too many is not the one that was signed',
  },
};
