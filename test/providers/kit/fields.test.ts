// The normal form that objects of a file are compared in, apart from any vendor.
import { describe, expect, it } from 'vitest';
import { plain } from '../../../src/providers/kit/index.js';

describe('the plain form', () => {
  const form = plain(['name', 'tags'], ['tags']);

  it.each([
    ['sorts a list whose order means nothing', { tags: ['b', 'a', 'b'] }, { tags: ['a', 'b'] }],
    ['keeps a list that is empty', { tags: [] }, { tags: [] }],
    ['keeps a list that is cleared apart from one that is empty', { tags: null }, { tags: null }],
    ['makes null of an empty text', { name: '' }, { name: null }],
    ['says nothing of what is not declared', { other: 1 }, {}],
  ])('%s', (_what, item, fields) => {
    expect(form.fields(item)).toEqual(fields);
  });
});
