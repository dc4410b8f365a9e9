// Which items of one list stand, in order, in another: the one use of the package `diff`.
import { diffArrays } from 'diff';
import { toLatin1 } from '../grammar/bytes.js';
import type { Source } from '../grammar/source.js';
import { type Indexed, type Pair, patience } from './patience.js';

/** `count` items that are equal from `before` and from `after` on; both count from 0. */
export interface Run {
  readonly before: number;
  readonly after: number;
  readonly count: number;
}

/** Edits after which an exact comparison gives up: some tenths of a second on lists of 5,000 items. */
const MAX_EDITS = 2000;

/**
 * Finds the items that two lists have in common, as increasing runs that can't be made longer.
 *
 * It is a longest common subsequence (Myers), in time O(n + d²) for d differing items that occur in
 * both lists: those that occur in one only are set aside first. Lists with d above `MAX_EDITS`, such
 * as one list shuffled, are matched at their items that occur once in each (patience), which is
 * correct but not always longest.
 *
 * @example match(['a', 'b', 'c'], ['a', 'c']) // runs 0-0 and 2-1 of one item each
 */
export function match(before: readonly string[], after: readonly string[]): Run[] {
  const start = commonPrefix(before, after);
  const end = commonSuffix(before, after, start);
  const pairs = matchMiddle(
    indexed(before, start, before.length - end),
    indexed(after, start, after.length - end),
  );
  const runs: Run[] = [{ before: 0, after: 0, count: start }];
  for (const [b, a] of pairs) runs.push({ before: b, after: a, count: 1 });
  runs.push({ before: before.length - end, after: after.length - end, count: end });
  return merge(runs);
}

/** Matches the lines of two versions by their bytes, endings included. */
export function matchLines(before: Source, after: Source): Run[] {
  return match(lineKeys(before), lineKeys(after));
}

function lineKeys(source: Source): string[] {
  return Array.from({ length: source.nLines }, (_, at) => toLatin1(source.line(at + 1)));
}

function commonPrefix(before: readonly string[], after: readonly string[]): number {
  const shorter = Math.min(before.length, after.length);
  let length = 0;
  while (length < shorter && before[length] === after[length]) length++;
  return length;
}

function commonSuffix(before: readonly string[], after: readonly string[], start: number): number {
  const shorter = Math.min(before.length, after.length) - start;
  let length = 0;
  while (length < shorter && before.at(-1 - length) === after.at(-1 - length)) length++;
  return length;
}

function indexed(items: readonly string[], start: number, end: number): Indexed {
  return items.slice(start, end).map((item, at) => [item, start + at]);
}

function matchMiddle(before: Indexed, after: Indexed): Pair[] {
  const sharedBefore = keepItemsOf(before, after);
  const sharedAfter = keepItemsOf(after, before);
  return longest(sharedBefore, sharedAfter) ?? patience(sharedBefore, sharedAfter);
}

function keepItemsOf(list: Indexed, other: Indexed): Indexed {
  const items = new Set(other.map(([item]) => item));
  return list.filter(([item]) => items.has(item));
}

function longest(before: Indexed, after: Indexed): Pair[] | undefined {
  const items = (list: Indexed) => list.map(([item]) => item);
  const changes = diffArrays(items(before), items(after), { maxEditLength: MAX_EDITS });
  if (changes === undefined) return undefined;
  const pairs: Pair[] = [];
  let b = 0;
  let a = 0;
  for (const { added, removed, count } of changes) {
    const isKept = !added && !removed;
    for (let at = 0; isKept && at < count; at++)
      pairs.push([before[b + at]![1], after[a + at]![1]]);
    if (!added) b += count;
    if (!removed) a += count;
  }
  return pairs;
}

/** Joins runs that continue one another in both lists, and drops empty ones. */
function merge(runs: readonly Run[]): Run[] {
  const merged: Run[] = [];
  for (const run of runs) {
    if (run.count === 0) continue;
    const last = merged.at(-1);
    const continues =
      last && last.before + last.count === run.before && last.after + last.count === run.after;
    if (continues) merged.push({ ...merged.pop()!, count: last.count + run.count });
    else merged.push(run);
  }
  return merged;
}
