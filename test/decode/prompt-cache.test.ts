import fc from 'fast-check';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { decode } from '../../src/decode/decode.js';
import type { DecodeRequest } from '../../src/decode/decoder.js';
import type { LanguageModel } from '../../src/decode/engine/language-model.js';
import { LoadedModel } from '../../src/decode/loaded-model.js';
import { reuse } from '../../src/decode/prompt-cache.js';
import type { TokenId } from '../../src/decode/tokenizer.js';
import { loadTiny } from './tiny-model.js';
import { request } from './trace.js';

const lines = 'def total(items):\n    result = 0\n    for item in items:\n        print(item)\n';
const source = `${lines}    return result\n`;
const sampling = { temperature: 1, topP: 1, seed: 5 };

/** One model whose cache is left as it is, and one that begins each request with none. */
let [worn, fresh]: LoadedModel[] = [];
beforeAll(async () => {
  [worn, fresh] = [await loadTiny('quotes'), await loadTiny('quotes')];
});

const asked = (text: string, options: Partial<DecodeRequest> = {}) =>
  request(text, { maxTokens: 20, sampling, ...options });

/** What a decode gives, and the bits of the logits that would come next. */
async function outcome(loaded: LoadedModel, asked: DecodeRequest) {
  const { program, abstained, stats } = await decode(loaded, asked);
  const tokens = [...loaded.model.tokens];
  return { said: { program, abstained, tokens, bits: await nextBits(loaded.model) }, stats };
}

async function afresh(asked: DecodeRequest) {
  fresh!.model.truncate(0);
  return outcome(fresh!, asked);
}

async function nextBits(model: LanguageModel): Promise<Uint32Array> {
  const { length } = model;
  const [row] = await model.forward([40], [0], 'logits');
  model.truncate(length);
  return new Uint32Array(row!.slice().buffer);
}

describe('a second instruction on a file', () => {
  test('reads what is new of it, and says the same as without the first', async () => {
    await decode(worn!, asked(source));
    const forward = vi.spyOn(worn!.model, 'forward');
    const second = await outcome(worn!, asked(source, { instruction: 'Go on, please.' }));
    const read = forward.mock.calls.findIndex(([, rows]) => rows.length > 0);
    const nRead = forward.mock.calls.slice(0, read).reduce((n, [tokens]) => n + tokens.length, 0);
    forward.mockRestore();
    const { nPrompt, nPromptReused } = second.stats;
    expect(nRead).toBe(nPrompt - nPromptReused - 1);
    expect(nRead).toBeLessThan(30);
    expect(nPromptReused).toBeGreaterThan(50);
    const alone = await afresh(asked(source, { instruction: 'Go on, please.' }));
    expect(alone.stats.nPromptReused).toBe(0);
    expect(second.said).toEqual(alone.said);
  });

  test('reads all of it where forwards are not lossless', async () => {
    const { model, tokenizer, prompt, end } = worn!;
    const close = new LoadedModel({ model, tokenizer, prompt, end, lossless: 'close' });
    await decode(close, asked(source));
    expect((await decode(close, asked(source))).stats.nPromptReused).toBe(0);
  });

  test('reads all of it after a forward that failed', async () => {
    const failing = vi.spyOn(worn!.model, 'forward');
    failing.mockRejectedValueOnce(new Error('out of memory'));
    await expect(decode(worn!, asked(source))).rejects.toThrow('out of memory');
    failing.mockRestore();
    const second = await outcome(worn!, asked(source));
    expect(second.stats.nPromptReused).toBe(0);
    expect(second.said).toEqual((await afresh(asked(source))).said);
  });
});

const tokens = fc.array(fc.integer({ min: 20, max: 23 }), { minLength: 1, maxLength: 40 });

test('what is kept of a prompt gives the bits of one that was read whole', async () => {
  await fc.assert(
    fc.asyncProperty(tokens, tokens, tokens, async (start, before, after) => {
      await read(worn!, [...start, ...before]);
      const prompt = [...start, ...after];
      const nReused = await read(worn!, prompt);
      expect(nReused).toBeGreaterThanOrEqual(start.length - (after.length === 0 ? 1 : 0));
      expect(nReused).toBeLessThan(prompt.length);
      fresh!.model.truncate(0);
      await fresh!.model.forward(prompt, [], 'best');
      expect(await nextBits(worn!.model)).toEqual(await nextBits(fresh!.model));
    }),
    { numRuns: 100 },
  );
});

async function read(loaded: LoadedModel, prompt: readonly TokenId[]): Promise<number> {
  const nReused = reuse(loaded, { ids: [...prompt], nFile: 0, closing: [] });
  await loaded.model.forward(prompt.slice(nReused), [], 'best');
  expect(loaded.model.tokens).toEqual(prompt);
  return nReused;
}

/** Requests on a few files that begin alike; `nEvents` is where one is cancelled. */
const requests = fc.record({
  text: fc.constantFrom(source, lines, `${lines}    return 1\n`, `\n${source}`, ''),
  instruction: fc.constantFrom('Fix it.', 'Fix that.', 'Fix'),
  mode: fc.constantFrom<DecodeRequest['mode'][]>('program', 'rewrite'),
  nEvents: fc.option(fc.integer({ min: 0, max: 6 })),
});

test('after any requests, cancelled or not, a request is answered as by a new model', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(requests, { minLength: 2, maxLength: 5 }), async (row) => {
      for (const { text, nEvents, ...options } of row) {
        const request = asked(text, options);
        if (nEvents === null) {
          expect((await outcome(worn!, request)).said).toEqual((await afresh(request)).said);
        } else await cancelled(worn!, request, nEvents);
      }
    }),
    { numRuns: 40 },
  );
});

/** Cancels a request after some events; it may end before. */
async function cancelled(loaded: LoadedModel, request: DecodeRequest, nEvents: number) {
  const abort = new AbortController();
  let nLeft = nEvents;
  const count = () => {
    if (nLeft-- <= 0) abort.abort();
  };
  if (nEvents === 0) abort.abort();
  await decode(loaded, request, count, abort.signal).catch(() => {});
}
