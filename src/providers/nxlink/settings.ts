// The `provider` block of an NXLink center: its schema, and the same values typed.

import type { Value } from '../../contract/index.js';
import { baseUrl, integer, object, secret } from '../../schema/fields.js';
import { allowInsecureHttp, fromEnv } from '../kit/index.js';

export const settings = object(
  {
    baseUrl: baseUrl({
      description: 'Address of the API gateway of your region.',
      example: 'https://api-hk.nxlink.example.com',
    }),
    accessKey: secret({
      description: 'Identity that signs the calls.',
      example: fromEnv('NXLINK_ACCESS_KEY'),
    }),
    accessSecret: secret({
      description: 'Secret that signs the calls. It is never sent.',
      example: fromEnv('NXLINK_ACCESS_SECRET'),
    }),
    tenantId: integer({ description: 'Number of the team; read it in the console.', example: 144, min: 1 }),
    allowInsecureHttp,
  },
  {
    description: 'An NXLink team.',
    example: {
      baseUrl: 'https://api-hk.nxlink.example.com',
      accessKey: fromEnv('NXLINK_ACCESS_KEY'),
      accessSecret: fromEnv('NXLINK_ACCESS_SECRET'),
      tenantId: 144,
    },
  },
);

export interface Settings {
  readonly baseUrl: string;
  /** Perhaps a stand-in of a secret. */
  readonly accessKey: Value;
  readonly accessSecret: Value;
  readonly tenantId: number;
}

export function settingsOf(given: Readonly<Record<string, Value>>): Settings {
  return {
    baseUrl: String(given.baseUrl ?? ''),
    accessKey: given.accessKey ?? '',
    accessSecret: given.accessSecret ?? '',
    tenantId: Number(given.tenantId ?? 0),
  };
}
