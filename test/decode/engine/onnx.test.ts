import { readFileSync } from 'node:fs';
import { arch, platform } from 'node:process';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import type { LanguageModel } from '../../../src/decode/engine/language-model.js';
import { OnnxModel } from '../../../src/decode/engine/onnx.js';
import type { LoadedModel } from '../../../src/decode/loaded-model.js';
import { readManifest } from '../../../src/decode/model/manifest.js';
import { argmax } from '../../../src/decode/sampler.js';
import { ModelError } from '../../../src/errors.js';
import { digestRows, each, randomWidths } from '../prefill.js';
import { loadTiny, TINY_MODEL } from '../tiny-model.js';

const realCode = ['../../../src/decode/sampler.ts', '../../../src/decode/run.ts']
  .map((path) => readFileSync(fileURLToPath(new URL(path, import.meta.url)), 'utf8'))
  .join('');
/** A device that this platform has not. */
const MISSING = platform === 'win32' ? 'coreml' : 'dml';
const everything = new Uint32Array(16).fill(0xffffffff);

const ON_CPU = { threads: 1, device: 'cpu' } as const;

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

  test('gives much the same by its graph for GPUs, in any chunking', async () => {
    const { unsignedGraph: _, ...manifest } = readManifest(TINY_MODEL);
    const graph = manifest.gpuGraph!;
    const float = await OnnxModel.load(TINY_MODEL, { ...manifest, graph }, ON_CPU);
    const tokens = loaded.tokenizer.encode(realCode).slice(0, 300);
    const rowsOf = async (model: LanguageModel, widths: readonly number[]) => {
      model.truncate(0);
      const rows: Float32Array[] = [];
      for (const width of widths) {
        const part = tokens.slice(rows.length, rows.length + width);
        const found = await model.forward(part, [...part.keys()], 'logits');
        rows.push(...found.map((row) => row.slice()));
      }
      return rows;
    };
    const wide = await rowsOf(float, [300]);
    expect(most(differences(wide, await rowsOf(float, [1, 1, 5, 128, 100, 1, 64])))).toBeLessThan(
      1e-3,
    );
    expect(mean(differences(wide, await rowsOf(loaded.model, [300])))).toBeLessThan(0.2);
    await float.dispose();
  });

  test('says that a model has no graph for a device', async () => {
    const { gpuGraph: _, ...manifest } = readManifest(TINY_MODEL);
    const failure = OnnxModel.load(TINY_MODEL, manifest, { ...ON_CPU, device: 'webgpu' });
    await expect(failure).rejects.toMatchObject({
      exitStatus: 4,
      message: 'The model `tiny` has no graph for the device `webgpu`.',
    });
  });

  test('fails with status 4 on a device that cannot be used', async () => {
    const failure = await loadTiny('tags', { device: MISSING }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ModelError);
    expect(failure).toMatchObject({
      exitStatus: 4,
      message: `The device \`${MISSING}\` cannot be used: \`onnxruntime-node\` has none on ${platform}-${arch}.`,
      hint: '`cad doctor` lists the devices that work. `--device cpu` works everywhere.',
    });
  });
});

function differences(a: readonly Float32Array[], b: readonly Float32Array[]): number[] {
  return a.flatMap((row, i) => [...row].map((value, j) => Math.abs(value - b[i]![j]!)));
}

function most(values: readonly number[]): number {
  return values.reduce((a, b) => Math.max(a, b), 0);
}

function mean(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0) / values.length;
}
