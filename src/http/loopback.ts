// Which addresses are this machine itself, where plain http is harmless; and the rule that all others need https.

import { InputError, type Problem } from '../contract/index.js';

/** True for `localhost`, 127.0.0.0/8 and ::1, as `URL.hostname` spells them. */
export function isLoopback(hostname: string): boolean {
  return /^(?:localhost|(?:.+\.)?localhost|127(?:\.\d{1,3}){3}|\[::1\])$/i.test(hostname);
}

/** Refuses what would send credentials in clear; a warning where the file allows it. */
export function checkScheme(address: string, allowInsecureHttp: boolean): Problem | undefined {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url?.protocol === 'https:') return undefined;
  if (url?.protocol === 'http:' && isLoopback(url.hostname)) return undefined;
  if (url?.protocol === 'http:' && allowInsecureHttp) {
    return {
      code: 'insecure-http',
      severity: 'warning',
      message: `Calls to ${url.host} are not encrypted: whoever listens can use the account. Use https.`,
      address: null,
    };
  }
  const message =
    url?.protocol === 'http:'
      ? `${url.host} would be called without encryption. Use https, or set allowInsecureHttp: true to accept the risk.`
      : 'The base URL is not an http(s) address. Write it as https://host/path.';
  throw new InputError([{ code: 'insecure-http', severity: 'error', message, address: null }]);
}
