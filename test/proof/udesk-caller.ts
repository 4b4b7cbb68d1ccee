// Sends a call to a Udesk simulator by hand, signed by the formula of udesk.md §1.2 on its own.
import { createHash } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import type { RunningSimulator } from '../../src/simulator/serve.js';

export interface Sent {
  readonly method: string;
  /** Relative to `/ccapi/v2/`. */
  readonly path: string;
  readonly body: unknown;
}

/** Resolves to the vendor's code: `000000` is success. */
export async function send({ url, credentials }: RunningSimulator, sent: Sent): Promise<unknown> {
  const { appId = '', sid = '', authToken = '' } = credentials;
  const Timestamp = String(Math.floor(Date.now() / 1000));
  const Sign = createHash('sha1')
    .update(sid + authToken + Timestamp)
    .digest('hex');
  const query = new URLSearchParams({ Timestamp, AppId: appId, Sid: sid, Sign });
  const body = JSON.stringify(sent.body);
  const text = await exchange(new URL(`/ccapi/v2/${sent.path}?${query}`, url), sent.method, body);
  return (JSON.parse(text) as { readonly ErrCode?: unknown }).ErrCode;
}

/** A DELETE with a body needs the plain client and an explicit length (udesk.md §1.1). */
function exchange(url: URL, method: string, body: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-length': Buffer.byteLength(body) };
    const request = httpRequest(url, { method, headers, agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => {
        text += part;
      });
      response.once('end', () => resolve(text));
    });
    request.once('error', reject);
    request.end(body);
  });
}
