// The graph for GPUs on WebGPU, against the same graph on the CPU. CONTRIBUTING.md says how to run it
// where there is no GPU.
import { describe, expect, test } from 'vitest';
import { decode } from '../../src/decode/decode.js';
import type { DecodeRequest } from '../../src/decode/decoder.js';
import type { Device } from '../../src/decode/engine/devices.js';
import { OnnxModel } from '../../src/decode/engine/onnx.js';
import { defaultThreads } from '../../src/decode/engine/threads.js';
import { LoadedModel } from '../../src/decode/loaded-model.js';
import { findModel } from '../../src/decode/model/find.js';
import { type Manifest, readManifest } from '../../src/decode/model/manifest.js';
import { Tokenizer } from '../../src/decode/tokenizer.js';
import { TINY_MODEL, useTemporaryCache } from '../decode/tiny-model.js';
import { request } from '../decode/trace.js';

const IS_ASKED = process.env.CAD_WEBGPU === '1';

// The compiled ones: their processes run from there.
const built = (file: string) => new URL(`../../dist/decode/engine/${file}`, import.meta.url).href;
const { chooseDevice }: typeof import('../../src/decode/engine/choose-device.js') = await import(
  built('choose-device.js')
);
const { probeDevice }: typeof import('../../src/decode/engine/devices.js') = await import(
  built('devices.js')
);

/** A software Vulkan takes seconds for a forward of the embedded model. */
const MOST_MS = 7_200_000;

const python = 'def total(items):\n    result = 0\n    return result == None\n';
const script = 'export const max = (a, b) => {\n  return a > b ? a : b;\n};\n';

const TINY_EDITS: readonly DecodeRequest[] = [
  request(python, { instruction: 'compare with is', mode: 'program', maxTokens: 30 }),
  request(python, { instruction: 'rename result', mode: 'rewrite', maxTokens: 30 }),
  request(script, { instruction: 'add a check', mode: 'program', maxTokens: 30 }),
  request(script, { instruction: 'use Math.max', mode: 'rewrite', maxTokens: 30 }),
  request(script.repeat(12), { instruction: 'remove it', mode: 'program', maxTokens: 20 }),
  request('', { instruction: 'write hello', mode: 'rewrite', maxTokens: 20 }),
];
const EMBEDDED_EDIT = request('def f(x):\n    return x == None\n', {
  instruction: 'compare with `is` in line 2',
  mode: 'program',
  maxTokens: 30,
});

describe.skipIf(!IS_ASKED)('WebGPU says what the CPU says', () => {
  test('on edits of the tiny model', { timeout: MOST_MS }, () => compare(TINY_MODEL, TINY_EDITS));
  test('on an edit of the embedded model', { timeout: MOST_MS }, () =>
    compare(findModel(process.env.CAD_MODEL), [EMBEDDED_EDIT]),
  );
});

test.skipIf(!IS_ASKED || !process.env.VK_ICD_FILENAMES?.includes('swiftshader'))(
  '`auto` does not take a GPU that the CPU makes up',
  { timeout: MOST_MS },
  async () => {
    useTemporaryCache();
    expect((await probeDevice('webgpu')).problem).toBeUndefined();
    expect(await chooseDevice(TINY_MODEL, { threads: defaultThreads() })).toBe('cpu');
  },
);

/** Expects the same tokens of both devices, by one graph; says what the int8 graph does. */
async function compare(folder: string, edits: readonly DecodeRequest[]): Promise<void> {
  const manifest = readManifest(folder);
  const { unsignedGraph: _, ...signed } = manifest;
  const floats = { ...signed, graph: manifest.gpuGraph! };
  const onCpu = await answers(folder, floats, 'cpu', edits);
  const onGpu = await answers(folder, manifest, 'webgpu', edits);
  expect(onGpu).toEqual(onCpu);
  const int8 = await answers(folder, manifest, 'cpu', edits);
  const nSame = int8.filter((answer, i) => `${answer.tokens}` === `${onCpu[i]!.tokens}`).length;
  console.log(`the int8 graph gives the same tokens on ${nSame} of ${edits.length} edits`);
}

async function answers(
  folder: string,
  manifest: Manifest,
  device: Device,
  edits: readonly DecodeRequest[],
) {
  const model = await OnnxModel.load(folder, manifest, { threads: defaultThreads(), device });
  const { prompt, end } = manifest;
  const tokenizer = Tokenizer.load(folder);
  const loaded = new LoadedModel({ model, tokenizer, prompt, end, lossless: 'close' });
  const said = [];
  for (const edit of edits) {
    const { program, stats } = await decode(loaded, edit);
    said.push({ program, tokens: [...model.tokens] });
    const { nPrompt, nForwards, promptMs, decodeMs } = stats;
    const ms = Math.round(promptMs + decodeMs);
    console.log(
      `${manifest.name} on ${device}: ${nPrompt} tokens read, ${nForwards} forwards, ${ms} ms`,
    );
  }
  await model.dispose();
  return said;
}
