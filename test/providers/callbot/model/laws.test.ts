// Laws of the Callbot model over generated accounts, calls and readings of the sheet.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Effect, Resource } from '../../../../src/contract/index.js';
import { model } from '../../../../src/providers/callbot/model/index.js';
import { type Account, about, account, type Fields } from './account.js';

const TASKS = ['a', 'b'];
const ORDERS = ['o1', 'o2', 'o3', 'o4', 'o5'];
const task = fc.constantFrom(...TASKS, 'nobody');
const orders = fc.array(fc.constantFrom(...ORDERS), { maxLength: 4 });
const delCall = fc.constantFrom(0, 1);

const call: fc.Arbitrary<readonly [string, Fields]> = fc.oneof(
  fc.tuple(fc.constant('createTask'), fc.record({ userTaskID: task, sceneID: fc.constant('1') })),
  fc.tuple(
    fc.constantFrom('addBatchCall', 'importBatchCall'),
    fc.tuple(task, orders).map(([id, list]) => about(id, ...list)),
  ),
  fc.tuple(
    fc.constant('mgrTaskStatus'),
    fc.record({ userTaskID: task, taskOperate: fc.constantFrom(1, 2, 3), delCall }),
  ),
  fc.tuple(fc.constant('stopOrder'), fc.record({ userTaskID: task, orderIDs: orders, delCall })),
  fc.tuple(
    fc.constant('updateTask'),
    fc.record({ userTaskID: task, taskCreateSetting: fc.record({ maxCall: fc.integer() }) }),
  ),
);
const options = fc.record({
  duplicateOrder: fc.constantFrom('errList', 'refuse', 'keep'),
  deletedOrder: fc.constantFrom('free', 'taken'),
  appended: fc.constantFrom('latestBatch', 'apart'),
  sameState: fc.constantFrom('refuse', 'accept'),
  numbersWhile: fc.constantFrom('open', 'notRunning', 'any'),
});

const byAddress = (of: Account): Map<string, Resource> =>
  new Map(model.resources(of.state).map((resource) => [resource.address, resource]));

function follow(view: Map<string, Resource>, effects: readonly Effect[]): void {
  for (const effect of effects) {
    if ('put' in effect) view.set(effect.put.address, effect.put);
    else view.delete(effect.drop);
  }
}

describe('Callbot model', () => {
  it('effects tell the whole change; a refusal has none; what was dialled is never lost', () => {
    fc.assert(
      fc.property(options, fc.array(call, { maxLength: 12 }), (chosen, calls) => {
        const of = account(['campaign/a', 'contact/a/o1'], chosen);
        const view = byAddress(of);
        const dialled = new Set<string>();
        const progress = (id: string): unknown => of.state.tasks.get('a')?.orders.get(id)?.progress;
        for (const [path, body] of calls) {
          const { code, effects } = of.call(path, body);
          if (code !== 0) expect(effects).toEqual([]);
          follow(view, effects);
          const next = of.orders('a').find((id) => progress(id) === 'undialled');
          if (next === undefined) continue;
          follow(view, of.dial('a', next));
          if (progress(next) === 'dialled') dialled.add(next);
        }
        expect(view).toEqual(byAddress(of));
        for (const id of dialled) expect(progress(id)).toBe('dialled');
        expect(model.violations(of.state)).toEqual([]);
      }),
    );
  });

  it('every order has one campaign, and the account knows which', () => {
    fc.assert(
      fc.property(options, fc.array(call, { maxLength: 12 }), (chosen, calls) => {
        const of = account(['campaign/a', 'campaign/b', 'contact/a/o1'], chosen);
        for (const [path, body] of calls) of.call(path, body);
        const held = [...TASKS, 'nobody'].flatMap((id) => of.orders(id).map((order) => [order, id] as const));
        expect(new Map(held)).toEqual(of.state.owners);
        expect(held).toHaveLength(of.state.owners.size);
      }),
    );
  });

  it('counts add up: total = success + errors', () => {
    fc.assert(
      fc.property(
        orders,
        orders,
        fc.constantFrom('addBatchCall', 'importBatchCall'),
        (first, second, path) => {
          const of = account(['campaign/a'], { emptyErrList: 'array' });
          of.call('addBatchCall', about('a', ...first));
          const { body } = of.call(path, about('a', ...second));
          const { totalCount, successCount, errList } = body as {
            totalCount: number;
            successCount: number;
            errList: unknown[];
          };
          expect([totalCount, successCount + errList.length]).toEqual([second.length, second.length]);
        },
      ),
    );
  });

  it('no body breaks it', () => {
    const paths = ['createTask', 'addBatchCall', 'mgrTaskStatus', 'listTask', 'stopOrder', 'exportBatchCall'];
    fc.assert(
      fc.property(fc.constantFrom(...paths), fc.jsonValue(), fc.jsonValue(), (path, body, inner) => {
        const of = account(['campaign/a']);
        const before = byAddress(of);
        const guess = { productID: 'callbot', userTaskID: 'a', callInfoList: inner, queryConditions: inner };
        for (const sent of [body, { ...guess, taskOperate: inner, orderIDs: inner, sceneID: inner }]) {
          const { status, code, effects } = of.raw(path, sent);
          expect(status).toBe(200);
          if (code !== 0) expect(effects).toEqual([]);
        }
        expect([...byAddress(of).keys()]).toEqual([...before.keys()]);
      }),
    );
  });
});
