import fc from 'fast-check';
import { expect, test } from 'vitest';
import { oracle } from '../../src/apply/oracle.js';
import { resolve } from '../../src/apply/resolve.js';
import { toLatin1 } from '../../src/grammar/bytes.js';
import { parse } from '../../src/grammar/parse.js';
import { canonical, copy, format, gen } from '../../src/grammar/program.js';
import { Source } from '../../src/grammar/source.js';
import { plain, versions } from '../arbitraries.js';
import { absence, readPairs } from '../data-sets.js';

/** Checks the round trip, also through text, and that the program is canonical. */
function checkRoundTrip(before: Source, after: Source): void {
  const program = oracle(before, after);
  expect(toLatin1(resolve(program, before))).toBe(toLatin1(after.bytes));
  expect(plain(canonical(program))).toBe(plain(program));
  expect(plain(parse(format(program)))).toBe(plain(program));
}

test('an edit is copies of what stays and text for what is new', () => {
  const before = Source.of('a\nb\nc\nd\n');
  expect(oracle(before, Source.of('a\nB\nc\nd\n'))).toEqual([copy(1, 1), gen('B\n'), copy(3, 4)]);
  expect(oracle(before, Source.of('a\nd\n'))).toEqual([copy(1, 1), copy(4, 4)]);
  expect(oracle(before, Source.of(''))).toEqual([]);
});

test('lines that differ in their ending only are not copied', () => {
  expect(oracle(Source.of('a\nb'), Source.of('a\r\nb\n'))).toEqual([gen('a\r\nb\n')]);
});

test('resolving the oracle gives the new file byte for byte, on 10,000 generated pairs', () => {
  fc.assert(
    fc.property(versions, ([before, after]) => checkRoundTrip(before, after)),
    { numRuns: 10_000 },
  );
});

test.skipIf(absence)(
  'resolving the oracle gives the new file on every pair of the data sets',
  () => {
    const pairs = readPairs();
    for (const { before, after } of pairs) checkRoundTrip(Source.of(before), Source.of(after));
    expect(pairs.length).toBeGreaterThan(1500);
  },
);
