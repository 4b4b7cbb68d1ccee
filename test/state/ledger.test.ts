// The ledger is a cache: damaged, foreign or gone, it only warns.
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  emptyLedger,
  ledgerFor,
  loadLedger,
  mergeFacts,
  parseLedger,
  saveLedger,
} from '../../src/state/ledger.js';
import { createLedgerStore } from '../../src/state/ledger-store.js';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ledger-'));
  path = join(folder, 'acme.ledger.json');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const ledger = mergeFacts(emptyLedger('acme', 'app-1'), { 'subscription/crm': { id: '17' } });

describe('ledger', () => {
  it('comes back as it was saved, readable by its owner alone', async () => {
    await saveLedger(path, ledger);
    expect(await loadLedger(path, 'acme')).toEqual({ ledger, warnings: [] });
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it('is nothing when there is none', async () => {
    expect(await loadLedger(path, 'acme')).toEqual({ warnings: [] });
  });

  it.each([
    '',
    '{',
    '[]',
    '{"formatVersion":2}',
    '{"formatVersion":1,"center":"acme","account":"a","facts":{"x":{"y":[]}}}',
    '\0\0',
  ])('keeps a damaged one aside and goes on: %j', async (text) => {
    writeFileSync(path, text);
    const loaded = await loadLedger(path, 'acme');
    expect(loaded.ledger).toBeUndefined();
    expect(loaded.warnings).toMatchObject([{ code: 'ledger-damaged', severity: 'warning' }]);
    expect(existsSync(path)).toBe(false);
    expect(readFileSync(`${path}.damaged`, 'utf8')).toBe(text);
  });

  it('does not use another center’s, and leaves it alone', async () => {
    await saveLedger(path, ledger);
    const loaded = await loadLedger(path, 'other');
    expect(loaded.ledger).toBeUndefined();
    expect(loaded.warnings).toMatchObject([{ code: 'ledger-foreign' }]);
    expect(existsSync(path)).toBe(true);
  });

  it.each([
    ['the same account', 'app-1', { 'subscription/crm': { id: '17' } }, undefined],
    ['another account', 'app-2', {}, 'ledger-foreign'],
  ])('is bound to its account: %s', (_what, account, facts, code) => {
    const bound = ledgerFor(ledger, account);
    expect(bound.ledger).toMatchObject({ account, facts });
    expect(bound.warning?.code).toBe(code);
  });

  it('takes any text without a crash or a changed prototype', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => void parseLedger(text)));
    const hostile = parseLedger(
      '{"formatVersion":1,"center":"a","account":"b","facts":{"__proto__":{"id":"x"}}}',
    );
    expect(Object.keys(hostile?.facts ?? {})).toEqual(['__proto__']);
    expect(Reflect.get({}, 'id')).toBeUndefined();
  });

  it('merges in memory, forgets with null, and writes only when something changed', async () => {
    const store = createLedgerStore(path, ledger);
    await store.save();
    expect(existsSync(path)).toBe(false);
    store.merge({ 'extension/8001': { made: true }, 'subscription/crm': null });
    store.merge({ 'extension/8001': { made: true, unbound: true } });
    store.merge(undefined);
    expect(store.current().facts).toEqual({ 'extension/8001': { made: true, unbound: true } });
    await store.save();
    expect(parseLedger(readFileSync(path, 'utf8'))).toEqual(store.current());
    expect(store.bind('app-1')).toBe(false);
    expect(store.bind('app-2')).toBe(true);
    expect(store.current().facts).toEqual({});
  });
});
