// Which lines of a file an edit is about.
import type { LineRange, Source } from '../grammar/source.js';
import { matchLines } from './match.js';

/**
 * Gives the lines of `after` that differ from `before`, with `around` lines on each side, in order;
 * ranges that meet are one. A range is at most `most` lines long: longer ones are cut.
 *
 * @example changedLines(Source.of('a\nb\n'), Source.of('a\nx\n'), { around: 0, most: 9 }) // [{ first: 2, last: 2 }]
 */
export function changedLines(
  before: Source,
  after: Source,
  { around, most }: { around: number; most: number },
): LineRange[] {
  const ranges: { first: number; last: number }[] = [];
  let [b, a] = [0, 0];
  const end = { before: before.nLines, after: after.nLines, count: 0 };
  for (const run of [...matchLines(before, after), end]) {
    if (run.before > b || run.after > a) {
      const first = Math.max(1, a + 1 - around);
      const last = Math.min(after.nLines, run.after + around);
      const previous = ranges.at(-1);
      if (previous && first <= previous.last + 1) previous.last = last;
      else if (first <= last) ranges.push({ first, last });
    }
    [b, a] = [run.before + run.count, run.after + run.count];
  }
  return ranges.flatMap((range) => cut(range, most));
}

function cut({ first, last }: LineRange, most: number): LineRange[] {
  const nParts = Math.ceil((last - first + 1) / most);
  const size = Math.ceil((last - first + 1) / nParts);
  return Array.from({ length: nParts }, (_, part) => ({
    first: first + part * size,
    last: Math.min(last, first + (part + 1) * size - 1),
  }));
}
