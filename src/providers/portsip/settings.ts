// The `provider` block of a PortSIP center: its schema, and the same values with defaults filled in.

import type { Value } from '../../contract/index.js';
import { baseUrl, choice, id, list, object, secret, text } from '../../schema/fields.js';
import { allowInsecureHttp, fromEnv } from '../kit/index.js';

/** portsip.md 7.1: announcement, park, voicemail, monitor. */
const RESERVED = ['555', '666', '777', '888'] as const;

export type SignIn = 'auto' | 'auth' | 'oauth';

export const settings = object(
  {
    baseUrl: baseUrl({
      description: 'Address of the REST API of your PBX. `/api` is added if it is missing.',
      example: 'https://pbx.example.com:8887/api',
    }),
    username: text({
      description:
        'Login of a tenant administrator without two-factor authentication, best an account of its own.',
      example: fromEnv('PORTSIP_USERNAME'),
      min: 1,
      max: 64,
    }),
    password: secret({ description: 'Password of that account.', example: fromEnv('PORTSIP_PASSWORD') }),
    domain: text({
      description: 'SIP domain of the tenant; it chooses the tenant.',
      example: fromEnv('PORTSIP_DOMAIN'),
      min: 1,
      max: 280,
    }),
    signIn: choice(['auto', 'auth', 'oauth'], {
      description:
        'Which sign-in the server knows. auto tries /auth/sign_in (22.2 and later), then /login/oauth/token.',
      example: 'auto',
    }).optional(),
    serverVersion: id(/^v?\d{2}\.\d{1,2}(?:\.\d{1,4}){0,2}$/, {
      description: 'Release whose rules count. Left out, the server is asked.',
      example: '22.2',
    }).optional(),
    reservedNumbers: list(id(/^\d{3,64}$/, { description: 'A service number.', example: '888' }), {
      description: 'Service numbers of the PBX, which no queue and no agent may have.',
      example: [...RESERVED],
    }).optional(),
    caFile: text({
      description: 'PEM file with the certificate authority of a private installation.',
      example: 'pbx-ca.pem',
      min: 1,
    }).optional(),
    allowInsecureHttp,
  },
  {
    description: 'A tenant of a PortSIP PBX.',
    example: {
      baseUrl: 'https://pbx.example.com:8887/api',
      username: fromEnv('PORTSIP_USERNAME'),
      password: fromEnv('PORTSIP_PASSWORD'),
      domain: fromEnv('PORTSIP_DOMAIN'),
    },
  },
);

export interface Settings {
  /** Without a slash at the end. */
  readonly baseUrl: string;
  readonly username: string;
  /** Perhaps a stand-in of a secret. */
  readonly password: Value;
  readonly domain: string;
  readonly signIn: SignIn;
  readonly serverVersion: string | null;
  readonly reservedNumbers: readonly string[];
}

export function settingsOf(given: Readonly<Record<string, Value>>): Settings {
  const { signIn, serverVersion, reservedNumbers } = given;
  return {
    baseUrl: apiBase(String(given.baseUrl ?? '')),
    username: String(given.username ?? ''),
    password: given.password ?? '',
    domain: String(given.domain ?? ''),
    signIn: signIn === 'auth' || signIn === 'oauth' ? signIn : 'auto',
    serverVersion: typeof serverVersion === 'string' ? serverVersion : null,
    reservedNumbers: Array.isArray(reservedNumbers) ? reservedNumbers.map(String) : RESERVED,
  };
}

/** `https://host:8887/api`, whether or not the file already says the last part. */
function apiBase(baseUrl: string): string {
  const root = baseUrl.replace(/\/+$/, '');
  return root.endsWith('/api') ? root : `${root}/api`;
}
