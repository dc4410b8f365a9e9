// Tokens to measure and probe a model with: what they mean is no matter.
import type { TokenId } from '../tokenizer.js';

/** Gives `n` tokens from all over the vocabulary; those at `first` and after it of one endless row. */
export function anyTokens(nVocabulary: number, n: number, first = 0): TokenId[] {
  return Array.from({ length: n }, (_, i) => ((first + i) * 7919 + 17) % nVocabulary);
}
