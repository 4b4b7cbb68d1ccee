// Secrets reach the sink before anything that depends on them: made ones before they are sent, learned ones at once.

import {
  type Address,
  type Body,
  type LearnedSecret,
  type PlanContext,
  VendorError,
} from '../contract/index.js';
import { secretRefsOf } from '../plan/substitute.js';
import type { Run } from './run.js';

/** The sink refused a secret. The write stays open in the journal, so that the next run can make the secret anew. */
export class SinkError extends Error {
  override readonly name = 'SinkError';
  constructor(address: Address, field: string, sink: string, options: ErrorOptions) {
    super(
      `The ${field} of ${address} could not be kept in ${sink}. Nothing more is sent; ` +
        'make the secrets sink writable and run again: a secret that was lost is made anew or reported by name.',
      options,
    );
  }
}

/** Hides the secret everywhere, then waits until the sink has it. */
export async function keepSecret(run: Run, secret: LearnedSecret): Promise<void> {
  const { sink, redactor, desired, now } = run.input;
  redactor.learn(secret.value);
  if (!sink) throw new SinkError(secret.address, secret.field, 'a secrets sink', {});
  try {
    await sink.write({ ...secret, center: desired.center, at: new Date(now()).toISOString() });
  } catch (cause) {
    throw new SinkError(secret.address, secret.field, sink.name, { cause });
  }
  run.secrets.push({ address: secret.address, sink: sink.name });
}

/** Somebody made a secret that nobody kept. */
export function tellLost({ problems, input }: Run, address: Address, how: string): void {
  const message = `The secret of ${address} is lost: it was made, but ${how}. Make it anew to get a secret that is known.`;
  problems.push({ code: 'secret-lost', severity: 'warning', message: input.redactor.text(message), address });
}

/** Makes the secrets of a request that nobody gave (`new:ADDRESS#FIELD`), each once a run. */
export async function makeSecrets(run: Run, body: Body | undefined, context: PlanContext): Promise<void> {
  const { vault, provider, pick } = run.input;
  for (const ref of secretRefsOf(body)) {
    if (!ref.startsWith('new:') || vault.has(ref)) continue;
    const cut = ref.lastIndexOf('#');
    const address = ref.slice('new:'.length, cut);
    const field = ref.slice(cut + 1);
    const value = provider.generate?.(address, field, context, pick) ?? generatePassword(pick);
    if (value === '') throw new VendorError('refused', `The provider made an empty ${field} for ${address}.`);
    vault.set(ref, value);
    await keepSecret(run, { address, field, value });
  }
}

/** Without signs that people confuse (0 O, 1 l I). */
const SETS = ['abcdefghijkmnopqrstuvwxyz', 'ABCDEFGHJKLMNPQRSTUVWXYZ', '23456789', '-_.+'];
const LENGTH = 16;

/** 16 characters with at least one of every sort, in an order that `pick` decides. */
export function generatePassword(pick: (below: number) => number): string {
  const one = (set: string): string => set.charAt(pick(set.length));
  const chosen = SETS.map(one);
  while (chosen.length < LENGTH) chosen.push(one(SETS.join('')));
  for (let at = chosen.length - 1; at > 0; at--) {
    const other = pick(at + 1);
    const kept = chosen[at] ?? '';
    chosen[at] = chosen[other] ?? '';
    chosen[other] = kept;
  }
  return chosen.join('');
}
