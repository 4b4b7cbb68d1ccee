// Udesk's rules as a pure state machine, written from the vendor's document alone (udesk.md), apart from the client.

import type { Address, Model, Resource } from '../../../contract/index.js';
import { handle } from './handle.js';
import { appResources, subscriptionAddress, subscriptionsNamed } from './normal-form.js';
import { seed } from './seed.js';
import { type App, cloneState, type UdeskState } from './state.js';
import { switches } from './switches.js';
import { violationsOf } from './violations.js';

export type { UdeskState } from './state.js';

export const model: Model<UdeskState> = {
  switches,
  seed,
  clone: cloneState,
  handle,
  resources: (state): readonly Resource[] => appResources(mainApp(state)),
  ids: (state) => subscriptionIds(mainApp(state)),
  violations: (state) => violationsOf(mainApp(state)),
};

/** The tenant that the state is about; there may be others (udesk.md C23). */
export function mainApp(state: UdeskState): App {
  const app = state.apps.get(state.appId);
  if (!app) throw new Error(`The state has no app ${state.appId}.`);
  return app;
}

/** Subscriptions alone have ids that the vendor makes. */
function subscriptionIds(app: App): Readonly<Record<Address, string>> {
  const names = new Set([...app.subscriptions.values()].map((subscription) => subscription.name));
  return Object.fromEntries(
    [...names].flatMap((name) =>
      subscriptionsNamed(app, name).map(
        ({ id }, place) => [subscriptionAddress(name, place), String(id)] as const,
      ),
    ),
  );
}
