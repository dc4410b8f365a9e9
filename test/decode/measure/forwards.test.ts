import { expect, test } from 'vitest';
import type { LanguageModel } from '../../../src/decode/engine/language-model.js';
import { measureForwards, sizesFor } from '../../../src/decode/measure/forwards.js';
import { ScriptedModel } from '../scripted-model.js';
import { loadTiny } from '../tiny-model.js';

const readMemory = async () => 1e9;
const measure = (model: LanguageModel, nRounds: number) =>
  measureForwards(model, { nRounds, readMemory, onForward() {} });

test('each round reads a prompt, then copies of each size with four steps after each', async () => {
  const model = new ScriptedModel(() => []);
  const { copies, nContext } = await measure(model, 2);
  const steps = [1, 1, 1, 1];
  const round = [512, ...[8, 16, 32, 64, 128, 256, 512].flatMap((size) => [size, ...steps])];
  expect(model.forwards.map((tokens) => tokens.length)).toEqual([...round, ...round, ...round]);
  expect(copies.map(({ nTokens }) => nTokens)).toEqual([8, 16, 32, 64, 128, 256, 512]);
  expect(nContext).toBe(512);
});

test('a real model has an empty cache afterwards', async () => {
  const { model } = await loadTiny();
  const { stepMs, prefillMs } = await measure(model, 1);
  expect(model.length).toBe(0);
  for (const { min, median, max } of [stepMs, prefillMs]) {
    expect(min).toBeGreaterThan(0);
    expect(min <= median && median <= max).toBe(true);
  }
  await model.dispose();
});

test('a short context is filled by half, and copies of the other half are left out', async () => {
  expect(sizesFor(1024).sizes).toHaveLength(7);
  expect(sizesFor(1023)).toEqual({ nContext: 511, sizes: [8, 16, 32, 64, 128, 256, 512] });
  expect(sizesFor(100)).toEqual({ nContext: 50, sizes: [8, 16, 32] });
  const model = new ScriptedModel(() => [], 100);
  await measure(model, 1);
  expect(Math.max(...model.forwards.map((tokens) => tokens.length))).toBe(50);
});

test('progress is told before each forward over many tokens, and can end the work', async () => {
  const model = new ScriptedModel(() => [], 100);
  const told: number[] = [];
  const onForward = (nDone: number, nTotal: number) => {
    told.push(nDone / nTotal);
    if (nDone === 5) throw new Error('enough');
  };
  await expect(measureForwards(model, { nRounds: 1, readMemory, onForward })).rejects.toThrow(
    'enough',
  );
  expect(told).toEqual([0, 1 / 8, 2 / 8, 3 / 8, 4 / 8, 5 / 8]);
});
