import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { digestRows, each, randomWidths } from '../decode/prefill.js';
import { loadEmbedded } from './embedded-model.js';

const realCode = ['sampler', 'run', 'draft', 'rewrite-decoder']
  .map((name) => fileURLToPath(new URL(`../../src/decode/${name}.ts`, import.meta.url)))
  .map((path) => readFileSync(path, 'utf8'))
  .join('');
const N_TOKENS = 2048;

test('parallel prefill equals token by token bit for bit, in any chunking, with 1 and 2 threads', async () => {
  const { model, tokenizer, lossless } = await loadEmbedded(2);
  expect(lossless).toBe('lossless');
  const tokens = tokenizer.encode(realCode).slice(0, N_TOKENS);
  expect(tokens).toHaveLength(N_TOKENS);
  const oneByOne = await digestRows(model, tokens, each(1));
  expect(await digestRows(model, tokens, randomWidths(1, 200))).toEqual(oneByOne);
  expect(await digestRows(model, tokens, each(N_TOKENS))).toEqual(oneByOne);
  await model.dispose();
  const alone = await loadEmbedded(1);
  expect(await digestRows(alone.model, tokens, randomWidths(2, 200))).toEqual(oneByOne);
  expect(await digestRows(alone.model, tokens.slice(0, 256), each(1))).toEqual(
    oneByOne.slice(0, 256),
  );
  await alone.model.dispose();
});
