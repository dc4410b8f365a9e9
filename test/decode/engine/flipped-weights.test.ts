import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { withFlippedWeights } from '../../../src/decode/engine/flipped-weights.js';
import { OnnxModel } from '../../../src/decode/engine/onnx.js';
import { type Manifest, readManifest } from '../../../src/decode/model/manifest.js';
import { digestRows, each } from '../prefill.js';
import { TINY_MODEL } from '../tiny-model.js';

const FILE = 'weights-0.bin';
const manifest = readManifest(TINY_MODEL);
const weights = readFileSync(join(TINY_MODEL, FILE));
const flipped = weights.map((byte) => byte ^ 0x80);
const folder = mkdtempSync(join(tmpdir(), 'cad-flipped-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('gives the files of weights with their signs flipped, and takes the memory back', async () => {
  let kept: Uint8Array | undefined;
  await withFlippedWeights(TINY_MODEL, manifest, async ({ externalData }) => {
    const [{ path, data }] = externalData as [{ path: string; data: Uint8Array }];
    expect(path).toBe(FILE);
    expect(Buffer.compare(data, flipped)).toBe(0);
    kept = data;
  });
  expect(kept).toHaveLength(0);
});

test('fails where a file is not there', async () => {
  const failure = withFlippedWeights(folder, manifest, async () => {});
  await expect(failure).rejects.toThrow('ENOENT');
});

test('the graph of unsigned weights gives the same bits as that of signed ones', async () => {
  // On any CPU: what a CPU without exact products does in memory is done to the file here.
  cpSync(TINY_MODEL, folder, { recursive: true });
  writeFileSync(join(folder, FILE), flipped);
  const { unsignedGraph, ...signed } = manifest;
  const tokens = Array.from({ length: 300 }, (_, i) => (i * 37) % manifest.vocabulary);
  const digests = async (folder: string, manifest: Manifest) => {
    const model = await OnnxModel.load(folder, manifest, { threads: 1, device: 'cpu' });
    const found = await digestRows(model, tokens, each(64));
    await model.dispose();
    return found;
  };
  const expected = await digests(TINY_MODEL, signed);
  expect(await digests(folder, { ...signed, graph: unsignedGraph! })).toEqual(expected);
  // As a CPU without exact products loads it; on others this is the graph of signed weights.
  expect(await digests(TINY_MODEL, manifest)).toEqual(expected);
});
