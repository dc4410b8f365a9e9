// Hunks that the user chose -> the bytes of the file with only those.
import { concat } from '../grammar/bytes.js';
import type { Source } from '../grammar/source.js';
import type { Hunk } from './diff.js';

/**
 * Applies some of the hunks of `diff(before, after)`: all give `after`, none give `before`.
 *
 * `accepted` holds indices of `hunks`, which must be in order.
 */
export function select(
  before: Source,
  hunks: readonly Hunk[],
  accepted: ReadonlySet<number>,
): Uint8Array {
  const parts: Uint8Array[] = [];
  let next = 1;
  hunks.forEach((hunk, index) => {
    if (!accepted.has(index)) return;
    parts.push(before.lines({ first: next, last: hunk.before.first - 1 }));
    for (const { kind, bytes } of hunk.lines) if (kind !== '-') parts.push(bytes);
    next = hunk.before.first + hunk.before.count;
  });
  parts.push(before.lines({ first: next, last: before.nLines }));
  return concat(parts);
}
