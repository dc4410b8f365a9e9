import { expect, test } from 'vitest';
import { newStats, nOutput, tokensPerSecond } from '../../src/decode/stats.js';

test('rates follow from the counters', () => {
  const stats = { ...newStats('lossless'), nCopied: 70, nGenerated: 20, nForced: 10 };
  expect(nOutput(stats)).toBe(100);
  expect(tokensPerSecond({ ...stats, decodeMs: 2000 })).toBe(50);
});

test('rates of a decode that did nothing are 0', () => {
  expect(tokensPerSecond(newStats('close'))).toBe(0);
});
