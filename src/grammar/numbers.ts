// Line numbers said digit by digit, such that only numbers in given ranges can be said.
import type { LineRange } from './source.js';

/** Tells whether `value` lies in one of the ranges. */
export function contains(ranges: readonly LineRange[], value: number): boolean {
  return ranges.some(({ first, last }) => first <= value && value <= last);
}

/**
 * Gives the smallest number in the ranges whose decimal digits begin with those of `prefix` (0 for
 * none yet), or undefined.
 *
 * @example smallest([{ first: 41, last: 97 }], 5) // 50
 */
export function smallest(ranges: readonly LineRange[], prefix: number): number | undefined {
  const found = ranges.map((range) => smallestIn(range, prefix)).filter((n) => n !== undefined);
  return found.length === 0 ? undefined : Math.min(...found);
}

function smallestIn({ first, last }: LineRange, prefix: number): number | undefined {
  if (prefix === 0) return first <= last ? first : undefined;
  // The numbers that begin with the prefix and have `i` digits more are low..low + 10^i - 1.
  for (let low = prefix, size = 1; low <= last; low *= 10, size *= 10) {
    const candidate = Math.max(low, first);
    if (candidate < low + size && candidate <= last) return candidate;
  }
  return undefined;
}

/** Gives the number that `digit` (a byte) makes of `number`, or undefined where that can't become one in the ranges. */
export function addDigit(
  number: number,
  digit: number,
  ranges: readonly LineRange[],
): number | undefined {
  const value = digit - 0x30;
  if (value < 0 || value > 9) return undefined;
  const longer = 10 * number + value;
  return longer > 0 && smallest(ranges, longer) !== undefined ? longer : undefined;
}

/** Gives the digits of `number` after those of `prefix` (0 for none yet), with which it begins. */
export function missingDigits(prefix: number, number: number): string {
  return String(number).slice(prefix === 0 ? 0 : String(prefix).length);
}
