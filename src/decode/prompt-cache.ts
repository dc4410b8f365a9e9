// What the model has read before, and so need not read again: in its cache, or on disk.
import type { LoadedModel } from './loaded-model.js';
import type { Prompt } from './prompt.js';
import type { TokenId } from './tokenizer.js';

/**
 * Leaves those tokens in the model's cache that a prompt begins with too, and gives how many. Where
 * they end within the file's part, all of that comes from disk, if it is there. The last token of a
 * prompt is never reused: it belongs to the first decision.
 *
 * Where forwards are not lossless, nothing is reused: what was read in other forwards could change
 * the answer.
 */
export function reuse({ model, lossless, store }: LoadedModel, { ids, nFile }: Prompt): number {
  const nReused = lossless === 'lossless' ? nCommon(model.tokens, ids.slice(0, -1)) : 0;
  if (nReused < nFile && store?.restore(ids.slice(0, nFile))) return nFile;
  model.truncate(nReused);
  return nReused;
}

/** Counts the tokens that both begin with. */
function nCommon(a: readonly TokenId[], b: readonly TokenId[]): number {
  const nMost = Math.min(a.length, b.length);
  let n = 0;
  while (n < nMost && a[n] === b[n]) n++;
  return n;
}
