// The readers that take a vendor's answer apart: what counts as nothing, and where an error says that it is.
import { describe, expect, it } from 'vitest';
import {
  firstTextIn,
  neededRowsIn,
  neededTextIn,
  neededTruthIn,
  neededWholeNumberIn,
  type Row,
  rowIn,
  rowsIn,
  takeBody,
  takeRow,
  textIn,
  textsIn,
  truthIn,
  wholeNumberIn,
} from '../../src/providers/decoding.js';

const answer = (body: unknown) => ({ status: 200, headers: {}, body, text: '' });

describe('a field', () => {
  it.each([
    [textIn, 'a', 'a'],
    [textIn, 17, '17'],
    [textIn, '', null],
    [textIn, undefined, null],
    [firstTextIn, ['', 'b', 'a'], 'b'],
    [firstTextIn, [], null],
    [textsIn, ['b', 'a', 'b'], ['a', 'b']],
    [textsIn, '', []],
    [truthIn, 'false', false],
    [truthIn, null, null],
    [wholeNumberIn, '-7', -7],
    [wholeNumberIn, null, null],
    [neededTruthIn, true, true],
    [neededWholeNumberIn, 0, 0],
  ] as const)('%o of %j is %j', (read, given, taken) => {
    expect(read({ field: given }, 'field')).toEqual(taken);
  });

  it.each([
    [textIn, { a: 1 }, 'a text'],
    [neededTextIn, '', 'a text'],
    [firstTextIn, [true], 'a text'],
    [textsIn, 'a', 'a list of texts'],
    [textsIn, [null], 'a list of texts'],
    [truthIn, 1, 'true or false'],
    [neededTruthIn, null, 'true or false'],
    [wholeNumberIn, 1.5, 'a whole number'],
    [wholeNumberIn, '1234567890', 'a whole number'],
    [neededWholeNumberIn, undefined, 'a whole number'],
  ] as const)('%o does not take %j', (read, given, expected) => {
    expect(() => takeRow('GET x', 'row 3', { field: given }, (row) => read(row, 'field'))).toThrow(
      `GET x: row 3.field: expected ${expected}; the vendor's answer has not the documented shape`,
    );
  });
});

describe('a row within a row', () => {
  const take = (body: Row) => ({
    owner: rowIn(body, 'owner', (owner) => neededTextIn(owner, 'name')),
    items: neededRowsIn(body, 'items', (item) => rowsIn(item, 'tags', (tag) => neededTextIn(tag, 'id'))),
  });

  it('is null where there is none', () => {
    expect(takeBody('GET x', answer({ items: [{}, { tags: [] }] }), take)).toEqual({
      owner: null,
      items: [null, []],
    });
  });

  it.each([
    [{ items: [{ tags: [{ id: 'a' }, { id: null }] }] }, 'items[0].tags[1].id: expected a text'],
    [{ items: [{}, 'b'] }, 'items[1]: expected an object'],
    [{ items: {} }, 'items: expected a list'],
    [{}, 'items: expected a list'],
    [{ owner: 'ann', items: [] }, 'owner: expected an object'],
    ['page', 'the answer: expected an object'],
  ])('of %j names the place', (body, place) => {
    expect(() => takeBody('GET x', answer(body), take)).toThrow(`GET x: ${place};`);
  });

  it('lets other errors through', () => {
    const broken = () => {
      throw new TypeError('ours');
    };
    expect(() => takeBody('GET x', answer({ items: [{}] }), (body) => rowsIn(body, 'items', broken))).toThrow(
      new TypeError('ours'),
    );
  });
});
