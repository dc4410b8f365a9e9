// What a figure was when it was measured several times.

/** Median and range of a measured quantity, in the unit that the name of the figure says. */
export interface Spread {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

/** Takes at least one value. */
export function spreadOf(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const median = (sorted[Math.ceil(middle) - 1]! + sorted[Math.floor(middle)]!) / 2;
  return { median, min: sorted[0]!, max: sorted.at(-1)! };
}
