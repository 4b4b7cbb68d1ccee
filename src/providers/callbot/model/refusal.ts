// How the vendor says no: codes of nxcloud.md B.2, thrown by checks before anything is changed. There is no code for
// "not found", "duplicate" or "illegal transition": those are 4, which the vendor does not document.

import { Refusal } from '../../../simulator/refusal.js';

export const generalError = (what: string): Refusal => new Refusal(1, `general error: ${what}`);
export const missing = (name: string): Refusal => new Refusal(2, `parameter missing: ${name}`);
export const wrongFormat = (name: string): Refusal => new Refusal(3, `parameter format wrong: ${name}`);
export const wrongValue = (name: string): Refusal => new Refusal(4, `parameter value wrong: ${name}`);
export const tooLarge = (name: string): Refusal => new Refusal(4001, `too many array elements: ${name}`);
export const importRunning = (): Refusal => new Refusal(1001, 'a batch import is running');
