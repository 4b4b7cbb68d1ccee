// The policy of a file that says nothing of it. What it must be says test/schema/center.test.ts.
import type { Policy } from '../../src/contract/index.js';

export const DEFAULT_POLICY: Policy = {
  prune: 'none',
  maxDeletes: { percent: 25 },
  protect: [],
  staffing: { default: 0, of: {} },
  busyAgents: 'wait',
  allowDialling: false,
  windows: [],
};
