// From the bytes of a file to what is desired.

import { bench, describe } from 'vitest';
import { SIZES } from '../sizes.js';
import { built, bytesOf, parsed } from './center.js';

describe.each([SIZES.S, SIZES.M])('a file of size $name', (size) => {
  const bytes = bytesOf(size);
  const files = parsed(bytes);
  bench('read', () => void parsed(bytes));
  bench('check and expand', () => void built(files));
});
