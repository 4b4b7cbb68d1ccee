// Answers of the door in the vendor's error envelope (portsip.md 8).

import type { Reply } from '../../../simulator/spec.js';

export const fail = (
  status: number,
  code: string,
  message: string,
  headers?: Record<string, string>,
): Reply => ({
  status,
  ...(headers ? { headers } : {}),
  body: { errors: [{ code, message }] },
});

export const done = (body?: unknown): Reply => (body === undefined ? { status: 200 } : { status: 200, body });
