// What an answer means: HTTP status first, the code in `errors` second (portsip.md 8).

import type { Answer, UnsignedRequest, Verdict } from '../../contract/index.js';
import { record } from '../decoding.js';

const MEANINGS: Readonly<Record<string, string>> = {
  VALIDATE_FAILED: 'a field is not accepted',
  RESOURCE_IN_USE: 'something still uses it; plan again',
  LICENSE_MODULE_UNAVAILABLE: 'the server has no contact-center licence',
  LICENSE_TENANT_MODULE_REQUIRED: 'the tenant has no contact-center licence',
  LICENSE_TARGET_MODULE_REQUIRED: 'the user has no contact-center licence',
  LICENSE_EXTENSION_IN_USE: 'the licence is in use: the user is an agent of a queue',
  LICENSE_SNAPSHOT_UNAVAILABLE: 'the licences cannot be read just now',
};

export function judge(answer: Answer, request: UnsignedRequest): Verdict {
  const { status } = answer;
  if (status >= 200 && status < 300) return { outcome: 'ok' };
  const said = errorOf(answer);
  const message = describe(status, said);
  if (said.code === 'LICENSE_SNAPSHOT_UNAVAILABLE') return { outcome: 'again', message };
  if (isAboutTheToken(answer)) return { outcome: 'denied', message };
  if (said.code?.startsWith('LICENSE_')) return { outcome: 'failed', code: said.code, message };
  if (status === 403) return { outcome: 'denied', message };
  if (status === 429) return { outcome: 'again', message };
  if (status === 404 && /\/destroy$/.test(request.path)) return { outcome: 'already', look: true, message };
  if (status === 408 || status >= 500) return { outcome: 'unknown', message };
  if (status >= 300 && status < 400) {
    const text = `${message}: a redirect, which is not followed; correct baseUrl`;
    return { outcome: 'failed', code: `http-${status}`, message: text };
  }
  return { outcome: 'failed', code: said.code ?? `http-${status}`, message };
}

/** 401 is assumed for an ended token; a code of its own is honoured too (portsip.md 8). */
export function isAboutTheToken(answer: Answer): boolean {
  return (
    answer.status === 401 ||
    ((answer.status === 400 || answer.status === 403) && errorOf(answer).code === 'UNAUTHORIZED')
  );
}

interface Said {
  readonly code?: string;
  readonly text: string;
}

/** The first of `errors`; codes are upper case with underscores, anything else is no code. */
export function errorOf(answer: Answer): Said {
  const errors = record(answer.body)?.errors;
  const first = record(Array.isArray(errors) ? errors[0] : undefined);
  const code = typeof first?.code === 'string' && /^[A-Z][A-Z0-9_]{0,63}$/.test(first.code) ? first.code : '';
  const message = typeof first?.message === 'string' ? first.message.slice(0, 300) : '';
  const detail = first?.detail == null ? '' : ` (${JSON.stringify(first.detail).slice(0, 200)})`;
  const text = message === '' && detail === '' ? '' : ` "${message}"${detail}`;
  return code === '' ? { text } : { code, text };
}

function describe(status: number, { code, text }: Said): string {
  const meaning = code === undefined ? undefined : MEANINGS[code];
  const said = `PortSIP ${status}${code === undefined ? '' : ` ${code}`}${text}`;
  return meaning === undefined ? said : `${said}: ${meaning}`;
}
