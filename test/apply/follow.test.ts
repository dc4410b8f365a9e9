import fc from 'fast-check';
import { expect, test } from 'vitest';
import { follow } from '../../src/apply/follow.js';
import { oracle } from '../../src/apply/oracle.js';
import { copy, gen } from '../../src/grammar/program.js';
import { Source } from '../../src/grammar/source.js';

const followed = (program: Parameters<typeof follow>[0], n: number) =>
  Array.from({ length: n }, (_, i) => follow(program, i + 1));

test.each([
  ['nothing', [copy(1, 4)], [1, 2, 3, 4]],
  ['an insertion', [copy(1, 1), gen('x\ny\n'), copy(2, 4)], [1, 4, 5, 6]],
  ['an insertion at the start', [gen('x\n'), copy(1, 4)], [2, 3, 4, 5]],
  ['a deletion', [copy(1, 1), copy(3, 4)], [1, undefined, 2, 3]],
  ['a deletion at the end', [copy(1, 2)], [1, 2, undefined, undefined]],
  ['a replaced line', [copy(1, 1), gen('x\n'), copy(3, 4)], [1, 2, 3, 4]],
  ['fewer lines', [copy(1, 1), gen('x\n'), copy(4, 4)], [1, 2, 2, 3]],
  ['more lines', [copy(1, 1), gen('x\ny\nz\n'), copy(3, 4)], [1, 2, 5, 6]],
  ['new text at the end', [copy(1, 2), gen('x')], [1, 2, 3, 3]],
  ['a new file', [gen('x\n')], [1, 1, 1, 1]],
  ['an empty file', [], [undefined, undefined, undefined, undefined]],
])('a line is followed through %s', (_, program, expected) => {
  expect(followed(program, 4)).toEqual(expected);
});

test('a line that stays is found again', () => {
  const lines = fc.array(fc.constantFrom('a\n', 'b\n', 'c\n', 'd\n'), { maxLength: 12 });
  fc.assert(
    fc.property(lines, lines, (before, after) => {
      const [a, b] = [Source.of(before.join('')), Source.of(after.join(''))];
      const program = oracle(a, b);
      for (const element of program) {
        if (element.kind !== 'copy') continue;
        for (let n = element.lines.first; n <= element.lines.last; n++) {
          expect(after[follow(program, n)! - 1]).toBe(before[n - 1]);
        }
      }
      for (let n = 1; n <= before.length; n++) {
        const at = follow(program, n);
        if (at !== undefined) expect(at).toBeLessThanOrEqual(after.length);
      }
    }),
  );
});
