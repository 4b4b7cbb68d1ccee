// Stands in for secrets on the model: texts of the right shape, which the provider makes as it would make the real ones.

import {
  type Address,
  createRandom,
  type Desired,
  isSecretRef,
  oncePer,
  type PlanContext,
  type Provider,
} from '../../contract/index.js';
import type { Reveal } from '../substitute.js';

/** Whose secret it is. */
interface Place {
  readonly address: Address;
  readonly field: string;
}

export function createDummies(provider: Provider, context: PlanContext): Reveal {
  const random = createRandom(11);
  const pick = (below: number): number => Math.floor(random() * below);
  return ({ $secret }) => {
    const place = generatedFor($secret) ?? givenPlaces(context.desired).get($secret);
    if (!place || !provider.generate) return 'Stand-in-Secret-1';
    return provider.generate(place.address, place.field, context, pick);
  };
}

/** `new:ADDRESS#FIELD` is made by apply. */
function generatedFor(ref: string): Place | undefined {
  const at = ref.lastIndexOf('#');
  if (!ref.startsWith('new:') || at <= 0) return undefined;
  return { address: ref.slice('new:'.length, at), field: ref.slice(at + 1) };
}

/** Secrets that the files give, by reference. */
const givenPlaces = oncePer(({ resources }: Desired): ReadonlyMap<string, Place> => {
  const places = new Map<string, Place>();
  for (const { address, fields } of resources.values()) {
    for (const [field, value] of Object.entries(fields)) {
      if (isSecretRef(value)) places.set(value.$secret, { address, field });
    }
  }
  return places;
});
