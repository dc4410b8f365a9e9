// What the screen lists, as rows of plain text with a style each; the components only paint them.

import type { Hunk, HunkRange } from '../../apply/diff.js';
import { printable } from '../printable.js';
import type { Part, ReviewHunk } from './state.js';

export interface Row {
  readonly style: 'file' | 'hunk' | 'context' | 'added' | 'removed' | 'copied' | 'generated';
  readonly text: string;
  /** Index of the hunk that the row belongs to. */
  readonly hunk?: number;
}

const STYLES = { ' ': 'context', '+': 'added', '-': 'removed' } as const;

/** The rows of all hunks: a row per file, per hunk header and per line. */
export function diffRows(hunks: readonly ReviewHunk[]): Row[] {
  return hunks.flatMap(({ path, file, hunk }, index): Row[] => {
    const header: Row = { style: 'hunk', text: hunkHeader(hunk), hunk: index };
    const lines = hunk.lines.map(
      ({ kind, bytes }): Row => ({
        style: STYLES[kind],
        text: `${kind}${printable(bytes)}`,
        hunk: index,
      }),
    );
    const opensFile = hunks[index - 1]?.file !== file;
    return [
      ...(opensFile ? [{ style: 'file', text: printable(path), hunk: index } as const] : []),
      header,
      ...lines,
    ];
  });
}

/** Gives the `@@` line of a hunk, as git writes it. */
function hunkHeader({ before, after }: Hunk): string {
  const range = ({ first, count }: HunkRange) => (count === 1 ? `${first}` : `${first},${count}`);
  return `@@ -${range(before)} +${range(after)} @@`;
}

/** The rows of the program so far: one per copied span, one per generated line. */
export function programRows(parts: readonly Part[]): Row[] {
  return parts.flatMap((part): Row[] => {
    if (part.kind === 'copy') return [{ style: 'copied', text: copiedText(part.lines) }];
    const lines = part.text.split('\n');
    if (lines.at(-1) === '') lines.pop();
    return lines.map((line) => ({ style: 'generated', text: `+ ${printable(line)}` }));
  });
}

function copiedText({ first, last }: { first: number; last: number }): string {
  const nLines = last - first + 1;
  return nLines === 1 ? `┆ ${first} · 1 line` : `┆ ${first}-${last} · ${nLines} lines`;
}

/**
 * Gives the part of `rows` that fits into `height`, with the rows of hunk `cursor` from its top or,
 * when `scroll` is not 0, from that many rows further down. The last rows stay at the bottom.
 */
export function visibleRows(
  rows: readonly Row[],
  { cursor, scroll }: { cursor: number; scroll: number },
  height: number,
): readonly Row[] {
  const top =
    Math.max(
      0,
      rows.findIndex((row) => row.hunk === cursor),
    ) + scroll;
  const start = Math.max(0, Math.min(top, rows.length - height));
  return rows.slice(start, start + height);
}
