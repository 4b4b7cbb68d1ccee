// What cutover takes from this package: the contract that it was written for, and these two.
export const contract = 1;
export { provider } from './provider.js';
export { simulator } from './simulator.js';
