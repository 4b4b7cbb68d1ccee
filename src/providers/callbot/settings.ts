// The `provider` block of a Callbot center: its schema, and the same values typed.

import type { Value } from '../../contract/index.js';
import { baseUrl, choice, object, secret, text } from '../../schema/fields.js';
import { allowInsecureHttp, fromEnv } from '../kit/index.js';
import type { Algorithm } from './sign.js';

export const settings = object(
  {
    baseUrl: baseUrl({ description: 'Address of the Callbot API.', example: 'https://nxbot.example.com' }),
    uuid: text({
      description: 'Id of the account, from the Developer page of the console.',
      example: fromEnv('CALLBOT_UUID'),
      min: 1,
      max: 128,
      pattern: /^[\x21-\x7e]+$/,
    }),
    secretKey: secret({
      description: 'Secret that signs the calls and proves the answers. It is never sent.',
      example: fromEnv('CALLBOT_SECRET_KEY'),
    }),
    algorithm: choice(['MD5', 'SHA256'], {
      description: 'The algorithm of signatures; the same that the console says. The default is MD5.',
      example: 'MD5',
    }).optional(),
    allowInsecureHttp,
  },
  {
    description: 'A Callbot account.',
    example: {
      baseUrl: 'https://nxbot.example.com',
      uuid: fromEnv('CALLBOT_UUID'),
      secretKey: fromEnv('CALLBOT_SECRET_KEY'),
    },
  },
);

export interface Settings {
  readonly baseUrl: string;
  readonly uuid: string;
  /** Perhaps a stand-in of a secret. */
  readonly secretKey: Value;
  readonly algorithm: Algorithm;
}

export function settingsOf(given: Readonly<Record<string, Value>>): Settings {
  return {
    baseUrl: String(given.baseUrl ?? ''),
    uuid: String(given.uuid ?? ''),
    secretKey: given.secretKey ?? '',
    algorithm: given.algorithm === 'SHA256' ? 'SHA256' : 'MD5',
  };
}
