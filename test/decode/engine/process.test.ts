import { spawn } from 'node:child_process';
import { appendFileSync, cpSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { pid } from 'node:process';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { resolve } from '../../../src/apply/resolve.js';
import type { DecodeEvent, DecodeRequest, Decoder } from '../../../src/decode/decoder.js';
import { Source } from '../../../src/grammar/source.js';
import { TINY_MODEL, temporaryFolder, useTemporaryCache } from '../tiny-model.js';
import { BUILT_PROCESS, childrenOf, isRunning, startDecoder, until } from './built.js';

const source = Source.of('def f(x):\n    return x\n'.repeat(10));
const request: DecodeRequest = {
  path: 'a.py',
  source: source.bytes,
  fence: source.all,
  instruction: 'Fix it.',
  mode: 'program',
  sampling: { temperature: 1, topP: 1, seed: 3 },
  maxTokens: 50,
};
const endless: DecodeRequest = { ...request, maxTokens: 1500 };
const ignore = () => {};

let decoder: Decoder;
let before: number[];
beforeEach(() => {
  useTemporaryCache();
  before = childrenOf(pid);
  decoder = startDecoder({ model: TINY_MODEL, threads: 1 });
});
afterEach(() => decoder.close());

const child = () => childrenOf(pid).find((id) => !before.includes(id))!;
const failureOf = (decode: Promise<unknown>) => decode.then(ignore, (error: unknown) => error);

/** Begins an endless decode and calls `then` once it is under way. */
function during(then: () => void, signal?: AbortSignal): Promise<unknown> {
  let isUnderWay = false;
  const onEvent = ({ type }: DecodeEvent) => {
    if (type === 'progress' && !isUnderWay) {
      isUnderWay = true;
      then();
    }
  };
  return failureOf(decoder.decode(endless, onEvent, signal));
}

describe("the model's process", () => {
  test('decodes requests one after another, and loads once', async () => {
    const types = new Set<string>();
    const first = await decoder.decode(request, ({ type }) => types.add(type));
    expect([...types]).toEqual(expect.arrayContaining(['loaded', 'prompt', 'progress']));
    expect(first.stats.loadMs).toBeGreaterThan(0);
    expect(resolve(first.program, source)).toBeInstanceOf(Uint8Array);
    const second = await decoder.decode(request, ignore);
    expect(second.stats.loadMs).toBe(0);
    expect(second.program).toEqual(first.program);
  });

  test('reads the rest alone of a second instruction on a file', async () => {
    await decoder.decode(request, ignore);
    const other = { ...request, instruction: 'Mend the function.' };
    const second = await decoder.decode(other, ignore);
    await decoder.close();
    decoder = startDecoder({ model: TINY_MODEL, threads: 1 });
    const alone = await decoder.decode(other, ignore);
    expect(second.stats.nPromptReused).toBeGreaterThan(100);
    expect(alone.stats.nPromptReused).toBe(0);
    expect(second.program).toEqual(alone.program);
  });

  test('stops between forwards when it is cancelled, and decodes again', async () => {
    const abort = new AbortController();
    const failure = await during(() => abort.abort(), abort.signal);
    expect(failure).toMatchObject({ name: 'InterruptError', exitStatus: 130 });
    expect((await decoder.decode(request, ignore)).stats.loadMs).toBe(0);
  });

  test('does not start for a request that is cancelled already', async () => {
    const failure = await failureOf(decoder.decode(request, ignore, AbortSignal.abort()));
    expect(failure).toMatchObject({ exitStatus: 130 });
    expect(child()).toBeUndefined();
  });

  test('says which file of a model is corrupt', async () => {
    const model = join(temporaryFolder(), 'model');
    cpSync(TINY_MODEL, model, { recursive: true });
    appendFileSync(join(model, 'weights-0.bin'), 'x');
    const broken = startDecoder({ model });
    const failure = await failureOf(broken.decode(request, ignore));
    await broken.close();
    expect(failure).toMatchObject({
      exitStatus: 4,
      message: expect.stringContaining('`weights-0.bin` of the model `tiny` is corrupt'),
      hint: 'Install the model again.',
    });
  });

  test('says that a model is missing, and which device cannot be used', async () => {
    const missing = startDecoder({ model: join(temporaryFolder(), 'nothing') });
    expect(await failureOf(missing.decode(request, ignore))).toMatchObject({ exitStatus: 4 });
    await missing.close();
    const device = process.platform === 'win32' ? 'coreml' : 'dml';
    const other = startDecoder({ model: TINY_MODEL, device });
    const failure = await failureOf(other.decode(request, ignore));
    await other.close();
    expect(failure).toMatchObject({
      exitStatus: 4,
      message: expect.stringContaining(`The device \`${device}\` cannot be used: `),
    });
  });

  test('says how many tokens a file has too many', async () => {
    const long = Source.of('x = 1234567890\n'.repeat(400));
    const failure = await failureOf(
      decoder.decode({ ...request, source: long.bytes, fence: long.all }, ignore),
    );
    expect(failure).toMatchObject({
      exitStatus: 4,
      message: expect.stringMatching(/^Lines 1-400 of `a\.py` need \d+ tokens, .* holds 2048\.$/),
      hint: 'Name the lines that may change, as in `a.py:1-40`.',
    });
  });

  test('ends when it is closed', async () => {
    await decoder.decode(request, ignore);
    await decoder.close();
    await expect(decoder.decode(request, ignore)).rejects.toThrow('ended');
  });
});

// What processes do to each other is read in /proc.
describe.skipIf(!existsSync('/proc/self/stat'))('between processes', () => {
  test('a crash becomes an error that names the signal', async () => {
    const failure = await during(() => process.kill(child(), 'SIGKILL'));
    expect(failure).toMatchObject({
      exitStatus: 4,
      message: "The model's process ended unexpectedly, by the signal `SIGKILL`.",
    });
    expect(await failureOf(decoder.decode(request, ignore))).toMatchObject({ exitStatus: 4 });
  });

  test('Ctrl-C in the terminal leaves the decision to the parent', async () => {
    const abort = new AbortController();
    const failure = await during(() => {
      process.kill(child(), 'SIGINT');
      setTimeout(() => abort.abort(), 50);
    }, abort.signal);
    expect(failure).toMatchObject({ exitStatus: 130 });
    expect(isRunning(child())).toBe(true);
  });

  test('a cancelled process that does not answer is killed, and replaced', async () => {
    const abort = new AbortController();
    let stoppedAt = 0;
    const failure = await during(() => {
      process.kill(child(), 'SIGSTOP');
      stoppedAt = performance.now();
      abort.abort();
    }, abort.signal);
    expect(failure).toMatchObject({ exitStatus: 130 });
    expect(performance.now() - stoppedAt).toBeLessThan(5000);
    expect(child()).toBeUndefined();
    expect((await decoder.decode(request, ignore)).stats.loadMs).toBeGreaterThan(0);
  });

  test('the process ends when its parent was killed', async () => {
    const script = `
      const { startDecoder } = await import(${JSON.stringify(BUILT_PROCESS)});
      const request = { ...${JSON.stringify(endless)}, source: new TextEncoder().encode('a\\n'.repeat(20)) };
      const decoder = startDecoder({ model: ${JSON.stringify(TINY_MODEL)}, threads: 1 });
      await decoder.decode({ ...request, fence: { first: 1, last: 20 } }, ({ type }) => {
        if (type === 'progress') console.log('under way');
      });`;
    const parent = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await new Promise((resolve) => parent.stdout.once('data', resolve));
    const [orphan] = childrenOf(parent.pid!);
    expect(isRunning(orphan!)).toBe(true);
    parent.kill('SIGKILL');
    await until(() => !isRunning(orphan!));
  });
});
