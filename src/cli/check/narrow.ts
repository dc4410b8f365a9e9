// Finds the changes that do good, by delta debugging: a group that fails is halved.

/**
 * Gives which of the changes 0 to `n` - 1 to keep. `isGood` tells whether those of `added` may join
 * those of `kept`. Takes as many calls as there are changes that fail, times the halvings.
 */
export async function narrow(
  n: number,
  isGood: (added: readonly number[], kept: readonly number[]) => Promise<boolean>,
): Promise<readonly number[]> {
  const kept: number[] = [];
  const add = async (group: readonly number[]): Promise<void> => {
    if (group.length === 0) return;
    if (await isGood(group, kept)) {
      kept.push(...group);
    } else if (group.length > 1) {
      const middle = Math.ceil(group.length / 2);
      await add(group.slice(0, middle));
      await add(group.slice(middle));
    }
  };
  await add(Array.from({ length: n }, (_, change) => change));
  return kept;
}
