// (before, after) -> hunks, as git cuts them.
import type { Source } from '../grammar/source.js';
import { matchLines, type Run } from './match.js';

/** `count` lines from line `first` on (1-based); an empty range stands before line `first`. */
export interface HunkRange {
  readonly first: number;
  readonly count: number;
}

/** A kept, added or removed line with its ending; the bytes are a view of a source. */
export interface HunkLine {
  readonly kind: ' ' | '+' | '-';
  readonly bytes: Uint8Array;
}

/** Neighbouring changes with the lines around them. */
export interface Hunk {
  readonly before: HunkRange;
  readonly after: HunkRange;
  /** Where lines are replaced, the removed ones come before the added ones. */
  readonly lines: readonly HunkLine[];
}

/** Lines of context on each side of a change. */
const CONTEXT = 3;

/** Replaced lines, as offsets from 0: `before` up to `beforeEnd` became `after` up to `afterEnd`. */
interface Change {
  readonly before: number;
  readonly beforeEnd: number;
  readonly after: number;
  readonly afterEnd: number;
}

/** Finds the hunks between two versions, with three lines of context; changes whose context meets share one. */
export function diff(before: Source, after: Source): Hunk[] {
  const changes = changesBetween(matchLines(before, after), before, after);
  return group(changes).map((changes) => hunk(changes, before, after));
}

/** The changes are the gaps between runs of equal lines. */
function changesBetween(
  runs: readonly Run[],
  { nLines: nBefore }: Source,
  { nLines: nAfter }: Source,
) {
  const changes: Change[] = [];
  let b = 0;
  let a = 0;
  for (const run of [...runs, { before: nBefore, after: nAfter, count: 0 }]) {
    if (run.before > b || run.after > a) {
      changes.push({ before: b, beforeEnd: run.before, after: a, afterEnd: run.after });
    }
    b = run.before + run.count;
    a = run.after + run.count;
  }
  return changes;
}

function group(changes: readonly Change[]): Change[][] {
  const groups: Change[][] = [];
  for (const change of changes) {
    const last = groups.at(-1);
    const isNear = last && change.before - last.at(-1)!.beforeEnd <= 2 * CONTEXT;
    if (isNear) last.push(change);
    else groups.push([change]);
  }
  return groups;
}

function hunk(changes: readonly Change[], before: Source, after: Source): Hunk {
  const [first, last] = [changes[0]!, changes.at(-1)!];
  const nLeading = Math.min(CONTEXT, first.before);
  const start = first.before - nLeading;
  const end = Math.min(last.beforeEnd + CONTEXT, before.nLines);
  const lines: HunkLine[] = [];
  let next = start;
  for (const change of changes) {
    lines.push(...linesOf(' ', before, next, change.before));
    lines.push(...linesOf('-', before, change.before, change.beforeEnd));
    lines.push(...linesOf('+', after, change.after, change.afterEnd));
    next = change.beforeEnd;
  }
  lines.push(...linesOf(' ', before, next, end));
  return {
    before: { first: start + 1, count: end - start },
    after: {
      first: first.after - nLeading + 1,
      count: lines.filter(({ kind }) => kind !== '-').length,
    },
    lines,
  };
}

function linesOf(kind: HunkLine['kind'], source: Source, start: number, end: number): HunkLine[] {
  return Array.from({ length: end - start }, (_, at) => ({
    kind,
    bytes: source.line(start + at + 1),
  }));
}
