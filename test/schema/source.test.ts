// Lines and columns of a text, whatever its line breaks are.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { positionIn } from '../../src/schema/source.js';

describe('positions', () => {
  it.each([
    ['a line feed', 'a\nb', 2, 2, 1],
    ['a carriage return', 'a\rb', 2, 2, 1],
    ['both, which are one break', 'a\r\nb', 3, 2, 1],
    ['a mixture', 'a\r\n\rb\nc', 6, 4, 1],
    ['no break at all', 'abc', 2, 1, 3],
    ['the end of a text that ends with a break', 'a\n', 2, 2, 1],
  ])('count lines after %s', (_, text, offset, line, column) => {
    expect(positionIn({ path: 'f', text }, offset)).toEqual({ file: 'f', line, column });
  });

  it('are those of the lines before, and of what the last of them holds', () => {
    const piece = fc.constantFrom('a', 'bc', '\n', '\r', '\r\n', '');
    fc.assert(
      fc.property(fc.array(piece), fc.nat(), fc.boolean(), (pieces, seed, isUnix) => {
        const text = isUnix ? pieces.join('').replaceAll('\r', '') : pieces.join('');
        const offset = seed % (text.length + 1);
        // Between the two halves of one break, the line has not ended yet.
        const isInside = text.slice(offset - 1, offset + 1) === '\r\n';
        const before = text.slice(0, isInside ? offset - 1 : offset).split(/\r\n|\r|\n/);
        const column = (before.at(-1)?.length ?? 0) + (isInside ? 2 : 1);
        expect(positionIn({ path: 'f', text }, offset)).toEqual({ file: 'f', line: before.length, column });
      }),
    );
  });
});
