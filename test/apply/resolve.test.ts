import fc from 'fast-check';
import { expect, test } from 'vitest';
import { oracle } from '../../src/apply/oracle.js';
import { resolve, resolveWithOrigin } from '../../src/apply/resolve.js';
import { UsageError } from '../../src/errors.js';
import { toLatin1 } from '../../src/grammar/bytes.js';
import { copy, gen, type Program } from '../../src/grammar/program.js';
import { Source } from '../../src/grammar/source.js';
import { versions } from '../arbitraries.js';

const source = Source.of('a\nb\nc\nd');

function errorFor(program: Program): string {
  try {
    resolve(program, source);
  } catch (error) {
    expect(error).toBeInstanceOf(UsageError);
    return (error as UsageError).message;
  }
  throw new Error('it resolved');
}

test('a program is joined as it stands', () => {
  const program = [copy(1, 2), gen('x\n'), copy(4, 4)];
  expect(toLatin1(resolve(program, source))).toBe('a\nb\nx\nd');
  expect(resolve([], source)).toHaveLength(0);
});

test('a copy outside the file is refused', () => {
  expect(errorFor([copy(3, 9)])).toBe('`lines="3-9"` is outside the file, which has 4 lines.');
  expect(errorFor([copy(0, 1)])).toContain('is outside the file');
  expect(errorFor([copy(3, 2)])).toContain('is outside the file');
});

test('a copy that goes backward is refused, unless moves are allowed', () => {
  expect(errorFor([copy(2, 3), copy(1, 1)])).toBe(
    '`lines="1-1"` starts before line 4, but line 3 has been copied already.',
  );
  expect(errorFor([copy(2, 3), gen('x\n'), copy(3, 4)])).toContain('starts before line 4');
  const moved = resolve([copy(2, 3), copy(1, 1)], source, { allowMoves: true });
  expect(toLatin1(moved)).toBe('b\nc\na\n');
});

test('each line knows where it comes from', () => {
  const { origins } = resolveWithOrigin([copy(1, 1), gen('x\ny'), copy(2, 2), copy(4, 4)], source);
  expect(origins).toEqual([1, undefined, undefined, 4]);
});

test('a line that was joined with another is new', () => {
  expect(resolveWithOrigin([copy(4, 4), gen('x\n')], source).origins).toEqual([undefined]);
});

test('a line has the bytes of the line that it comes from', () => {
  fc.assert(
    fc.property(versions, ([before, after]) => {
      const { bytes, origins } = resolveWithOrigin(oracle(before, after), before);
      const result = new Source(bytes);
      expect(origins).toHaveLength(result.nLines);
      origins.forEach((origin, at) => {
        if (origin === undefined) return;
        expect(toLatin1(before.line(origin))).toBe(toLatin1(result.line(at + 1)));
      });
    }),
  );
});
