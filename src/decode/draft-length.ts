// How many tokens to propose at once: as many as pay, by how often the model agreed so far.
import { type CostTable, costOf } from './costs.js';

/** Tokens proposed at once at most: a cancel waits for the forward that reads them. */
export const MOST_DRAFTED = 128;

/** What is believed before the first draft: 24 tokens agreed with for each one refused. */
const AGREED = 24;
const REFUSED = 1;

/** What a forward's outcome still weighs after the next one. */
const MEMORY = 0.9;

/**
 * Chooses the length of drafts.
 *
 * If the model agrees with each token with probability p, a forward over n drafted tokens brings
 * (1 - p^(n+1)) / (1 - p) tokens on average, and costs what the table says: the best n brings the
 * most tokens a millisecond. p is estimated from the latest drafts.
 */
export class DraftLength {
  readonly #costs: readonly number[];
  #agreed = AGREED;
  #refused = REFUSED;

  constructor(costs: CostTable) {
    this.#costs = Array.from({ length: MOST_DRAFTED + 1 }, (_, n) => costOf(costs, n + 1));
  }

  /** The number of tokens to propose, at most `most`. */
  choose(most: number): number {
    const p = this.#agreed / (this.#agreed + this.#refused);
    let best = 0;
    let bestRate = 0;
    for (let n = 0, expected = 1; n <= Math.min(most, MOST_DRAFTED); n++, expected += p ** n) {
      const rate = expected / this.#costs[n]!;
      if (rate > bestRate) [best, bestRate] = [n, rate];
    }
    return best;
  }

  /** Takes what became of a draft. */
  learn(nDrafted: number, nAccepted: number): void {
    if (nDrafted === 0) return;
    this.#agreed = MEMORY * this.#agreed + nAccepted;
    this.#refused = MEMORY * this.#refused + (nAccepted < nDrafted ? 1 : 0);
  }
}
