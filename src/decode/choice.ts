// What a model thinks of a token that it was free to choose.
import type { Allowed } from './sampler.js';
import type { TokenId } from './tokenizer.js';

/** One decision of an answer. Probabilities are those of the model, over all tokens. */
export interface Choice {
  /** Index of the token in the answer. */
  readonly at: number;
  /** Natural logarithm of the token's probability. */
  readonly logP: number;
  /** The likeliest other tokens that were allowed, the likeliest first. */
  readonly others: readonly { readonly token: TokenId; readonly logP: number }[];
}

/** Others of a choice are no less likely than this, and no more than so many. */
const LEAST_LOG_P = Math.log(0.002);
const MOST_OTHERS = 4;

/** Logits so far below the greatest add nothing to the sum: all of them together less than 1e-5. */
const NEGLIGIBLE = 23;

/**
 * Weighs `token`, which was chosen by `logits` among the tokens `allowed`.
 *
 * The model's own probabilities are taken, not those among the allowed tokens: their product tells
 * how likely one whole answer is, and what the model wanted in vain counts as doubt.
 */
export function weigh(
  at: number,
  logits: Float32Array,
  token: TokenId,
  allowed: Pick<Allowed, 'allows'>,
): Choice {
  const total = logSumExp(logits);
  const others: { token: TokenId; logP: number }[] = [];
  const least = total + LEAST_LOG_P;
  for (let id = 0; id < logits.length; id++) {
    if (logits[id]! > least && id !== token) others.push({ token: id, logP: logits[id]! - total });
  }
  others.sort((a, b) => b.logP - a.logP);
  return {
    at,
    logP: logits[token]! - total,
    others: others.filter((other) => allowed.allows(other.token)).slice(0, MOST_OTHERS),
  };
}

function logSumExp(logits: Float32Array): number {
  let max = Number.NEGATIVE_INFINITY;
  for (let id = 0; id < logits.length; id++) if (logits[id]! > max) max = logits[id]!;
  let sum = 0;
  for (let id = 0; id < logits.length; id++) {
    const below = logits[id]! - max;
    if (below > -NEGLIGIBLE) sum += Math.exp(below);
  }
  return max + Math.log(sum);
}
