import { expect, test } from 'vitest';
import { costOf, measureCosts, USUAL_COSTS } from '../../src/decode/costs.js';
import { ScriptedModel } from './scripted-model.js';
import { loadTiny } from './tiny-model.js';

test('costs lie on lines between and beyond the measured widths', () => {
  const table = { widths: [1, 5, 10], ms: [10, 14, 34] };
  expect([1, 3, 5, 6, 10, 12].map((width) => costOf(table, width))).toEqual([
    10, 12, 14, 18, 34, 42,
  ]);
});

test('measuring keeps the fastest time of each width, and leaves the cache empty', async () => {
  const { model } = await loadTiny();
  let ms = 0;
  let n = 0;
  // Each forward takes one unit more than the one before it.
  const now = () => {
    ms += n++ % 2 === 0 ? 0 : (n + 1) / 2;
    return ms;
  };
  model.truncate(0);
  expect(await measureCosts(model, now)).toEqual({
    widths: USUAL_COSTS.widths,
    ms: [1.5, 2.5, 3.5, 4.5],
  });
  expect(model.length).toBe(0);
  await model.dispose();
});

test('a short context is measured as far as it goes', async () => {
  const model = new ScriptedModel(() => [], 70);
  const { widths, ms } = await measureCosts(model);
  expect(widths).toEqual([1, 8, 32]);
  expect(ms).toHaveLength(3);
});
