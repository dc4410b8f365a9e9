// Pulls from a hub on this machine, with all that a network may do to them.

import * as fs from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { findModel } from '../../../../src/decode/model/find.js';
import { readManifest } from '../../../../src/decode/model/manifest.js';
import { type PullEvent, type PullRequest, pull } from '../../../../src/decode/model/pull/pull.js';
import { listPulled, partFolder, pulledFolder } from '../../../../src/decode/model/store.js';
import { verify } from '../../../../src/decode/model/verify.js';
import { InterruptError, ModelError } from '../../../../src/errors.js';
import { temporaryFolder } from '../../../git/repository.js';
import { COMMIT, type Fault, sha256, TestHub } from './hub.js';
import { noise, tinyFiles, transformersFiles } from './models.js';

const ID = { repo: 'org/name', revision: 'main' };
const NAME = 'org/name';
const Q4_DATA = 'onnx/model_q4.onnx_data';

beforeEach(() => {
  process.env.XDG_CACHE_HOME = temporaryFolder();
  delete process.env.HF_TOKEN;
});

async function hubWith(files: Record<string, Buffer>): Promise<TestHub> {
  const hub = await TestHub.start(files);
  process.env.HF_ENDPOINT = hub.url;
  return hub;
}

function pulling(request: Partial<PullRequest> = {}, signal = new AbortController().signal) {
  const events: PullEvent[] = [];
  const pulled = pull({ id: ID, ...request }, (event) => events.push(event), signal);
  return { pulled, events };
}

const pullNow = (request: Partial<PullRequest> = {}) => pulling(request).pulled;

/** Makes `path` fail the first `n` times. */
const first =
  (n: number, path: string, fault: Fault): TestHub['fault'] =>
  (asked) =>
    asked.path === path && asked.nBefore < n ? fault : undefined;

describe('what is pulled', () => {
  test('a model of our own is found by its id, and its files are those of its manifest', async () => {
    await hubWith({ ...tinyFiles(), 'notes.txt': Buffer.from('not needed') });
    const { folder, isNew } = await pullNow();
    expect(isNew).toBe(true);
    expect(findModel(NAME)).toBe(folder);
    await verify(folder, readManifest(folder));
    expect(fs.readdirSync(folder).sort()).toEqual(
      [...Object.keys(tinyFiles()), 'pulled.json'].sort(),
    );
  });

  test.each<[PullRequest['dtype'], string[]]>([
    [undefined, ['model_q4.onnx', 'model_q4.onnx_data', 'model_q4.onnx_data_1']],
    ['q8', ['model_quantized.onnx']],
    ['fp32', ['model.onnx', 'model.onnx_data']],
  ])(
    'of a model as Transformers has it, in %s, one graph and what tells its form',
    async (dtype, graph) => {
      const hub = await hubWith(transformersFiles());
      const { folder, manifest } = await pullNow(dtype && { dtype });
      const described = ['config.json', 'tokenizer.json', 'tokenizer_config.json'];
      const optional = ['generation_config.json', 'chat_template.jinja'];
      expect(Object.keys(manifest.files).sort()).toEqual(
        [...described, ...optional, ...graph].sort(),
      );
      expect(readManifest(folder)).toMatchObject({
        ...{ name: NAME, version: COMMIT.slice(0, 10), graph: graph[0], layout: 'transformers' },
        ...{ layers: 2, kvHeads: 2, headDim: 16, vocabulary: 512, context: 2048, end: 2 },
      });
      await verify(folder, manifest);
      expect(hub.askedOf('model.safetensors')).toEqual([]);
    },
  );

  test('a second pull reads nothing, one of a new commit only what has changed', async () => {
    const hub = await hubWith(transformersFiles());
    await pullNow();
    const nAsked = hub.asked.length;
    expect(await pullNow()).toMatchObject({ isNew: false });
    expect(hub.asked.slice(nAsked).map(({ path }) => path)).not.toContain(Q4_DATA);
    hub.commit = 'd00d'.padEnd(40, '0');
    hub.files['onnx/model_q4.onnx'] = noise(3000, 'better');
    const { folder, manifest } = await pullNow();
    await verify(folder, manifest);
    expect(manifest.version).toBe(hub.commit.slice(0, 10));
    expect([hub.askedOf('onnx/model_q4.onnx').length, hub.askedOf(Q4_DATA).length]).toEqual([2, 1]);
  });

  test('a pull of what is there mends it, and keeps its kind of numbers', async () => {
    const hub = await hubWith(transformersFiles());
    const { folder, manifest } = await pullNow({ dtype: 'q8' });
    fs.appendFileSync(join(folder, 'config.json'), ' ');
    const bytes = fs.readFileSync(join(folder, manifest.graph));
    bytes[7]! ^= 1;
    fs.writeFileSync(join(folder, manifest.graph), bytes);
    expect(await pullNow()).toMatchObject({ isNew: true, origin: { dtype: 'q8' } });
    await verify(folder, readManifest(folder));
    delete hub.files['onnx/model_quantized.onnx'];
    hub.commit = 'd00d'.padEnd(40, '0');
    expect(await pullNow()).toMatchObject({ origin: { dtype: 'q4' } });
  });

  test('revisions lie beside each other', async () => {
    const hub = await hubWith(transformersFiles());
    await pullNow();
    await pullNow({ id: { ...ID, revision: 'refs/pr/1' } });
    expect(listPulled().map(({ id }) => id.revision)).toEqual(['main', 'refs/pr/1']);
    expect(findModel(`${NAME}@refs/pr/1`)).not.toBe(findModel(NAME));
    expect(hub.askedOf(Q4_DATA)).toHaveLength(2);
  });

  test.each<[string, (files: Record<string, Buffer>) => void, string]>([
    ['no tokenizer', (files) => delete files['tokenizer.json'], 'has no `tokenizer.json`'],
    [
      'no graph',
      (files) => {
        for (const path of Object.keys(files)) if (path.endsWith('.onnx')) delete files[path];
      },
      'has no ONNX graph',
    ],
    [
      'another kind',
      (files) => {
        files['config.json'] = Buffer.from('{"architectures":["BertModel"]}');
      },
      'is of the kind `BertModel`',
    ],
    [
      'a broken description',
      (files) => (files['config.json'] = Buffer.from('{')),
      'cannot be read',
    ],
  ])('a model with %s is refused before its weights are read', async (_, change, message) => {
    const hub = await hubWith(transformersFiles());
    change(hub.files);
    await expect(pullNow()).rejects.toThrow(message);
    expect(hub.askedOf(Q4_DATA)).toEqual([]);
  });
});

describe('a bad network', () => {
  test('cuts are gone on from, and nothing begins anew', async () => {
    const hub = await hubWith(transformersFiles(2_000_000));
    hub.fault = ({ path }) => (path === Q4_DATA ? { cutAfter: 600_000 } : undefined);
    const { folder } = await pullNow();
    expect(sha256(fs.readFileSync(join(folder, 'model_q4.onnx_data')))).toBe(
      sha256(hub.files[Q4_DATA]!),
    );
    const froms = hub.askedOf(Q4_DATA).map(({ from }) => from);
    expect(froms.length).toBeGreaterThan(3);
    expect(froms[1]).toBeGreaterThan(0);
    expect(froms).toEqual(froms.toSorted((a, b) => a - b));
  });

  test.each<[string, Fault]>([
    ['an answer that ends too early', { endAfter: 1000 }],
    ['wrong bytes', { content: noise(5000, 'wrong') }],
    ['a busy hub', { status: 429, headers: { 'retry-after': '0' } }],
    ['a broken hub', { status: 503, headers: { 'retry-after': '0' } }],
    ['a reset before the first byte', { cutAfter: 0 }],
  ])('%s is got over', async (_, fault) => {
    const hub = await hubWith(transformersFiles());
    hub.fault = first(1, Q4_DATA, fault);
    const { folder, manifest } = await pullNow();
    await verify(folder, manifest);
    expect(hub.askedOf(Q4_DATA)).toHaveLength(2);
  });

  test.each<[string, Fault]>([
    ['ignores ranges', { ignoresRange: true }],
    ['gives an earlier part', { shift: -700 }],
    ['gives a later part', { shift: 700 }],
    ['refuses ranges', { status: 416 }],
  ])('a hub that %s gives the right file all the same', async (_, fault) => {
    const hub = await hubWith(transformersFiles(500_000));
    hub.fault = ({ path, from, nBefore }) => {
      if (path !== Q4_DATA) return undefined;
      return nBefore === 0 ? { cutAfter: 400_000 } : from > 0 ? fault : undefined;
    };
    const { folder, manifest } = await pullNow();
    await verify(folder, manifest);
    expect(hub.askedOf(Q4_DATA)[1]!.from).toBeGreaterThan(0);
  });

  test('content that stays wrong is an error, and takes no name', async () => {
    const hub = await hubWith(transformersFiles());
    hub.fault = first(9, Q4_DATA, { content: noise(5000, 'wrong') });
    await expect(pullNow()).rejects.toMatchObject({
      exitStatus: 4,
      message: `\`${Q4_DATA}\` came with the wrong content 2 times.`,
    });
    expect(listPulled()).toEqual([{ id: ID, folder: partFolder(ID) }]);
    expect(() => findModel(NAME)).toThrow('has not been pulled');
    expect(fs.readdirSync(partFolder(ID))).not.toContain('model_q4.onnx_data');
  });

  test('a small file is checked, too', async () => {
    const hub = await hubWith(transformersFiles());
    const wrong = Buffer.from('{"eos_token_id":[2,1]}');
    hub.fault = first(9, 'generation_config.json', { content: wrong });
    await expect(pullNow()).rejects.toThrow('`generation_config.json` came with the wrong content');
  });

  test('a hub that stays broken is given up, and the next pull goes on', async () => {
    const hub = await hubWith(transformersFiles(500_000));
    const headers = { 'retry-after': '0' };
    hub.fault = ({ path, nBefore }) => {
      if (path !== Q4_DATA) return undefined;
      return nBefore === 0 ? { cutAfter: 400_000 } : { status: 500, headers };
    };
    const error = await pullNow().catch((thrown) => thrown);
    expect(error).toBeInstanceOf(ModelError);
    expect(error.cause.message).toMatch(/^127\.0\.0\.1:\d+ answers with status 500\.$/);
    hub.fault = () => undefined;
    await pullNow();
    expect(hub.askedOf(Q4_DATA).at(-1)!.from).toBe(hub.askedOf(Q4_DATA)[1]!.from);
  });

  test('nobody answers at all', { timeout: 30_000 }, async () => {
    const hub = await hubWith({});
    hub.stop();
    const error = await pullNow().catch((thrown) => thrown);
    expect(error).toMatchObject({ exitStatus: 4, message: expect.stringContaining('be reached') });
    expect(error.cause.message).toContain('ECONNREFUSED');
  });

  test.each<[string, number, string]>([
    ['revision', 401, 'There is no model `org/name` on the hub.'],
    ['revision', 404, 'There is no model `org/name` on the hub.'],
    ['revision', 403, 'The hub does not let you read `org/name`.'],
    [Q4_DATA, 404, `The hub refuses \`${Q4_DATA}\` with status 404.`],
    [Q4_DATA, 401, `The hub refuses \`${Q4_DATA}\` with status 401.`],
  ])('%s with status %i is said at once', async (path, status, message) => {
    const hub = await hubWith(transformersFiles());
    hub.fault = first(9, path, { status });
    await expect(pullNow()).rejects.toMatchObject({ exitStatus: 4, message });
    expect(hub.askedOf(path)).toHaveLength(1);
  });

  test('an interrupt leaves a part, and the next pull goes on there', async () => {
    const hub = await hubWith(transformersFiles(300_000));
    hub.fault = first(1, Q4_DATA, { stallAfter: 100_000 });
    const controller = new AbortController();
    const { pulled, events } = pulling({}, controller.signal);
    while (!events.some((event) => event.type === 'bytes' && event.bytes > 400_000)) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    controller.abort(new InterruptError());
    await expect(pulled).rejects.toBeInstanceOf(InterruptError);
    hub.fault = () => undefined;
    await pullNow();
    expect(hub.askedOf(Q4_DATA)[1]!.from).toBe(100_000);
  });
});

describe('secrets', () => {
  test('the token goes to the hub, and nowhere else', async () => {
    process.env.HF_TOKEN = 'of-a-mirror';
    const hub = await hubWith(transformersFiles());
    await pullNow();
    const tokenOf = (path: string) => hub.askedOf(path)[0]!.token;
    expect(['revision', 'tree', 'config.json'].map(tokenOf)).toEqual(
      Array(3).fill('Bearer of-a-mirror'),
    );
    expect(tokenOf(Q4_DATA)).toBeUndefined(); // another host has it
  });
});

test('a folder where nothing can be written is an error of the file system', async () => {
  await hubWith(transformersFiles());
  const file = join(temporaryFolder(), 'file');
  fs.writeFileSync(file, '');
  process.env.XDG_CACHE_HOME = file;
  await expect(pullNow()).rejects.toMatchObject({ code: 'ENOTDIR' });
  expect(fs.existsSync(pulledFolder(ID))).toBe(false);
});
