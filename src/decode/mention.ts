// Finds the line that an instruction means by the code that it mentions.
import type { LineRange, Source } from '../grammar/source.js';

/** What people set in quotes, and words that look like code without them. */
const QUOTED = /`([^`]+)`|"([^"]+)"|'([^']+)'/g;
const WORD = /[\w$.]+\w/g;
const CODE_LIKE = /[a-z][A-Z]|_|\w\.\w|\w\d/;

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
  for (const piece of pieces(instruction).toSorted((a, b) => b.length - a.length)) {
    const line = onlyLine(wholeWords(piece), source, fence);
    if (line !== undefined) return { first: line, last: line };
  }
  return undefined;
}

function pieces(instruction: string): string[] {
  const quoted = [...instruction.matchAll(QUOTED)].map(([, ...groups]) => groups.join(''));
  const words = instruction.match(WORD) ?? [];
  return [...quoted, ...words.filter((word) => CODE_LIKE.test(word))];
}

/** Matches `piece` where it is no part of a longer word. */
function wholeWords(piece: string): RegExp {
  const escaped = piece.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
  const start = /^[\w$]/.test(piece) ? '(?<![\\w$])' : '';
  const end = /[\w$]$/.test(piece) ? '(?![\\w$])' : '';
  return new RegExp(start + escaped + end);
}

function onlyLine(pattern: RegExp, source: Source, { first, last }: LineRange): number | undefined {
  let found: number | undefined;
  for (let n = first; n <= last; n++) {
    if (!pattern.test(source.shown(n))) continue;
    if (found !== undefined) return undefined;
    found = n;
  }
  return found;
}
