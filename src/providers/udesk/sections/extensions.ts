// `extensions`: udesk.md §2.6, §4.1.

import type { Section } from '../../../contract/index.js';
import { id, object } from '../../../schema/fields.js';
import { extensionAddress } from '../names.js';

/** §3: `[1-9]\d{3}`. */
export const extensionNumber = (description: string) => id(/^[1-9]\d{3}$/, { description, example: '8001' });

const schema = object(
  {
    number: extensionNumber(
      'Number of the extension: four digits, the first not 0. Udesk makes its password.',
    ),
  },
  { description: 'An extension that exists, bound to an agent or not.', example: { number: '8001' } },
);

export const extensions: Section = {
  name: 'extensions',
  description:
    'Extensions, bound or not. One that an agent names need not be repeated here. Passwords of new ones go to the secrets sink.',
  form: 'list',
  schema,
  identity: ['number'],
  address: (item) => extensionAddress(String(item.number)),
  kind: 'extension',
  expand: (item) => ({
    resources: [{ kind: 'extension', address: extensionAddress(String(item.number)), fields: {} }],
  }),
  // Only bound extensions are seen, and their agents name them.
  collapse: () => undefined,
};
