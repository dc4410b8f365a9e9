// What the screen lists, row by row: data only, so that thousands of rows cost little.

import { hunkHeader } from '../../apply/hunk-text.js';
import { pairLines } from '../../apply/words.js';
import { printable } from '../printable.js';
import type { Part, ReviewHunk } from './state.js';

/** A line of a hunk, as a row shows it. */
export interface Cell {
  readonly kind: ' ' | '+' | '-';
  /** Index into the lines of the hunk. */
  readonly line: number;
  /** Number of the line in the file: the old one of kept and removed lines, else the new one. */
  readonly n: number;
  readonly text: string;
  /** The text of the line on the other side that this one is a version of. */
  readonly partner?: string;
}

export type Row =
  | { readonly style: 'file'; readonly text: string; readonly hunk: number }
  | { readonly style: 'hunk'; readonly text: string; readonly hunk: number }
  | { readonly style: 'line'; readonly hunk: number; readonly cell: Cell }
  | { readonly style: 'pair'; readonly hunk: number; readonly left?: Cell; readonly right?: Cell };

/** Gives the rows of all hunks: one per file, per hunk and per line, or per pair side by side. */
export function diffRows(hunks: readonly ReviewHunk[], isSideBySide = false): Row[] {
  return hunks.flatMap((each, hunk): Row[] => {
    const opensFile = hunks[hunk - 1]?.file !== each.file;
    return [
      ...(opensFile ? [{ style: 'file', text: printable(each.path), hunk } as const] : []),
      { style: 'hunk', text: hunkHeader(each.hunk), hunk },
      ...blocksOf(each).flatMap((block) => blockRows(block, hunk, isSideBySide)),
    ];
  });
}

/** A kept line, or neighbouring removed and added lines. */
interface Block {
  readonly kept?: Cell;
  readonly removed: Cell[];
  readonly added: Cell[];
}

function blocksOf({ hunk }: ReviewHunk): Block[] {
  const blocks: Block[] = [];
  let [old, next] = [hunk.before.first, hunk.after.first];
  for (const [line, { kind, bytes }] of hunk.lines.entries()) {
    const cell: Cell = { kind, line, n: kind === '+' ? next : old, text: printable(bytes) };
    if (kind !== '-') next++;
    if (kind !== '+') old++;
    const last = blocks.at(-1);
    if (kind === ' ') blocks.push({ kept: cell, removed: [], added: [] });
    else if (last && !last.kept) (kind === '-' ? last.removed : last.added).push(cell);
    else {
      blocks.push({ removed: kind === '-' ? [cell] : [], added: kind === '+' ? [cell] : [] });
    }
  }
  return blocks;
}

function blockRows({ kept, removed, added }: Block, hunk: number, isSideBySide: boolean): Row[] {
  if (kept) {
    return [
      isSideBySide
        ? { style: 'pair', hunk, left: kept, right: kept }
        : { style: 'line', hunk, cell: kept },
    ];
  }
  const pairs = pairLines(
    removed.map(({ text }) => text),
    added.map(({ text }) => text),
  ).map(([left, right]) => partners(removed[left ?? -1], added[right ?? -1]));
  if (isSideBySide) return pairs.map((pair) => ({ style: 'pair', hunk, ...pair }));
  return [
    ...pairs.flatMap(({ left }) => left ?? []),
    ...pairs.flatMap(({ right }) => right ?? []),
  ].map((cell) => ({ style: 'line', hunk, cell }));
}

function partners(left: Cell | undefined, right: Cell | undefined): { left?: Cell; right?: Cell } {
  if (!left || !right) return { ...(left && { left }), ...(right && { right }) };
  return { left: { ...left, partner: right.text }, right: { ...right, partner: left.text } };
}

/** A row of the program that is being decoded. */
export interface ProgramRow {
  readonly kind: Part['kind'];
  readonly text: string;
}

/** The rows of the program so far: one per copied span, one per generated line. */
export function programRows(parts: readonly Part[]): ProgramRow[] {
  return parts.flatMap((part): ProgramRow[] => {
    if (part.kind === 'copy') return [{ kind: 'copy', text: copiedText(part.lines) }];
    const lines = part.text.split('\n');
    if (lines.at(-1) === '') lines.pop();
    return lines.map((line) => ({ kind: 'gen', text: `+ ${printable(line)}` }));
  });
}

/** A bar that grows with the lines that it stands for, up to 20 columns. */
function copiedText({ first, last }: { first: number; last: number }): string {
  const nLines = last - first + 1;
  const bar = '━'.repeat(Math.min(20, Math.ceil(nLines / 5)));
  return nLines === 1 ? `┆ ${first} ${bar} 1 line` : `┆ ${first}-${last} ${bar} ${nLines} lines`;
}
