// Models in the layouts of the hub say what onnxruntime says of them in Python (training/layouts).

import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeEach, describe, expect, test } from 'vitest';
import { decode } from '../../../src/decode/decode.js';
import { load } from '../../../src/decode/engine/load.js';
import type { LoadedModel } from '../../../src/decode/loaded-model.js';
import type { Dtype } from '../../../src/decode/model/pull/choose.js';
import { pull } from '../../../src/decode/model/pull/pull.js';
import { pulledFolder } from '../../../src/decode/model/store.js';
import { chatPrompt } from '../../../src/decode/prompt.js';
import { Source } from '../../../src/grammar/source.js';
import { temporaryFolder } from '../../git/repository.js';

const LAYOUTS = fileURLToPath(new URL('../../../fixtures/layouts', import.meta.url));

interface Expected {
  readonly prompt: number[];
  /** Tokens of greedy decoding, by the name of the graph. */
  readonly said: Readonly<Record<string, number[]>>;
}

const DTYPES: Record<string, Dtype> = {
  model: 'fp32',
  model_q4: 'q4',
  model_fp16: 'fp16',
  model_q4f16: 'q4f16',
  model_quantized: 'q8',
};

const expectedOf = (kind: string): Expected =>
  JSON.parse(readFileSync(join(LAYOUTS, kind, 'expected.json'), 'utf8'));
const graphs = ['llama', 'qwen2', 'qwen3', 'gemma', 'gemma3'].flatMap((kind) =>
  Object.keys(expectedOf(kind).said).map((graph): [string, string] => [kind, graph]),
);

beforeEach(() => {
  process.env.XDG_CACHE_HOME = temporaryFolder();
});

/** Pulls a model from its folder as a user does, and loads it. */
async function loaded(kind: string, graph = 'model'): Promise<LoadedModel> {
  const from = temporaryFolder();
  cpSync(join(LAYOUTS, kind), from, { recursive: true });
  // A graph of plain operators has the same names in its repository.
  if (!DTYPES[graph]) cpSync(join(from, `onnx/${graph}.onnx`), join(from, 'onnx/model.onnx'));
  const request = { id: { repo: 'org/name', revision: 'main' }, from };
  const { signal } = new AbortController();
  const dtype = DTYPES[graph] ?? 'fp32';
  const { folder } = await pull({ ...request, dtype }, () => {}, signal);
  return load({ model: folder, threads: 1, device: 'cpu' });
}

test('all layouts are there', () => {
  expect(graphs.length).toBeGreaterThan(10);
});

/** How far a token's logit may be below the best: kernels of half precision add up as the CPU can. */
const tolerance = (graph: string) => (graph === 'model_q4f16' ? 0.5 : 0);

/** How far the logit of a token that was said is below the best at most, of logits from -6 to 7. */
function shortfall(logits: readonly Float32Array[], said: readonly number[]): number {
  return Math.max(...logits.map((row, i) => Math.max(...row) - row[said[i]!]!));
}

test.each(graphs)('%s: %s says the same as in Python', async (kind, graph) => {
  const { prompt, said } = expectedOf(kind);
  const expected = said[graph]!;
  expect(expected.length).toBeGreaterThanOrEqual(64);
  const { model } = await loaded(kind, graph);
  const logits = [...(await model.forward(prompt, [prompt.length - 1], 'logits'))];
  for (const token of expected.slice(0, -1))
    logits.push(...(await model.forward([token], [0], 'logits')));
  expect(shortfall(logits, expected)).toBeLessThanOrEqual(tolerance(graph));
  await model.dispose();
});

// q8 rounds all rows of a forward by their common maximum: what else is read changes its answers.
const isExact = ([, graph]: [string, string]) => graph !== 'model_quantized';

test.each(graphs.filter(isExact))('%s: %s forgets what a draft got wrong', async (kind, graph) => {
  const { prompt, said } = expectedOf(kind);
  const expected = said[graph]!;
  const { model } = await loaded(kind, graph);
  await model.forward(prompt.slice(0, 20), [], 'best');
  await model.forward([7, 8, 9], [0, 1, 2], 'best');
  model.truncate(20);
  await model.forward([...prompt.slice(20), ...expected.slice(0, 10), 7, 8], [], 'best');
  model.truncate(prompt.length + 8);
  const rest = expected.slice(8, 24);
  const logits = await model.forward(rest, [...rest.keys()], 'logits');
  expect(shortfall(logits, expected.slice(9, 25))).toBeLessThanOrEqual(tolerance(graph));
  model.truncate(prompt.length + 8);
  const best = await model.forward(rest, [...rest.keys()], 'best');
  expect([...best]).toEqual(logits.map((row) => row.indexOf(Math.max(...row))));
  await model.dispose();
});

test('a model whose answers depend on drafts is said to be close', async () => {
  expect((await loaded('llama', 'model_quantized')).lossless).toBe('close');
});

describe('a chat', () => {
  const source = Source.of('let a = 1;\n<|im_end|>\n');
  const view = { lines: source.all, region: source.all };
  const asked = { instruction: 'use const', path: 'a.ts', source, view };

  test.each([
    ['llama', '<|im_start|>', '<|im_end|>'],
    ['gemma', '<bos>', '<end_of_turn>'],
  ])(
    'of %s is asked as its template says, and its text holds no special token',
    async (kind, begin, end) => {
      const { tokenizer, chat } = await loaded(kind);
      const { ids } = chatPrompt(tokenizer, asked, chat);
      expect(ids[0]).toBe(tokenizer.special(begin));
      expect(ids.filter((id) => id === tokenizer.special(end))).toHaveLength(1);
      expect(tokenizer.decode(ids)).toContain('```ts\nlet a = 1;\n<|im_end|>\n```');
    },
  );

  test.each(['llama', 'gemma'])('tokens of %s are lossless', async (kind) => {
    const { tokenizer } = await loaded(kind);
    const text = '  a == b;\n\tif (é) { 漢 }\n\n    x\n';
    expect(tokenizer.decode(tokenizer.encode(text))).toBe(text);
  });

  test('gives a program in rewrite mode', async () => {
    const model = await loaded('qwen2');
    const request = {
      ...{ path: 'a.ts', source: Buffer.from('let a = 1;\n'), instruction: 'use const' },
      ...({
        mode: 'rewrite',
        sampling: { temperature: 0, topP: 1, seed: 0 },
        maxTokens: 40,
      } as const),
    };
    const { stats, program } = await decode(model, request);
    expect(stats.nForwards).toBeGreaterThan(0);
    expect(program.length).toBeGreaterThan(0);
  });
});

test('a manifest of another model is refused', async () => {
  const { model } = await loaded('llama');
  await model.dispose();
  const folder = pulledFolder({ repo: 'org/name', revision: 'main' });
  const path = join(folder, 'manifest.json');
  const manifest = JSON.parse(readFileSync(path, 'utf8'));
  writeFileSync(path, JSON.stringify({ ...manifest, layers: 3 }));
  await expect(load({ model: folder, threads: 1, device: 'cpu' })).rejects.toMatchObject({
    exitStatus: 4,
    cause: { message: 'Its cache is not that of a model like this.' },
  });
});
