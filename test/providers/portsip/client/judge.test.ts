// What answers mean: portsip.md 8, 7.2.
import { describe, expect, it } from 'vitest';
import { judge } from '../../../../src/providers/portsip/judge.js';
import { answer } from './support.js';

const error = (status: number, code?: string) =>
  answer(
    code === undefined ? undefined : { errors: [{ code, message: 'said so', detail: { field: 'x' } }] },
    status,
  );
const post = { method: 'POST', path: 'users' } as const;
const destroy = { method: 'POST', path: 'users/dXNlcg/destroy' } as const;

describe('what an answer means', () => {
  it.each([
    ['200 with nothing', answer(undefined), post, 'ok'],
    ['201 with an id', answer({ id: 'a' }, 201), post, 'ok'],
    ['204', answer(undefined, 204), destroy, 'ok'],
    ['400 VALIDATE_FAILED', error(400, 'VALIDATE_FAILED'), post, 'failed'],
    ['400 without a code', error(400), post, 'failed'],
    ['400 UNAUTHORIZED', error(400, 'UNAUTHORIZED'), post, 'denied'],
    ['401', error(401), post, 'denied'],
    ['403', error(403), post, 'denied'],
    ['403 for a licence', error(403, 'LICENSE_TARGET_MODULE_REQUIRED'), post, 'failed'],
    ['404 for an update', error(404), post, 'failed'],
    ['404 for a destroy', error(404), destroy, 'already'],
    ['409 in use', error(409, 'RESOURCE_IN_USE'), destroy, 'failed'],
    ['409 for a licence', error(409, 'LICENSE_EXTENSION_IN_USE'), post, 'failed'],
    ['429', error(429), post, 'again'],
    ['503 for a licence', error(503, 'LICENSE_SNAPSHOT_UNAVAILABLE'), post, 'again'],
    ['503', error(503), post, 'unknown'],
    ['500', error(500, 'UNKNOWN'), post, 'unknown'],
    ['408', error(408), post, 'unknown'],
    ['302', error(302), post, 'failed'],
  ])('%s', (_name, reply, request, outcome) => {
    expect(judge(reply, request)).toMatchObject({ outcome });
  });

  it('a destroy of what is gone is done after a look', () => {
    expect(judge(error(404), destroy)).toMatchObject({ outcome: 'already', look: true });
  });

  it('repeats code, text and detail, and explains the codes that it knows', () => {
    expect(judge(error(400, 'VALIDATE_FAILED'), post)).toEqual({
      outcome: 'failed',
      code: 'VALIDATE_FAILED',
      message: 'PortSIP 400 VALIDATE_FAILED "said so" ({"field":"x"}): a field is not accepted',
    });
  });

  it('takes no code from a text that is none', () => {
    const reply = answer({ errors: [{ code: '::set-output name=x::', message: 7 }] }, 400);
    expect(judge(reply, post)).toEqual({ outcome: 'failed', code: 'http-400', message: 'PortSIP 400' });
  });
});
