// Parts of a hunk: its changes one by one, and some of its lines.

import { concat, fromLatin1 } from '../grammar/bytes.js';
import type { Hunk, HunkLine } from './diff.js';

const LF = 0x0a;
const CR = 0x0d;

/**
 * Cuts a hunk between its changes, as `git add -p` does; the lines between two changes are shared
 * out, so that the parts can be taken in any combination. A hunk with one change stays whole.
 */
export function split({ before, after, lines }: Hunk): Hunk[] {
  const parts: Hunk[] = [];
  let [beforeFirst, afterFirst] = [before.first, after.first];
  for (const part of cut(lines)) {
    const next = hunkOf(part, beforeFirst, afterFirst);
    parts.push(next);
    beforeFirst += next.before.count;
    afterFirst += next.after.count;
  }
  return parts;
}

/** How many parts `split` gives. */
export function nParts({ lines }: Hunk): number {
  return lines.filter(({ kind }, at) => kind !== ' ' && (lines[at - 1]?.kind ?? ' ') === ' ')
    .length;
}

function cut(lines: readonly HunkLine[]): HunkLine[][] {
  const cuts = [0];
  let changed: number | undefined;
  lines.forEach(({ kind }, at) => {
    if (kind === ' ') return;
    // The lines between this change and the one before it go to both in halves.
    if (changed !== undefined && at > changed + 1) cuts.push(Math.ceil((changed + 1 + at) / 2));
    changed = at;
  });
  return cuts.map((start, index) => lines.slice(start, cuts[index + 1]));
}

/**
 * Gives a hunk with only the changed lines at the indices in `chosen`: of the others, removed lines
 * are kept, and added lines left out. Undefined where it then changes nothing.
 */
export function keepLines(hunk: Hunk, chosen: ReadonlySet<number>): Hunk | undefined {
  const lines: HunkLine[] = [];
  for (const block of blocksOf(hunk.lines)) {
    const removed = block.filter(({ line }) => line.kind !== '+');
    const added = block.filter(({ line }) => line.kind === '+');
    // A line that is kept stands where the one stands that would have replaced it.
    for (let at = 0; at < Math.max(removed.length, added.length); at++) {
      const [gone, come] = [removed[at], added[at]];
      if (gone) lines.push(chosen.has(gone.index) ? gone.line : { ...gone.line, kind: ' ' });
      if (come && chosen.has(come.index)) lines.push(come.line);
    }
  }
  return changedHunk(hunk, lines);
}

/**
 * Gives the hunk at the place of `hunk` that has other lines; those kept or removed must be the
 * same. Undefined where it changes nothing.
 */
export function changedHunk({ before, after }: Hunk, lines: readonly HunkLine[]): Hunk | undefined {
  const ordered = removedFirst(ended(lines));
  if (ordered.every(({ kind }) => kind === ' ')) return undefined;
  return hunkOf(ordered, before.first, after.first);
}

function hunkOf(lines: readonly HunkLine[], beforeFirst: number, afterFirst: number): Hunk {
  const count = (without: HunkLine['kind']) => lines.filter(({ kind }) => kind !== without).length;
  return {
    before: { first: beforeFirst, count: count('+') },
    after: { first: afterFirst, count: count('-') },
    lines,
  };
}

/** Runs of changed lines, and each kept line alone. */
function blocksOf(lines: readonly HunkLine[]): { line: HunkLine; index: number }[][] {
  const blocks: { line: HunkLine; index: number }[][] = [];
  lines.forEach((line, index) => {
    const goesOn = line.kind !== ' ' && index > 0 && lines[index - 1]!.kind !== ' ';
    if (goesOn) blocks.at(-1)!.push({ line, index });
    else blocks.push([{ line, index }]);
  });
  return blocks;
}

/** Ends each line that another follows in the new version; the last line of a file may lack its end. */
function ended(lines: readonly HunkLine[]): HunkLine[] {
  const last = lines.findLastIndex(({ kind }) => kind !== '-');
  const ending =
    lines.find(({ bytes }) => bytes.at(-1) === LF)?.bytes.at(-2) === CR ? '\r\n' : '\n';
  return lines.flatMap((line, index): HunkLine[] => {
    const { kind, bytes } = line;
    if (kind === '-' || index === last || bytes.at(-1) === LF) return [line];
    const whole: HunkLine = { kind: '+', bytes: concat([bytes, fromLatin1(ending)]) };
    return kind === '+' ? [whole] : [{ kind: '-', bytes }, whole];
  });
}

function removedFirst(lines: readonly HunkLine[]): HunkLine[] {
  return blocksOf(lines).flatMap((block) => {
    const each = block.map(({ line }) => line);
    return [...each.filter(({ kind }) => kind !== '+'), ...each.filter(({ kind }) => kind === '+')];
  });
}
