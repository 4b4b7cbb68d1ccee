// Listens at the vendor's side: which rule each write broke, what was said in secret, and what the account holds.

import { kindsOf, type Model, type Provider, type Resource } from '../contract/index.js';
import type { SimulatorSpec } from '../simulator/spec.js';

export interface Tap {
  readonly spec: SimulatorSpec;
  /** What each write broke that was whole before it. */
  readonly broken: readonly string[];
  /** Every secret that an answer told. */
  readonly told: ReadonlySet<string>;
  /** From now on every text of an error repeats these secrets, and all that answers tell from now on. */
  parrot(secrets: readonly string[]): void;
  /** The vendor's state, as the model keeps it. */
  state(): unknown;
}

/** The same simulator, listened to. */
export function tap(spec: SimulatorSpec, provider: Provider): Tap {
  const broken: string[] = [];
  const told = new Set<string>();
  const secretKeys = new Set(spec.secretKeys.map((key) => key.toLowerCase()));
  let kept: unknown;
  let repeats: Set<string> | undefined;
  const { model } = spec;
  const listening: Model = {
    ...model,
    seed: (...given) => {
      kept = model.seed(...given);
      return kept;
    },
    handle(state, request, tools) {
      const before = new Set(unsound(model, provider, state));
      const answer = model.handle(state, request, tools);
      collect(answer.body, secretKeys, told);
      if (repeats) {
        collect(answer.body, secretKeys, repeats);
        if (!spec.succeeded(answer)) return { ...answer, body: repeating(answer.body, repeats) };
      }
      if (answer.effects.length > 0) {
        for (const wrong of unsound(model, provider, state)) {
          if (!before.has(wrong)) broken.push(`${request.method} ${request.path}: ${wrong}`);
        }
      }
      return answer;
    },
  };
  const failure: SimulatorSpec['failure'] = (kind) => {
    const reply = spec.failure(kind);
    if (!repeats) return reply;
    const text = reply.text === undefined ? {} : { text: `${reply.text} (${[...repeats].join(' ')})` };
    return { ...reply, ...text, ...('body' in reply ? { body: repeating(reply.body, repeats) } : {}) };
  };
  return {
    spec: { ...spec, model: listening, failure },
    broken,
    told,
    state: () => kept,
    parrot(secrets) {
      repeats = new Set(secrets);
    },
  };
}

/** What a person reads in an answer. Codes stay as they are: the client goes by them. */
const WORDS = /message|msg|error|reason|detail|description/i;

function repeating(value: unknown, secrets: ReadonlySet<string>): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => repeating(item, secrets));
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      typeof item === 'string' && WORDS.test(key)
        ? `${item} (${[...secrets].join(' ')})`
        : repeating(item, secrets),
    ]),
  );
}

/** The vendor's own rules, and references to what does not exist. */
function unsound(model: Model, provider: Provider, state: unknown): string[] {
  const resources = new Map(model.resources(state).map((resource) => [resource.address, resource]));
  const kinds = kindsOf(provider);
  const dangling = (resource: Resource): string[] =>
    (kinds.get(resource.kind)?.refs(resource) ?? [])
      .filter(({ to, loose }) => !loose && !resources.has(to))
      .map(({ to }) => `${resource.address} refers to ${to}, which does not exist`);
  return [...model.violations(state), ...[...resources.values()].flatMap(dangling)];
}

function collect(value: unknown, keys: ReadonlySet<string>, into: Set<string>): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, item] of Object.entries(value)) {
    if (typeof item === 'string' && item.length >= 4 && keys.has(key.toLowerCase())) into.add(item);
    else collect(item, keys, into);
  }
}
