import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import type { LoadedModel } from '../../../src/decode/loaded-model.js';
import { argmax } from '../../../src/decode/sampler.js';
import { ModelError } from '../../../src/errors.js';
import { digestRows, each, randomWidths } from '../prefill.js';
import { loadTiny } from '../tiny-model.js';

const realCode = ['../../../src/decode/sampler.ts', '../../../src/decode/run.ts']
  .map((path) => readFileSync(fileURLToPath(new URL(path, import.meta.url)), 'utf8'))
  .join('');
const everything = new Uint32Array(16).fill(0xffffffff);

let loaded: LoadedModel;
beforeAll(async () => {
  loaded = await loadTiny();
});

describe('OnnxModel', () => {
  test.for([1, 2])('gives the same bits in any chunking, with %i threads', async (threads) => {
    const { model, tokenizer } = await loadTiny('tags', { threads });
    const tokens = tokenizer.encode(realCode).slice(0, model.nContext);
    expect(tokens.length).toBeGreaterThan(2000);
    const oneByOne = await digestRows(model, tokens, each(1));
    expect(await digestRows(model, tokens, each(tokens.length))).toEqual(oneByOne);
    for (const seed of [1, 2, 3]) {
      expect(await digestRows(model, tokens, randomWidths(seed, 200))).toEqual(oneByOne);
    }
    await model.dispose();
  });

  test('gives as best the first token with the greatest logit', async () => {
    const { model, tokenizer } = loaded;
    const tokens = tokenizer.encode(realCode).slice(0, 300);
    const rows = [0, 7, 127, 128, 299];
    model.truncate(0);
    const logits = await model.forward(tokens, rows, 'logits');
    const expected = logits.map((row) => argmax(row, everything));
    model.truncate(0);
    expect([...(await model.forward(tokens, rows, 'best'))]).toEqual(expected);
  });

  test('forgets what was truncated', async () => {
    const { model } = loaded;
    model.truncate(0);
    await model.forward([20, 21, 22], [], 'best');
    const [expected] = await model.forward([23], [0], 'logits');
    const kept = expected!.slice();
    model.truncate(2);
    await model.forward([50, 51, 52], [], 'best');
    model.truncate(2);
    const [again] = await model.forward([22, 23], [1], 'logits');
    expect(model.length).toBe(4);
    expect(again).toEqual(kept);
  });

  test('gives nothing where no rows are asked for', async () => {
    loaded.model.truncate(0);
    expect(await loaded.model.forward([20], [], 'logits')).toEqual([]);
    expect(await loaded.model.forward([20], [], 'best')).toHaveLength(0);
  });

  test('finds its forwards lossless', () => {
    expect(loaded.lossless).toBe('lossless');
  });

  test('fails with status 4 on a device that cannot be used', async () => {
    const failure = await loadTiny('tags', { device: 'abacus' }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ModelError);
    expect(failure).toMatchObject({
      exitStatus: 4,
      message: 'The device `abacus` cannot be used.',
      hint: 'Leave out `--device` to run on the CPU.',
    });
  });
});
