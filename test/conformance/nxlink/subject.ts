// NXLink as the conformance suite meets it: its provider, its simulator, its modes and its teams.
import type { ConformanceSubject } from '../../../src/conformance/index.js';
import { provider } from '../../../src/providers/nxlink/provider.js';
import { simulator } from '../../../src/providers/nxlink/simulator/index.js';
import type { SimulatorSpec } from '../../../src/simulator/spec.js';
import { modes } from './modes.js';
import { stories } from './stories.js';

export const nxlink: ConformanceSubject = {
  provider,
  simulator: simulator as unknown as SimulatorSpec,
  modes,
  stories,
  except: { 'live calls': 'NXLink shows no presence (A.5), so nobody can know who is in a call' },
};
