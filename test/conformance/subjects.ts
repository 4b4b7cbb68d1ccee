// Every provider that is held to the laws, by type: what `npm run laws` takes its providers from.
import { subject as acme } from '../../examples/provider-acme/subject.js';
import type { ConformanceSubject } from '../../src/conformance/index.js';
import { callbot } from './callbot/subject.js';
import { nxlink } from './nxlink/subject.js';
import { portsip } from './portsip/subject.js';
import { udesk } from './udesk/subject.js';

export { conformance } from '../../src/conformance/index.js';

export const subjects: Readonly<Record<string, ConformanceSubject>> = {
  udesk,
  nxlink,
  callbot,
  portsip,
  acme,
};
