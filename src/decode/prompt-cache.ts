// What the model has read before, and so need not read again.
import type { LoadedModel } from './loaded-model.js';
import type { TokenId } from './tokenizer.js';

/**
 * Leaves those tokens in the model's cache that `prompt` begins with too, and gives how many. The
 * last token of a prompt is never among them: it belongs to the first decision.
 *
 * Where forwards are not lossless, nothing is reused: what was read in other forwards could change
 * the answer.
 */
export function reuse({ model, lossless }: LoadedModel, prompt: readonly TokenId[]): number {
  const nReused = lossless === 'lossless' ? nCommon(model.tokens, prompt.slice(0, -1)) : 0;
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
