// The JSON that programs read: documented keys, and never a secret's stand-in where a value belongs.
import { describe, expect, it } from 'vitest';
import { planJson, validateJson } from '../../../src/render/programs/json.js';
import { centerPlan, change } from '../plans.js';

const SECRET = { $secret: 'env:PIN', fingerprint: '0a1b2c3d' };

describe('plan JSON', () => {
  const plan = centerPlan({
    changes: [
      change({
        action: 'update',
        address: 'agent/1',
        fields: [{ path: 'pin', before: { $secret: 'env:OLD' }, after: SECRET }],
      }),
    ],
    calls: [
      {
        id: 'c1',
        operation: 'update',
        method: 'PUT',
        path: 'agents/{agent/1}',
        body: { Pin: SECRET, Ids: [{ $id: 'agent/1' }], Name: 'Ann' },
        changes: ['update agent/1'],
        after: [],
        wave: 1,
      },
    ],
    problems: [{ code: 'x', severity: 'warning', message: 'y' }],
  });
  const [center] = JSON.parse(planJson('cutover 0.1.0', [plan])).centers;

  it('has its envelope', () => {
    expect(JSON.parse(planJson('cutover 0.1.0', []))).toEqual({
      formatVersion: 1,
      tool: 'cutover 0.1.0',
      centers: [],
    });
  });
  it('shows that a secret is set, and its fingerprint', () => {
    expect(center.changes[0].fields).toEqual([{ path: 'pin', before: 'set', after: 'set (0a1b2c3d)' }]);
  });
  it('hides secrets in bodies and writes ids as in paths', () => {
    expect(center.calls[0].body).toEqual({ Pin: '***', Ids: ['{agent/1}'], Name: 'Ann' });
  });
  it('gives every problem an address, if only null', () => {
    expect(center.problems).toEqual([{ code: 'x', severity: 'warning', message: 'y', address: null }]);
  });
});

describe('validate JSON', () => {
  it('has every documented key, null where nothing is known', () => {
    expect(
      JSON.parse(
        validateJson([{ code: 'a', severity: 'error', message: 'b', file: 'f.yaml', line: 1, column: 2 }]),
      ),
    ).toEqual({
      formatVersion: 1,
      problems: [
        { code: 'a', severity: 'error', message: 'b', file: 'f.yaml', line: 1, column: 2, address: null },
      ],
    });
  });
});
