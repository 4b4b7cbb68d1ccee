// NXLink's own faults (nxcloud.md A.2, §7). Nothing is done by the vendor unless it says so.

import { vendorFaults } from '../../../simulator/vendor-faults.js';

export const faults = vendorFaults(
  {
    code88: 'answers 88, failure',
    code99: 'answers 99, system error',
    'code99-after': 'does it, then answers 99, system error',
    code1004: 'answers 1004, time out of the window, whatever the clocks say',
    'short-list': 'leaves out the last row of a list, and says nothing of it',
  },
  ['short-list'],
);

export type VendorFault = (typeof faults.names)[number];
