import { expect, test } from 'vitest';
import { measureEdit } from '../../../src/decode/measure/edits.js';
import { measure } from '../../../src/decode/measure/measure.js';
import { MemoryReader } from '../../../src/decode/measure/memory.js';
import { spreadOf } from '../../../src/decode/measure/spread.js';
import { loadedWith, replaces, ScriptedModel, toyTokenizer, writes } from '../scripted-model.js';
import { loadTiny } from '../tiny-model.js';

const sample = {
  path: 'a.js',
  instruction: 'use ===',
  before: 'let a;\nif (a == 1) b();\nc();\n',
  after: 'let a;\nif (a === 1) b();\nc();\n',
};
const request = { nRounds: 1, weightBytes: 1e6, mode: 'program' as const, samples: [sample] };

test('a spread is the median and the range', () => {
  expect(spreadOf([3])).toEqual({ median: 3, min: 3, max: 3 });
  expect(spreadOf([5, 1, 3])).toEqual({ median: 3, min: 1, max: 5 });
  expect(spreadOf([4, 1, 2, 9])).toEqual({ median: 3, min: 1, max: 9 });
});

test('threads read memory together, again and again', async () => {
  const memory = await MemoryReader.open(1_000_001, 3);
  expect(await memory.read()).toBeGreaterThan(0);
  expect(await memory.read()).toBeGreaterThan(0);
  await memory.close();
});

test('an edit is decoded by program, and written token by token', async () => {
  const hunks = replaces(['if (a == 1) b();\n', 'if (a === 1) b();\n']);
  const text = writes(sample.after);
  const script = toyTokenizer.special('<jupyter_script>');
  const model = new ScriptedModel((read) => (read.includes(script) ? text : hunks)(read));
  const options = { mode: 'program', nRounds: 3 } as const;
  const measured = await measureEdit(loadedWith(model, 'quotes'), sample, options);
  if ('skipped' in measured) throw new Error(measured.skipped);
  const { fast, plain, nRightTokens, nLines } = measured;
  expect(nLines).toBe(3);
  expect([fast.isRight, plain.isRight]).toEqual([true, true]);
  expect(plain).toMatchObject({ mode: 'rewrite', nTokens: nRightTokens + 1 });
  expect(plain.nForwards).toBe(plain.nTokens);
  expect(fast.nForwards).toBeLessThan(fast.nTokens);
  const start = toyTokenizer.special('<filename>');
  expect(model.forwards.filter(([first]) => first === start)).toHaveLength(4);
});

test('a model that writes on without end is stopped', async () => {
  const model = new ScriptedModel(() => toyTokenizer.encode('a'));
  const options = { mode: 'rewrite', nRounds: 1 } as const;
  const measured = await measureEdit(loadedWith(model), sample, options);
  if ('skipped' in measured) throw new Error(measured.skipped);
  expect(measured.plain.nTokens).toBe(Math.ceil(1.25 * measured.nRightTokens) + 16);
  expect(measured.plain).toMatchObject({ isRight: false, abstained: expect.any(String) });
});

test('a sample that does not fit into the context is skipped', async () => {
  const loaded = loadedWith(new ScriptedModel(() => [], 40));
  const { edits } = await measure(loaded, request, 1, () => {});
  expect(edits).toEqual([
    { path: 'a.js', instruction: 'use ===', skipped: expect.stringContaining('context holds 40') },
  ]);
});

test('the tiny model is measured, and left with an empty cache', async () => {
  const loaded = await loadTiny();
  const told: number[] = [];
  const { edits, lossless } = await measure(loaded, request, 1, (done) => told.push(done));
  expect(loaded.model.length).toBe(0);
  expect([edits.length, lossless]).toEqual([1, 'lossless']);
  expect(told).toEqual(told.toSorted((a, b) => a - b));
  await loaded.model.dispose();
});

test('an abort ends the work at the next forward', async () => {
  const loaded = loadedWith(new ScriptedModel(() => []));
  const abort = new AbortController();
  const measuring = measure(loaded, request, 1, () => abort.abort(), abort.signal);
  await expect(measuring).rejects.toMatchObject({ exitStatus: 130 });
  expect(loaded.model.length).toBe(0);
});
