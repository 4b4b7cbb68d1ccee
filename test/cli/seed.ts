// Stand-ins for the credentials of a seed file: they play no part in what is live.
export const SEED_ENV: Readonly<Record<string, string>> = {
  UDESK_BASE_URL: 'http://127.0.0.1',
  UDESK_APP_ID: 'a',
  UDESK_SID: 's',
  UDESK_AUTH_TOKEN: 't',
};
