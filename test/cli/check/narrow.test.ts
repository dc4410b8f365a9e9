import fc from 'fast-check';
import { expect, test } from 'vitest';
import { narrow } from '../../../src/cli/check/narrow.js';

test('all are kept at once where all are good', async () => {
  let nCalls = 0;
  expect(await narrow(8, async () => ++nCalls > 0)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  expect(nCalls).toBe(1);
});

test('nothing is asked of nothing', async () => {
  expect(await narrow(0, async () => expect.unreachable())).toEqual([]);
});

test('changes that are bad by themselves are left out, and no others', async () => {
  const changes = fc.array(fc.boolean(), { maxLength: 20 });
  await fc.assert(
    fc.asyncProperty(changes, async (good) => {
      const kept = await narrow(good.length, async (added) => added.every((at) => good[at]));
      expect(kept).toEqual(good.flatMap((isGood, at) => (isGood ? [at] : [])));
    }),
  );
});

test('what is asked about joins what is kept already', async () => {
  const isGood = async (added: readonly number[], kept: readonly number[]) =>
    // 3 needs 0, and 1 is bad.
    !added.includes(1) && (!added.includes(3) || [...kept, ...added].includes(0));
  expect(await narrow(4, isGood)).toEqual([0, 2, 3]);
});
