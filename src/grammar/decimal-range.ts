// Ranges of numbers as patterns of digits.
import type { LineRange } from './source.js';

/** One pattern of digits: the lowest and the highest digit at each place. */
type Pattern = readonly (readonly [low: string, high: string])[];

/**
 * Gives patterns of literals and character classes that together match the numbers of a range from 1 up, none of
 * them twice and without leading zeros.
 *
 * @example decimalRange({ first: 7, last: 123 }) // [7-9], [1-9] [0-9], "1" [0-1] [0-9], "1" "2" [0-3]
 */
export function decimalRange({ first, last }: LineRange): string[] {
  const patterns: string[] = [];
  for (let low = first; low <= last; ) {
    const { pattern, next } = widest(low, last);
    patterns.push(pattern.map(digitClass).join(' '));
    low = next;
  }
  return patterns;
}

/** Gives the pattern that matches the most numbers from `low` on up to `last`, and the number after them. */
function widest(low: number, last: number): { pattern: Pattern; next: number } {
  let size = 1;
  while (low % (10 * size) === 0 && low + 10 * size - 1 <= last) size *= 10;
  const digit = Math.floor(low / size) % 10;
  const nMore = Math.min(9 - digit, Math.floor((last - low + 1) / size) - 1);
  const digits = [...String(low)];
  const nFree = String(size).length - 1;
  const at = digits.length - nFree - 1;
  const pattern = digits.map((d, place): readonly [string, string] => {
    if (place < at) return [d, d];
    return place === at ? [d, String(digit + nMore)] : ['0', '9'];
  });
  return { pattern, next: low + (nMore + 1) * size };
}

function digitClass([low, high]: readonly [string, string]): string {
  return low === high ? `"${low}"` : `[${low}-${high}]`;
}
