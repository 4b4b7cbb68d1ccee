// The `provider` block of a Udesk center: its schema, and the same values with defaults filled in.

import type { Value } from '../../contract/index.js';
import type { TimestampUnit } from './sign.js';

export type TimestampSetting = 'auto' | TimestampUnit;

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
  const batch = given.batch;
  const agents = isRecord(batch) ? batch.agents : undefined;
  return {
    baseUrl: textOr(given.baseUrl, ''),
    appId: textOr(given.appId, ''),
    sid: given.sid ?? '',
    authToken: given.authToken ?? '',
    timestampUnit:
      given.timestampUnit === 'seconds' || given.timestampUnit === 'milliseconds'
        ? given.timestampUnit
        : 'auto',
    appName: typeof given.appName === 'string' ? given.appName : undefined,
    batchAgents: typeof agents === 'number' && agents >= 1 ? agents : 50,
    bindMode: given.bindMode === 'minimal' ? 'minimal' : 'caution',
  };
}

function textOr(value: Value | undefined, otherwise: string): string {
  return typeof value === 'string' ? value : otherwise;
}

function isRecord(value: Value | undefined): value is { readonly [key: string]: Value } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
