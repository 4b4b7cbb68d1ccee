// The kinds of a provider by name: what every room asks that holds a resource or a change.

import type { Kind } from './kind.js';
import { oncePer } from './once.js';
import type { Provider } from './provider.js';

export const kindsOf: (provider: Provider) => ReadonlyMap<string, Kind> = oncePer(
  ({ kinds }) => new Map(kinds.map((kind) => [kind.name, kind])),
);
