// What every vendor's `provider` block has alike.

import { boolean } from '../../schema/fields.js';

/** How a file names a variable of the environment. */
export const fromEnv = (name: string): string => `\${${name}}`;

export const allowInsecureHttp = boolean({
  description: 'Allows plain http to another host than this machine.',
  example: false,
}).optional();
