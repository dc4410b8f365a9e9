// Matching of two lists by the items that are unique in both: for lists too different for Myers.

/** Items with the indices that they have in their list. */
export type Indexed = readonly (readonly [item: string, index: number])[];

/** The indices of two equal items. */
export type Pair = readonly [before: number, after: number];

/** Pairs the items that occur once in each list, then keeps the most that stand in order: fast for any lists. */
export function patience(before: Indexed, after: Indexed): Pair[] {
  const inAfter = once(after);
  const pairs = [...once(before)]
    .map(([item, index]) => [index, inAfter.get(item)] as const)
    .filter((pair): pair is Pair => pair[1] !== undefined);
  return longestIncreasing(pairs);
}

function once(list: Indexed): Map<string, number> {
  const indices = new Map<string, number>();
  const seen = new Set<string>();
  for (const [item, index] of list) {
    if (seen.has(item)) indices.delete(item);
    else indices.set(item, index);
    seen.add(item);
  }
  return indices;
}

/** Of pairs in order of `before`, keeps the most whose `after` increases. */
function longestIncreasing(pairs: readonly Pair[]): Pair[] {
  interface Chain {
    pair: Pair;
    shorter: Chain | undefined;
  }
  // chains[n] is the chain of n + 1 pairs with the lowest end so far.
  const chains: Chain[] = [];
  for (const pair of pairs) {
    let low = 0;
    let high = chains.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (chains[middle]!.pair[1] < pair[1]) low = middle + 1;
      else high = middle;
    }
    chains[low] = { pair, shorter: chains[low - 1] };
  }
  const kept: Pair[] = [];
  for (let chain = chains.at(-1); chain; chain = chain.shorter) kept.push(chain.pair);
  return kept.reverse();
}
