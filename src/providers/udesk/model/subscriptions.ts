// Message subscriptions: ids from the server, names that may repeat, failures inside a success (udesk.md §2.9; C10, C14).

import type { Effect } from '../../../contract/index.js';
import { type Ask, type Handler, listOr } from './decision.js';
import {
  bodyFields,
  booleanField,
  type Fields,
  listField,
  neededText,
  objectOf,
  PATTERN,
  textsField,
} from './fields.js';
import { subscriptionAddress, subscriptionResource, subscriptionsNamed } from './normal-form.js';
import { doesNotExist, parameterError, recordNotFound } from './refusal.js';
import type { App, Subscription } from './state.js';

interface Given {
  readonly name: string;
  readonly callback: string;
  readonly events: readonly string[];
}

export const createSubscriptions: Handler = ({ app, options, body, mint }) => {
  const items = listField(bodyFields(body), 'subscriptions').map((item) => given(objectOf(item)));
  if (items.length === 0) throw parameterError();
  const failing = new Set(options.failSubscriptions.split(',').map((name) => name.trim()));
  const good = items
    .filter((item) => !failing.has(item.name))
    .map((item) => ({ ...item, id: mint.subscriptionId(app) }));
  return {
    result: {
      sub_succ: listOr(
        good.map(({ id, name }) => ({ id, name })),
        options,
      ),
      sub_fail: listOr(
        items.filter((item) => failing.has(item.name)).map((item) => item.name),
        options,
      ),
    },
    commit: () => {
      const enabled = options.subscriptionStartsEnabled === 'true';
      const names = new Set(good.map((item) => item.name));
      return renaming(app, names, () => {
        for (const item of good) app.subscriptions.set(item.id, { ...item, enabled });
      });
    },
  };
};

export const listSubscriptions: Handler = (ask) => ({
  result: listOr(
    [...ask.app.subscriptions.values()].map((subscription) => row(subscription, ask)),
    ask.options,
  ),
});

export const readSubscription: Handler = (ask) => {
  const subscription = ask.app.subscriptions.get(idInPath(ask.params));
  if (!subscription) throw recordNotFound();
  return { result: row(subscription, ask) };
};

/** Replaces all four fields; `state` of the example means nothing (udesk.md G54). */
export const updateSubscription: Handler = ({ app, options, params, body }) => {
  const id = idInPath(params);
  const outer = bodyFields(body);
  const fields = options.subscriptionPutBody === 'wrapped' ? objectOf(outer.subscription) : outer;
  const { name, callback, events } = given(fields);
  const enabled = booleanField(fields, 'enable');
  if (enabled === undefined) throw parameterError();
  const subscription = app.subscriptions.get(id);
  if (!subscription) throw recordNotFound();
  return {
    result: { [name]: id },
    commit: () =>
      renaming(app, new Set([subscription.name, name]), () => {
        Object.assign(subscription, { name, callback, events, enabled });
      }),
  };
};

export const deleteSubscription: Handler = ({ app, params }) => {
  const id = idInPath(params);
  const subscription = app.subscriptions.get(id);
  if (!subscription) throw doesNotExist();
  return { result: '', commit: () => removeSubscription(app, subscription) };
};

export function removeSubscription(app: App, subscription: Subscription): readonly Effect[] {
  return renaming(app, new Set([subscription.name]), () => app.subscriptions.delete(subscription.id));
}

/** Finds by address: `subscription/crm`, or `subscription/crm#2` for the second of that name. */
export function subscriptionAt(app: App, address: string): Subscription | undefined {
  const name = address.slice('subscription/'.length);
  const [first] = subscriptionsNamed(app, name);
  if (first) return first;
  const base = name.replace(/#\d+$/, '');
  return subscriptionsNamed(app, base).find((_, place) => subscriptionAddress(base, place) === address);
}

/** Makes a change to subscriptions of these names and says how their addresses (`crm`, `crm#2`) moved. */
export function renaming(app: App, names: ReadonlySet<string>, change: () => unknown): readonly Effect[] {
  const before = new Map([...names].map((name) => [name, subscriptionsNamed(app, name).length]));
  change();
  return [...before].flatMap(([name, count]): readonly Effect[] => {
    const now = subscriptionsNamed(app, name);
    const gone = Array.from({ length: Math.max(0, count - now.length) }, (_, index) => now.length + index);
    return [
      ...now.map((subscription, place): Effect => ({ put: subscriptionResource(subscription, place) })),
      ...gone.map((place): Effect => ({ drop: subscriptionAddress(name, place) })),
    ];
  });
}

function given(fields: Fields): Given {
  return {
    name: neededText(fields, 'name'),
    callback: neededText(fields, 'callback', PATTERN.url),
    events: textsField(fields, 'events', PATTERN.event),
  };
}

function row({ id, callback, name, events, enabled }: Subscription, { options }: Ask): unknown {
  const plain = { callback, name, events, enable: enabled };
  return options.subscriptionListIds === 'true' ? { id, ...plain } : plain;
}

function idInPath([id = '']: readonly string[]): number {
  if (!/^\d{1,15}$/.test(id)) throw parameterError();
  return Number(id);
}
