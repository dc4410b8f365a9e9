// Finds the line that an instruction means by the code that it mentions.
import type { LineRange, Source } from '../grammar/source.js';

/** What people set in quotes (no apostrophes) or write as `s/old/new/`, and words that look like code without. */
const QUOTED = /`([^`]+)`|"([^"]+)"|(?<!\w)'([^']+)'(?!\w)|\bs\/([^/]+)(?=\/)/g;
const WORD = /[\w$]+(?:\.[\w$]+)*/g;
const CODE_LIKE = /[a-z][A-Z]|[A-Za-z]_|_[A-Za-z]|[A-Za-z]\.[A-Za-z]|[A-Za-z]\d|^\d{2,}$/;

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

/**
 * Gives the range of all lines that hold a piece of code which the instruction mentions. Words inside quotes count where what is quoted is not found as a whole.
 */
export function mentionedRange(instruction: string, source: Source): LineRange | undefined {
  const lines = linesOf(source, source.all);
  const found = new Set<number>();
  let words = instruction;
  for (const [quote, ...groups] of instruction.matchAll(QUOTED)) {
    if (isFound(groups.join(''))) words = words.replace(quote, ' ');
  }
  for (const word of words.match(WORD) ?? []) if (CODE_LIKE.test(word)) isFound(word);
  if (found.size === 0) return undefined;
  return { first: 1 + Math.min(...found), last: 1 + Math.max(...found) };

  function isFound(piece: string): boolean {
    // Operators alone stand everywhere.
    if (!/\w\w/.test(piece)) return false;
    const pattern = wholeWords(piece);
    const holding = [...lines.keys()].filter((i) => pattern.test(lines[i]!));
    for (const i of holding) found.add(i);
    return holding.length > 0;
  }
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
