import { readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { decode } from '../../../src/decode/decode.js';
import { cacheFolder } from '../../../src/decode/model/stamp.js';
import { loadTinyAgain, TINY_MODEL, useTemporaryCache } from '../tiny-model.js';
import { request } from '../trace.js';
import { startDecoder } from './built.js';

const asked = (text: string, instruction = 'Fix it.') =>
  request(text, { instruction, maxTokens: 20, sampling: { temperature: 1, topP: 1, seed: 5 } });
const first = asked('def f(x):\n    return x\n'.repeat(5));
const second = { ...first, instruction: 'Mend the function.' };

beforeEach(() => useTemporaryCache());

const folder = () => join(cacheFolder(), 'prompts');
const entries = () => readdirSync(folder()).map((name) => join(folder(), name));

/** Decodes as a new process does; gives all that the answer shows of the model, and the counter. */
async function decodeAnew(request: typeof first, promptCacheBytes = 1e6) {
  const loaded = await loadTinyAgain('quotes', { promptCacheBytes });
  const { program, stats } = await decode(loaded, request);
  const tokens = [...loaded.model.tokens];
  const [row] = await loaded.model.forward([40], [0], 'logits');
  const bits = new Uint32Array(row!.slice().buffer);
  await loaded.model.dispose();
  return { said: { program, tokens, bits }, nReused: stats.nPromptReused };
}

describe('a prompt on disk', () => {
  test('is not written unless it is asked for', async () => {
    await decodeAnew(first, 0);
    expect(entries).toThrow('ENOENT');
  });

  test('spares another process the file, and gives the same bits', async () => {
    const alone = await decodeAnew(second, 0);
    expect((await decodeAnew(first)).nReused).toBe(0);
    const hit = await decodeAnew(second);
    expect(hit.nReused).toBeGreaterThan(50);
    expect(hit.said).toEqual(alone.said);
    expect(entries()).toHaveLength(1);
  });

  test('is for one model, one path and one text alone', async () => {
    await decodeAnew(first);
    expect((await decodeAnew({ ...first, path: 'b.py' })).nReused).toBe(0);
    expect((await decodeAnew(asked('def f(x):\n'))).nReused).toBe(0);
  });

  test('can be read by the user alone', async () => {
    await decodeAnew(first);
    expect(statSync(folder()).mode & 0o777).toBe(0o700);
    expect(statSync(entries()[0]!).mode & 0o777).toBe(0o600);
  });

  test.for<[string, (path: string) => void]>([
    ['truncated', (path) => truncateSync(path, statSync(path).size - 4)],
    ['cut within its header', (path) => truncateSync(path, 6)],
    ['empty', (path) => truncateSync(path, 0)],
    ['longer', (path) => writeFileSync(path, 'abcd', { flag: 'a' })],
    ['of another version', (path) => changeByte(path, 0)],
    ['of another length', (path) => changeByte(path, 4)],
    ['with a changed number', (path) => changeByte(path, statSync(path).size - 1)],
  ])('that is %s is not trusted, and written anew', async ([, spoil]) => {
    const alone = await decodeAnew(second, 0);
    await decodeAnew(first);
    spoil(entries()[0]!);
    const miss = await decodeAnew(second);
    expect(miss.nReused).toBe(0);
    expect(miss.said).toEqual(alone.said);
    expect((await decodeAnew(second)).nReused).toBeGreaterThan(50);
  });

  test('costs no more than time where its folder cannot be made', async () => {
    const alone = await decodeAnew(second, 0);
    writeFileSync(folder(), '');
    expect((await decodeAnew(first)).nReused).toBe(0);
    expect((await decodeAnew(second)).said).toEqual(alone.said);
  });

  test('is written once by processes that end at the same time', async () => {
    const decoders = Array.from({ length: 4 }, () =>
      startDecoder({ model: TINY_MODEL, threads: 1, promptCacheBytes: 1e6 }),
    );
    const programs = await Promise.all(
      decoders.map(async (decoder) => (await decoder.decode(first, () => {})).program),
    );
    await Promise.all(decoders.map((decoder) => decoder.close()));
    expect(programs).toEqual(Array.from({ length: 4 }, () => programs[0]));
    expect(entries()).toHaveLength(1);
    const next = startDecoder({ model: TINY_MODEL, threads: 1, promptCacheBytes: 1e6 });
    expect((await next.decode(second, () => {})).stats.nPromptReused).toBeGreaterThan(50);
    await next.close();
  });
});

function changeByte(path: string, at: number): void {
  const bytes = readFileSync(path);
  bytes[at]! ^= 1;
  writeFileSync(path, bytes);
}
