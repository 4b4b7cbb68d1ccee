// Callbot's own faults (nxcloud.md B.2, §7). Nothing is done by the vendor unless it says so.

import { vendorFaults } from '../../../simulator/vendor-faults.js';

export const faults = vendorFaults(
  {
    code5: 'answers 5, server maintenance',
    code5001: 'answers 5001, internal error',
    'code5001-after': 'does it, then answers 5001, internal error',
    code6003: 'answers 6003, no permission',
    code7: 'answers 7, system busy',
    'code7-after': 'does it, then answers 7, system busy',
    code1001: 'answers 1001, as while a batch is imported',
    'bad-sign': 'signs the answer wrong',
    'no-sign': 'does not sign the answer',
    'short-list': 'leaves out the last row of a list, and says nothing of it',
    'duplicate-rows': 'gives the first row of a list twice',
  },
  ['short-list', 'duplicate-rows'],
);

export type VendorFault = (typeof faults.names)[number];
