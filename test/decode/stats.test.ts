import { expect, test } from 'vitest';
import { addStats, newStats, nOutput, tokensPerSecond } from '../../src/decode/stats.js';

test('rates follow from the counters', () => {
  const stats = { ...newStats('lossless'), nCopied: 70, nGenerated: 20, nForced: 10 };
  expect(nOutput(stats)).toBe(100);
  expect(tokensPerSecond({ ...stats, decodeMs: 2000 })).toBe(50);
});

test('rates of a decode that did nothing are 0', () => {
  expect(tokensPerSecond(newStats('close'))).toBe(0);
});

test('two decodes of a file count together', () => {
  const one = { ...newStats('lossless'), shown: { first: 3, last: 9 }, nForwards: 2, decodeMs: 10 };
  const two = { ...newStats('lossless'), shown: { first: 1, last: 5 }, nForwards: 3, decodeMs: 20 };
  two.drafts.source = { nDrafted: 4, nAccepted: 3 };
  expect(addStats(addStats(one, two), two)).toMatchObject({
    ...{ nForwards: 8, decodeMs: 50, shown: { first: 1, last: 9 } },
    drafts: { source: { nDrafted: 8, nAccepted: 6 }, quote: { nDrafted: 0, nAccepted: 0 } },
  });
  expect(one.drafts.source.nDrafted).toBe(0);
});
