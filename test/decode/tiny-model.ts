// The tiny model with random weights: the same graph as the embedded one, fast enough for any test.
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type LoadOptions, load } from '../../src/decode/engine/load.js';
import { LoadedModel } from '../../src/decode/loaded-model.js';
import type { PromptForm } from '../../src/decode/prompt.js';

export const TINY_MODEL = fileURLToPath(new URL('../../fixtures/tiny-model', import.meta.url));

/** Loads the tiny model to be asked in the given form, its stamp in a temporary cache folder. */
export async function loadTiny(
  prompt: PromptForm = 'tags',
  options: Partial<LoadOptions> = {},
): Promise<LoadedModel> {
  useTemporaryCache();
  return loadTinyAgain(prompt, options);
}

/** Loads the tiny model with the cache folder as it is. */
export async function loadTinyAgain(
  prompt: PromptForm = 'tags',
  options: Partial<LoadOptions> = {},
): Promise<LoadedModel> {
  const loaded = await load({ model: TINY_MODEL, threads: 1, device: 'cpu', ...options });
  const { model, tokenizer, end, lossless, store } = loaded;
  return new LoadedModel({ model, tokenizer, prompt, end, lossless, ...(store && { store }) });
}

/** Points the cache folder at an empty one. */
export function useTemporaryCache(): void {
  process.env.XDG_CACHE_HOME = temporaryFolder();
}

/** Makes an empty folder. */
export function temporaryFolder(): string {
  return mkdtempSync(join(tmpdir(), 'cad-test-'));
}
