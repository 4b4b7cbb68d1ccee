// The head of a center's file at each vendor, as a user would write it. Every variable has a default, so that the same head
// serves the file of a seed, which is read before a simulator has made its variables.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: files hold variables

const PROVIDERS = {
  udesk: [
    'baseUrl: ${UDESK_BASE_URL:-http://127.0.0.1}',
    'appId: ${UDESK_APP_ID:-a}',
    'sid: ${UDESK_SID:-s}',
    'authToken: ${UDESK_AUTH_TOKEN:-t}',
  ],
  portsip: [
    'baseUrl: ${PORTSIP_BASE_URL:-http://127.0.0.1/api}',
    'username: ${PORTSIP_USERNAME:-a}',
    'password: ${PORTSIP_PASSWORD:-bbbbbb}',
    'domain: ${PORTSIP_DOMAIN:-pbx.example.com}',
  ],
  nxlink: [
    'baseUrl: ${NXLINK_BASE_URL:-http://127.0.0.1}',
    'accessKey: ${NXLINK_ACCESS_KEY:-a}',
    'accessSecret: ${NXLINK_ACCESS_SECRET:-b}',
    'tenantId: ${NXLINK_TENANT_ID:-144}',
  ],
  callbot: [
    'baseUrl: ${CALLBOT_BASE_URL:-http://127.0.0.1}',
    'uuid: ${CALLBOT_UUID:-uuid-demo-0001}',
    'secretKey: ${CALLBOT_SECRET_KEY:-a}',
    'algorithm: ${CALLBOT_ALGORITHM:-MD5}',
  ],
} as const;

/** `policy` as a flow mapping: `{ maxDeletes: 100% }`. */
export function headOf(type: keyof typeof PROVIDERS, center: string, policy?: string): string {
  const provider = [`type: ${type}`, ...PROVIDERS[type]].map((line) => `  ${line}\n`).join('');
  const last = policy === undefined ? '' : `policy: ${policy}\n`;
  return `version: 1\ncenter: ${center}\nprovider:\n${provider}${last}`;
}
