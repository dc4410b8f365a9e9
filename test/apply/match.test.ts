import fc from 'fast-check';
import { expect, test } from 'vitest';
import { match } from '../../src/apply/match.js';

test('a match is a longest common subsequence in order', () => {
  const list = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 12 });
  fc.assert(
    fc.property(list, list, (before, after) => {
      const runs = match(before, after);
      let [b, a] = [0, 0];
      for (const run of runs) {
        expect(run.count > 0 && run.before >= b && run.after >= a).toBe(true);
        expect(before.slice(run.before, run.before + run.count)).toEqual(
          after.slice(run.after, run.after + run.count),
        );
        b = run.before + run.count;
        a = run.after + run.count;
      }
      const nMatched = runs.reduce((sum, { count }) => sum + count, 0);
      expect(nMatched).toBe(longestCommon(before, after));
    }),
    { numRuns: 1000 },
  );
});

function longestCommon(before: readonly string[], after: readonly string[]): number {
  let row = new Array<number>(after.length + 1).fill(0);
  for (const item of before) {
    const next = [0];
    after.forEach((other, at) => {
      next.push(item === other ? row[at]! + 1 : Math.max(row[at + 1]!, next[at]!));
    });
    row = next;
  }
  return row.at(-1)!;
}

test('two lists too different for an exact match are matched at what is unique in both', () => {
  const before = Array.from({ length: 2500 }, (_, at) => `line ${at}`);
  const after = [...before.slice(1200), 'new', ...before.slice(0, 1200)];
  expect(match(before, after)).toEqual([{ before: 1200, after: 0, count: 1300 }]);
  expect(match(before, [...before].reverse())).toMatchObject([{ count: 1 }]);
});
