// The `provider` block of a Udesk center: its schema, and the same values with defaults filled in.

import type { Value } from '../../contract/index.js';
import { baseUrl, choice, id, integer, object, secret, text } from '../../schema/fields.js';
import { record } from '../decoding.js';
import { allowInsecureHttp, fromEnv } from '../kit/index.js';
import type { TimestampUnit } from './sign.js';

export type TimestampSetting = 'auto' | TimestampUnit;

/** Udesk states no maximum. With 100, the worked case of 100 agents (§7.4) takes its 224 calls; the sheet's 50 would take one more. */
export const DEFAULT_BATCH = 100;

export const settings = object(
  {
    baseUrl: baseUrl({
      description:
        'Address of your Udesk CTI host, as Udesk told it. `/ccapi/v2/` is added if it is missing.',
      example: 'https://cti.example.com',
    }),
    appId: id(/^[A-Za-z0-9-]{1,64}$/, {
      description:
        'Id of the application (the tenant). It is compared with the one that answers before the first write.',
      example: fromEnv('UDESK_APP_ID'),
      hint: 'a UUID such as 00000000-0000-4000-8000-000000000001',
    }),
    sid: secret({ description: 'Account id that signs the calls.', example: fromEnv('UDESK_SID') }),
    authToken: secret({
      description: 'Token that signs the calls. It is never sent.',
      example: fromEnv('UDESK_AUTH_TOKEN'),
    }),
    // G01.
    timestampUnit: choice(['auto', 'seconds', 'milliseconds'], {
      description:
        'Unit of the time in signatures. auto begins with seconds and takes milliseconds if they are refused.',
      example: 'auto',
    }).optional(),
    // C23.
    appName: text({
      description: 'Name of the application; another name than this refuses.',
      example: 'Acme Support',
      min: 1,
    }).optional(),
    batch: object(
      {
        // C21.
        agents: integer({
          description: `New agents in one call. Udesk states no maximum; the default is ${DEFAULT_BATCH}.`,
          example: DEFAULT_BATCH,
          min: 1,
          max: 1000,
        }).optional(),
      },
      { description: 'How many objects go out in one call.', example: { agents: DEFAULT_BATCH } },
    ).optional(),
    // §7.3.
    bindMode: choice(['caution', 'minimal'], {
      description:
        "caution binds queues from an agent's side only while the agent is in no queue. minimal takes the fewest calls and trusts that binding adds to what is bound, which Udesk does not say.",
      example: 'caution',
    }).optional(),
    allowInsecureHttp,
  },
  {
    description: 'A Udesk CTI account.',
    example: {
      baseUrl: 'https://cti.example.com',
      appId: fromEnv('UDESK_APP_ID'),
      sid: fromEnv('UDESK_SID'),
      authToken: fromEnv('UDESK_AUTH_TOKEN'),
    },
  },
);

export interface Settings {
  readonly baseUrl: string;
  readonly appId: string;
  /** Perhaps a stand-in of a secret. */
  readonly sid: Value;
  readonly authToken: Value;
  readonly timestampUnit: TimestampSetting;
  readonly appName: string | undefined;
  /** Agents in one POST: the vendor states no maximum. */
  readonly batchAgents: number;
  readonly bindMode: 'caution' | 'minimal';
}

export function settingsOf(given: Readonly<Record<string, Value>>): Settings {
  const agents = record(given.batch)?.agents;
  return {
    baseUrl: String(given.baseUrl ?? ''),
    appId: String(given.appId ?? ''),
    sid: given.sid ?? '',
    authToken: given.authToken ?? '',
    timestampUnit:
      given.timestampUnit === 'seconds' || given.timestampUnit === 'milliseconds'
        ? given.timestampUnit
        : 'auto',
    appName: typeof given.appName === 'string' ? given.appName : undefined,
    batchAgents: typeof agents === 'number' && agents >= 1 ? agents : DEFAULT_BATCH,
    bindMode: given.bindMode === 'minimal' ? 'minimal' : 'caution',
  };
}
