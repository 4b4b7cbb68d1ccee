// How the vendor says no: codes of nxcloud.md A.2, thrown by checks before anything is changed.

import { Refusal } from '../../../simulator/refusal.js';

/** The message is the vendor's; what is wrong stands behind it, for whoever reads a log. */
export const parameterError = (what: string): Refusal =>
  new Refusal(41000, `Parameter error or empty: ${what}`);
