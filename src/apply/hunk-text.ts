// A hunk as text that a person edits, and back.

import { fromLatin1, toLatin1 } from '../grammar/bytes.js';
import type { Hunk, HunkLine, HunkRange } from './diff.js';
import { changedHunk } from './hunk-parts.js';

const GUIDE = `# Lines with + are added: change them, delete them, write more of them.
# Lines with - are removed: to keep one, make its - a space.
# The other lines, and lines with #, stay as they are.
`;

/** Gives the `@@` line of a hunk, as git writes it but for empty ranges. */
export function hunkHeader({ before, after }: Hunk): string {
  const range = ({ first, count }: HunkRange) => (count === 1 ? `${first}` : `${first},${count}`);
  return `@@ -${range(before)} +${range(after)} @@`;
}

/** Gives a hunk with a guide for whoever edits it, in the bytes of its lines. */
export function hunkText(hunk: Hunk): Uint8Array {
  const lines = hunk.lines.map(({ kind, bytes }) => {
    const text = toLatin1(bytes).replace(/\r?\n$/, '');
    return `${kind}${text}\n`;
  });
  return fromLatin1(`${hunkHeader(hunk)}\n${lines.join('')}${GUIDE}`);
}

/**
 * Reads a hunk that a person has edited. Gives a sentence where the lines that are kept or removed
 * are not those of `hunk`, or where nothing is changed any more.
 */
export function readHunk(hunk: Hunk, edited: Uint8Array): Hunk | string {
  const old = hunk.lines.filter(({ kind }) => kind !== '+').map(({ bytes }) => toLatin1(bytes));
  const ending = endingOf(hunk);
  const lines: HunkLine[] = [];
  let nOld = 0;
  for (const line of linesOf(toLatin1(edited))) {
    const kind = line.charAt(0);
    const content = line.slice(1);
    if (kind === '+') {
      lines.push({ kind, bytes: fromLatin1(`${content}${ending}`) });
      continue;
    }
    if (kind !== ' ' && kind !== '-') return 'Each line of a hunk begins with a space, + or -.';
    const bytes = old[nOld++];
    if (bytes?.replace(/\r?\n$/, '') !== content) return differs(nOld, hunk);
    lines.push({ kind, bytes: fromLatin1(bytes) });
  }
  if (nOld < old.length) return differs(nOld + 1, hunk);
  return changedHunk(hunk, withoutLastEnding(hunk, lines)) ?? 'The edited hunk changes nothing.';
}

function linesOf(text: string): string[] {
  const lines = text.split('\n').map((line) => line.replace(/\r$/, ''));
  if (lines.at(-1) === '') lines.pop();
  // Many editors cut the space that stands for an empty line.
  return lines.filter((line) => !/^(#|@@ )/.test(line)).map((line) => line || ' ');
}

function differs(n: number, { before }: Hunk): string {
  return `Line ${before.first + n - 1} of the file is not as the edited hunk has it.`;
}

function endingOf({ lines }: Hunk): string {
  const ends = lines.map(({ bytes }) => toLatin1(bytes.subarray(-2)));
  return ends.some((end) => end === '\r\n') && !ends.some((end) => /[^\r]\n$/.test(end))
    ? '\r\n'
    : '\n';
}

/** A file that ended without a newline goes on to do so. */
function withoutLastEnding({ lines: before }: Hunk, lines: readonly HunkLine[]): HunkLine[] {
  const lacks = (line: HunkLine | undefined) => line !== undefined && line.bytes.at(-1) !== 0x0a;
  const last = lines.findLastIndex(({ kind }) => kind !== '-');
  const line = lines[last];
  if (line?.kind !== '+' || !lacks(before.findLast(({ kind }) => kind !== '-'))) return [...lines];
  const bytes = fromLatin1(toLatin1(line.bytes).replace(/\r?\n$/, ''));
  return lines.with(last, { kind: '+', bytes });
}
