import { availableParallelism } from 'node:os';
import { expect, test } from 'vitest';
import { defaultThreads } from '../../../src/decode/engine/threads.js';

test('the default number of threads is between one and what the process may use', () => {
  expect(defaultThreads()).toBeGreaterThanOrEqual(1);
  expect(defaultThreads()).toBeLessThanOrEqual(availableParallelism());
  expect(Number.isInteger(defaultThreads())).toBe(true);
});
