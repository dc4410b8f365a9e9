import { expect, test } from 'vitest';
import { type CachingModel, isLossless, requireInPlace } from '../../../src/decode/engine/probe.js';
import { ModelError } from '../../../src/errors.js';
import { ScriptedModel } from '../scripted-model.js';
import { loadTiny } from '../tiny-model.js';

test('the runtime writes keys and values in place, and wide forwards equal narrow ones', async () => {
  const { model } = await loadTiny();
  await requireInPlace(model as CachingModel);
  expect(model.length).toBe(0);
  expect(await isLossless(model)).toBe(true);
  expect(model.length).toBe(0);
});

/** A model without a cache of numbers, which are what a test says. */
class NumberedModel extends ScriptedModel {
  numbers = 1;
  keysAndValues = () => [Float32Array.of(0, this.numbers)];
}

test('a runtime that reads a row before it is written is refused', async () => {
  let nForwards = 0;
  const stale = new NumberedModel(() => [20 + nForwards++]);
  await expect(requireInPlace(stale)).rejects.toThrow(ModelError);
});

test('a runtime that never writes a row is refused', async () => {
  const model = new NumberedModel(() => [20]);
  await requireInPlace(model);
  model.numbers = 0;
  await expect(requireInPlace(model)).rejects.toThrow(ModelError);
});

test('a machine where wide forwards differ is not lossless', async () => {
  const model = new ScriptedModel((read) => [read.length + model.forwards.at(-1)!.length]);
  expect(await isLossless(model)).toBe(false);
});
