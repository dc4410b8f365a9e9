// Chooses a token from logits: greedily, or by temperature and nucleus with a seed.
import type { TokenId } from './tokenizer.js';

export interface Sampling {
  /** 0 is greedy; otherwise logits are divided by it. */
  readonly temperature: number;
  /** The most likely tokens are kept until their probabilities reach this sum, in (0, 1]. */
  readonly topP: number;
  /** Equal seeds make equal choices. */
  readonly seed: number;
}

/** The tokens that may come next. */
export interface Allowed {
  allows(token: TokenId): boolean;
  /** The same as a bit set, bit 1 = allowed. */
  mask(): Uint32Array;
}

/**
 * Draws one token after another; each takes one number of the seeded sequence.
 *
 * Drafts are verified with it too. For a draft that proposes one token with certainty, speculative
 * sampling (accept x with p(x), else draw from p without x) is the same as drawing from p and
 * comparing: so drafts change neither the distribution nor, for a seed, the tokens.
 */
export class Sampler {
  readonly isGreedy: boolean;
  readonly #temperature: number;
  readonly #topP: number;
  readonly #random: () => number;

  constructor({ temperature, topP, seed }: Sampling) {
    this.isGreedy = temperature === 0;
    this.#temperature = temperature;
    this.#topP = topP;
    this.#random = randomNumbers(seed);
  }

  /** Chooses among the tokens that are allowed; at least one must be. */
  choose(logits: Float32Array, allowed: Allowed): TokenId {
    if (this.isGreedy) {
      // Most often the best of all tokens is allowed, and no mask has to be made.
      const best = argmax(logits);
      return allowed.allows(best) ? best : argmax(logits, allowed.mask());
    }
    const mask = allowed.mask();
    const best = argmax(logits, mask);
    const weights = this.#weigh(logits, mask, logits[best]!);
    const ids = this.#nucleus(weights);
    let left = this.#random() * sum(weights, ids);
    for (const id of ids) {
      left -= weights[id]!;
      if (left < 0) return id;
    }
    return best;
  }

  /** exp((logit - max) / temperature) of each allowed token; 0 for the others. */
  #weigh(logits: Float32Array, mask: Uint32Array, max: number): Float64Array {
    const weights = new Float64Array(Math.min(logits.length, mask.length * 32));
    for (let id = 0; id < weights.length; id++) {
      if (isAllowed(mask, id)) weights[id] = Math.exp((logits[id]! - max) / this.#temperature);
    }
    return weights;
  }

  /** The tokens to draw from: all that have weight, or the fewest that reach topP of it. */
  #nucleus(weights: Float64Array): Uint32Array {
    if (this.#topP >= 1) return idsAbove(weights, 0);
    const total = sum(weights, idsAbove(weights, 0));
    // All tokens below this together weigh less than what the nucleus leaves out.
    const kept = idsAbove(weights, ((1 - this.#topP) * total) / weights.length);
    kept.sort((a, b) => weights[b]! - weights[a]! || a - b);
    let left = this.#topP * total;
    let nKept = 0;
    while (nKept < kept.length && left > 0) left -= weights[kept[nKept++]!]!;
    return kept.subarray(0, nKept);
  }
}

function idsAbove(weights: Float64Array, least: number): Uint32Array {
  const ids = new Uint32Array(weights.length);
  let nIds = 0;
  for (let id = 0; id < weights.length; id++) if (weights[id]! > least) ids[nIds++] = id;
  return ids.subarray(0, nIds);
}

function sum(weights: Float64Array, ids: Uint32Array): number {
  let total = 0;
  for (const id of ids) total += weights[id]!;
  return total;
}

/**
 * The allowed token with the greatest logit, the first of them on ties; without a mask, of all.
 * Tokens beyond the mask are not allowed: a graph's rows may be wider than the tokenizer's vocabulary.
 */
export function argmax(logits: Float32Array, mask?: Uint32Array): TokenId {
  let best = -1;
  let max = Number.NEGATIVE_INFINITY;
  const n = mask ? Math.min(logits.length, mask.length * 32) : logits.length;
  for (let word = 0; word * 32 < n; word++) {
    const bits = mask ? mask[word]! : 0xffffffff;
    if (bits === 0) continue;
    const end = Math.min(n, word * 32 + 32);
    for (let id = word * 32; id < end; id++) {
      const logit = logits[id]!;
      if ((logit > max || best === -1) && (bits >>> (id & 31)) & 1) {
        best = id;
        max = logit;
      }
    }
  }
  if (best === -1) throw new Error('the mask allows no token; this is a bug');
  return best;
}

/** Whether bit `id` of a vocabulary mask is set; false beyond its end. */
export function isAllowed(mask: Uint32Array, id: TokenId): boolean {
  return (((mask[id >>> 5] ?? 0) >>> (id & 31)) & 1) === 1;
}

/** Numbers in [0, 1): a counter stepped by the golden ratio, hashed with a 32-bit finaliser. */
function randomNumbers(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let bits = Math.imul(state ^ (state >>> 16), 0x85ebca6b);
    bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
    return ((bits ^ (bits >>> 16)) >>> 0) / 2 ** 32;
  };
}
