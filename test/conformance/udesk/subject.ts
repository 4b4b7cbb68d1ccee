// Udesk as the conformance suite meets it: its provider, its simulator, its modes and its centers.
import type { ConformanceSubject } from '../../../src/conformance/index.js';
import { mainApp } from '../../../src/providers/udesk/model/index.js';
import type { UdeskState } from '../../../src/providers/udesk/model/state.js';
import { provider } from '../../../src/providers/udesk/provider.js';
import { simulator } from '../../../src/providers/udesk/simulator/index.js';
import type { SimulatorSpec } from '../../../src/simulator/spec.js';
import { modes } from './modes.js';
import { stories } from './stories.js';

export const udesk: ConformanceSubject = {
  provider,
  simulator: simulator as unknown as SimulatorSpec,
  modes,
  stories,
  // The passwords of extensions: udesk.md C11.
  secretsIn: (state) =>
    Object.fromEntries(
      [...mainApp(state as UdeskState).extensions.values()].map(({ number, password }) => [
        `extension/${number}`,
        password,
      ]),
    ),
};
