import { appendFileSync, cpSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { USUAL_COSTS } from '../../../src/decode/costs.js';
import { EMBEDDED_MODEL, findModel } from '../../../src/decode/model/find.js';
import { readManifest } from '../../../src/decode/model/manifest.js';
import { readStamp, writeStamp } from '../../../src/decode/model/stamp.js';
import { verify } from '../../../src/decode/model/verify.js';
import { ModelError } from '../../../src/errors.js';
import { TINY_MODEL, temporaryFolder, useTemporaryCache } from '../tiny-model.js';

let folder: string;
beforeEach(() => {
  useTemporaryCache();
  folder = join(temporaryFolder(), 'model');
  cpSync(TINY_MODEL, folder, { recursive: true });
});

const weights = () => join(folder, 'weights-0.bin');
const thrown = (action: () => unknown): unknown => {
  try {
    action();
  } catch (error) {
    return error;
  }
  return undefined;
};
const withManifest = (change: (manifest: Record<string, unknown>) => void) => {
  const path = join(folder, 'manifest.json');
  const manifest = JSON.parse(readFileSync(path, 'utf8'));
  change(manifest);
  writeFileSync(path, JSON.stringify(manifest));
  return thrown(() => readManifest(folder));
};
const flipOneBit = (path: string) => {
  const bytes = readFileSync(path);
  bytes[1000]! ^= 1;
  writeFileSync(path, bytes);
};

describe('findModel', () => {
  test('finds a folder by its path', () => {
    expect(findModel(folder)).toBe(folder);
  });

  test('says that there is no model of a name', () => {
    const error = thrown(() => findModel('no-such-model'));
    expect(error).toBeInstanceOf(ModelError);
    expect(error).toMatchObject({
      message: 'There is no model `no-such-model`.',
      hint: `Leave out \`--model\` to use the embedded model \`${EMBEDDED_MODEL}\`.`,
    });
  });

  test('says how to get a model of the hub that is not here', () => {
    expect(thrown(() => findModel('org/name@v1'))).toMatchObject({
      exitStatus: 4,
      message: 'The model `org/name@v1` has not been pulled.',
      hint: 'Run `cad model pull org/name@v1`.',
    });
  });

  test('says that a folder holds no model', () => {
    const empty = temporaryFolder();
    expect(thrown(() => findModel(empty))).toMatchObject({
      exitStatus: 4,
      message: `The folder \`${empty}\` holds no model: it has no \`manifest.json\`.`,
    });
  });
});

describe('readManifest', () => {
  test('reads the tiny model', () => {
    expect(readManifest(folder)).toMatchObject({ name: 'tiny', layers: 2, end: 2 });
  });

  test.for([
    ['format', 2, '`format` is not `1` but `2`'],
    ['layers', 0, '`layers` is not a positive integer'],
    ['context', '8k', '`context` is not a positive integer'],
    ['graph', undefined, '`graph` is not a string'],
    ['gpuGraph', 1, '`gpuGraph` is not a string'],
    ['gpuGraph', 'other.onnx', '`files` lacks `other.onnx`'],
    ['unsignedGraph', 1, '`unsignedGraph` is not a string'],
    ['unsignedGraph', 'other.onnx', '`files` lacks `other.onnx`'],
    ['end', 512, '`end` is not a token of the vocabulary'],
    ['prompt', 'ask', '`prompt` is not one of `quotes`, `tags`, `chat`'],
    ['modes', [], '`modes` is not a list'],
    ['modes', ['sing'], '`modes` has more than `program`, `rewrite`'],
    ['layout', 'mine', '`layout` is not one of `cad`, `transformers`'],
    ['copyContext', 'both', '`copyContext` is not one of `prefill`, `reference`'],
    ['files', {}, '`files` lacks `model.onnx`'],
    ['files', { '../x': {} }, '`../x` is not a plain file name'],
    ['files', { 'model.onnx': { bytes: 1 } }, '`model.onnx` lacks its `bytes` and `sha256`'],
  ])('refuses %s = %j', ([key, value, problem]) => {
    const error = withManifest((manifest) => {
      manifest[key as string] = value;
    });
    expect(error).toBeInstanceOf(ModelError);
    expect((error as Error).message).toContain(`is not valid: ${problem}.`);
  });

  test('says that a manifest is not JSON', () => {
    writeFileSync(join(folder, 'manifest.json'), '{');
    expect(thrown(() => readManifest(folder))).toMatchObject({
      exitStatus: 4,
      message: `The model's manifest \`${join(folder, 'manifest.json')}\` cannot be read.`,
    });
  });
});

describe('verify', () => {
  test('finds every file intact', async () => {
    const manifest = readManifest(folder);
    expect(Object.keys(await verify(folder, manifest))).toEqual(Object.keys(manifest.files));
  });

  test('names a file with one wrong bit', async () => {
    flipOneBit(weights());
    const error = await verify(folder, readManifest(folder)).catch((thrown) => thrown);
    expect(error).toBeInstanceOf(ModelError);
    expect(error).toMatchObject({
      message:
        'The file `weights-0.bin` of the model `tiny` is corrupt: its SHA-256 is not that of the manifest.',
      hint: 'Install the model again.',
    });
  });

  test('names a file that is longer, and one that is missing', async () => {
    appendFileSync(weights(), 'x');
    await expect(verify(folder, readManifest(folder))).rejects.toThrow('`weights-0.bin`');
    rmSync(weights());
    await expect(verify(folder, readManifest(folder))).rejects.toThrow('cannot be read');
  });

  test('reads a file again only when it was written since', async () => {
    utimesSync(weights(), 1e9, 1e9);
    const known = await verify(folder, readManifest(folder));
    flipOneBit(weights());
    await expect(verify(folder, readManifest(folder), known)).rejects.toThrow('corrupt');
    utimesSync(weights(), 1e9, 1e9);
    expect(await verify(folder, readManifest(folder), known)).toEqual(known);
  });
});

describe('a stamp', () => {
  const measured = { c: { isLossless: true, costs: USUAL_COSTS } };

  test('is read as it was written', () => {
    const stamp = { files: { a: 'b' }, measured, fastest: { d: 'webgpu' } as const };
    writeStamp(folder, stamp);
    expect(readStamp(folder)).toEqual(stamp);
  });

  test('is empty where there is none or its folder cannot be written', () => {
    expect(readStamp(folder)).toEqual({ files: {}, measured: {}, fastest: {} });
    process.env.XDG_CACHE_HOME = weights();
    writeStamp(folder, { files: {}, measured, fastest: {} });
    expect(readStamp(folder)).toEqual({ files: {}, measured: {}, fastest: {} });
  });
});
