// Where a line of a file is after an edit.
import type { Program } from '../grammar/program.js';
import { Source } from '../grammar/source.js';

/**
 * Gives the number that line `n` has in what the program makes of the file. A line that is replaced
 * is the one as far down in the new text, or its last; undefined where the line is gone.
 */
export function follow(program: Program, n: number): number | undefined {
  let nBefore = 0;
  let nAfter = 0;
  let nNew = 0;
  for (const element of [...program, undefined]) {
    if (element?.kind === 'gen') {
      nNew = new Source(element.bytes).nLines;
      continue;
    }
    const { first, last } = element?.lines ?? { first: n + 1, last: n + 1 };
    if (n < first) {
      const offset = n - nBefore;
      return nNew > 0 ? nAfter + Math.min(offset, nNew) : undefined;
    }
    nAfter += nNew;
    if (n <= last) return nAfter + n - first + 1;
    nAfter += last - first + 1;
    nBefore = last;
    nNew = 0;
  }
  return undefined;
}
