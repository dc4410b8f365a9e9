// Finds the line that an instruction means by the code that it mentions.
import type { LineRange, Source } from '../grammar/source.js';

/** What people set in quotes (no apostrophes), and words that look like code without them. */
const QUOTED = /`([^`]+)`|"([^"]+)"|(?<!\w)'([^']+)'(?!\w)/g;
const WORD = /[\w$]+(?:\.[\w$]+)*/g;
const CODE_LIKE = /[a-z][A-Z]|[A-Za-z]_|_[A-Za-z]|[A-Za-z]\.[A-Za-z]|[A-Za-z]\d/;

/** A line longer than this is no help in a prompt. */
const MOST_CHARACTERS = 200;

/**
 * Finds the only line of `fence` that holds a piece of code which the instruction mentions; the
 * longest such piece counts. It is a hint: what is meant may stand elsewhere.
 *
 * @example mentionedLine('`a < b` is off by one', Source.of('x\nif (a < b) {\n'), { first: 1, last: 2 })
 * // { first: 2, last: 2 }
 */
export function mentionedLine(
  instruction: string,
  source: Source,
  fence: LineRange,
): LineRange | undefined {
  if (fence.last <= fence.first) return undefined;
  const lines = linesOf(source, fence);
  for (const piece of pieces(instruction)) {
    const found = onlyIndex(wholeWords(piece), lines);
    const line = fence.first + (found ?? 0);
    if (found !== undefined) return { first: line, last: line };
  }
  return undefined;
}

/** Gives the range of all lines of `fence` that hold any piece of code which the instruction mentions. */
export function mentionedRange(
  instruction: string,
  source: Source,
  fence: LineRange,
): LineRange | undefined {
  const named = pieces(instruction).filter((piece) => /\w\w/.test(piece));
  const patterns = named.map(wholeWords);
  const holds = (line: string) => patterns.some((pattern) => pattern.test(line));
  const lines = linesOf(source, fence);
  const first = lines.findIndex(holds);
  if (first === -1) return undefined;
  return { first: fence.first + first, last: fence.first + lines.findLastIndex(holds) };
}

function linesOf(source: Source, { first, last }: LineRange): string[] {
  return Array.from({ length: last - first + 1 }, (_, i) => source.shown(first + i));
}

/** The pieces of code that are mentioned, the longest first. */
function pieces(instruction: string): string[] {
  const quoted = [...instruction.matchAll(QUOTED)].map(([, ...groups]) => groups.join(''));
  const words = instruction.match(WORD) ?? [];
  const found = new Set([...quoted, ...words.filter((word) => CODE_LIKE.test(word))]);
  return [...found].sort((a, b) => b.length - a.length);
}

/** Matches `piece` where it is no part of a longer word. */
function wholeWords(piece: string): RegExp {
  const escaped = piece.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
  const start = /^[\w$]/.test(piece) ? '(?<![\\w$])' : '';
  const end = /[\w$]$/.test(piece) ? '(?![\\w$])' : '';
  return new RegExp(start + escaped + end);
}

function onlyIndex(pattern: RegExp, lines: readonly string[]): number | undefined {
  const found = lines.findIndex((line) => pattern.test(line));
  if (found === -1 || lines[found]!.length > MOST_CHARACTERS) return undefined;
  return lines.findLastIndex((line) => pattern.test(line)) === found ? found : undefined;
}
