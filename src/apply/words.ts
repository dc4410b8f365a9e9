// Which parts of a line changed, and which removed line an added one took the place of.

import { match } from './match.js';

/** Offsets into a text, in UTF-16 units. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

const WORD = /[\p{L}\p{N}_]+|\s+|[=!<>&|+*/-]+|./gsu;
/** Lines longer than this are not compared. */
const MOST_CHARS = 2000;
/** Blocks longer than this are paired from the top. */
const MOST_LINES = 40;
/** Share of words in common from which on two lines are taken as versions of one line. */
const ALIKE = 0.5;

/** Gives the parts in which two versions of a line differ; none where they have little in common. */
export function changedParts(before: string, after: string): [TextRange[], TextRange[]] {
  if (Math.max(before.length, after.length) > MOST_CHARS) return [[], []];
  const [b, a] = [wordsOf(before), wordsOf(after)];
  if (likeness(b, a) < ALIKE) return [[], []];
  const runs = match(b, a);
  return [
    gaps(
      b,
      runs.map(({ before, count }) => [before, count]),
    ),
    gaps(
      a,
      runs.map(({ after, count }) => [after, count]),
    ),
  ];
}

/**
 * Pairs removed with added lines, in order: an added line belongs to the first removed one that is
 * like it; as many of each, and lines of which none are alike, are pairs from the top.
 */
export function pairLines(
  removed: readonly string[],
  added: readonly string[],
): [removed: number | undefined, added: number | undefined][] {
  const isPlain = removed.length === added.length || removed.length + added.length > MOST_LINES;
  const found = isPlain ? [] : alike(removed.map(wordsOf), added.map(wordsOf));
  const of = found.some((at) => at !== undefined) ? found : added.map((_, at) => at);
  const pairs: [number | undefined, number | undefined][] = [];
  let next = 0;
  const upTo = (end: number) => {
    for (; next < end; next++) pairs.push([next, undefined]);
  };
  of.forEach((partner, at) => {
    const isPair = partner !== undefined && partner < removed.length;
    if (isPair) {
      upTo(partner);
      next = partner + 1;
    }
    pairs.push([isPair ? partner : undefined, at]);
  });
  upTo(removed.length);
  return pairs;
}

function alike(removed: readonly string[][], added: readonly string[][]): (number | undefined)[] {
  let from = 0;
  return added.map((words) => {
    const at = removed.findIndex((other, at) => at >= from && likeness(other, words) >= ALIKE);
    if (at === -1) return undefined;
    from = at + 1;
    return at;
  });
}

function wordsOf(text: string): string[] {
  return text.match(WORD) ?? [];
}

/** The share of characters that are in words of both, white space left out; 1 for equal lines. */
function likeness(a: readonly string[], b: readonly string[]): number {
  const left = new Map<string, number>();
  const solid = (words: readonly string[]) => words.filter((word) => word.trim() !== '');
  const [one, two] = [solid(a), solid(b)];
  for (const word of one) left.set(word, (left.get(word) ?? 0) + 1);
  let nCommon = 0;
  for (const word of two) {
    const n = left.get(word) ?? 0;
    if (n > 0) nCommon += word.length;
    left.set(word, n - 1);
  }
  const nAll = [...one, ...two].reduce((n, { length }) => n + length, 0);
  return nAll === 0 ? 1 : (2 * nCommon) / nAll;
}

/** The text between runs of `[first word, count]`. */
function gaps(words: readonly string[], runs: readonly (readonly [number, number])[]): TextRange[] {
  const offsets = [0];
  for (const word of words) offsets.push(offsets.at(-1)! + word.length);
  const ranges: TextRange[] = [];
  let next = 0;
  for (const [first, count] of [...runs, [words.length, 0] as const]) {
    if (first > next) ranges.push({ start: offsets[next]!, end: offsets[first]! });
    next = first + count;
  }
  return ranges;
}
