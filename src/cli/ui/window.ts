// Which rows of the hunks the terminal shows.

import { noticesOf } from './decision.js';
import { diffRows, type Row } from './rows.js';
import type { ReviewHunk, State } from './state.js';

/** Columns from which on old and new lines stand side by side, unless the user says otherwise. */
const WIDE = 140;
/** Rows around the list: title, marks, keys, and the one that stays free. */
const FRAME = 4;

/** Whether old and new lines stand side by side. Lines are picked in one column. */
export function isSideBySide({ layout, size, picking }: State): boolean {
  if (picking) return false;
  return layout === 'auto' ? size.columns >= WIDE : layout === 'split';
}

/** Rows of the list. */
export function heightOf(state: State): number {
  const nMore = noticesOf(state).length + state.problem.length;
  return Math.max(1, state.size.rows - FRAME - nMore);
}

const known = new WeakMap<readonly ReviewHunk[], Map<boolean, Row[]>>();

/** All rows of the hunks under review; worked out once for each list of hunks and layout. */
export function rowsOf(state: State): readonly Row[] {
  const layouts = known.get(state.hunks) ?? new Map<boolean, Row[]>();
  known.set(state.hunks, layouts);
  const side = isSideBySide(state);
  const rows = layouts.get(side) ?? diffRows(state.hunks, side);
  layouts.set(side, rows);
  return rows;
}

/**
 * Gives the rows that are shown, with those of the current hunk from its top or, where it is
 * scrolled, from that many rows further down. The last rows stay at the bottom.
 */
export function visibleRows(state: State): readonly Row[] {
  const start = startOf(state);
  return rowsOf(state).slice(start, start + heightOf(state));
}

function startOf(state: State): number {
  const top = topOf(state) + state.scroll;
  return Math.max(0, Math.min(top, rowsOf(state).length - heightOf(state)));
}

function topOf(state: State): number {
  return Math.max(
    0,
    rowsOf(state).findIndex((row) => row.hunk === state.cursor),
  );
}

/** Scrolls by rows; the current hunk is the one at the top. */
export function scrolled(state: State, by: number): State {
  const rows = rowsOf(state);
  const lastTop = rows.findIndex((row) => row.hunk === state.hunks.length - 1);
  const most = Math.max(lastTop, rows.length - heightOf(state));
  const to = Math.max(0, Math.min(most, topOf(state) + state.scroll + by));
  const at = { ...state, cursor: rows[to]!.hunk };
  return { ...at, scroll: to - topOf(at) };
}

/** Scrolls so that a line of the current hunk is shown; where it is already, nothing moves. */
export function shownLine(state: State, line: number): State {
  const rows = rowsOf(state);
  const row = rows.findIndex((each) => each.hunk === state.cursor && holds(each, line));
  const [start, height] = [startOf(state), heightOf(state)];
  if (row >= start && row < start + height) return state;
  return { ...state, scroll: Math.max(0, row - topOf(state) - Math.floor(height / 2)) };
}

function holds(row: Row, line: number): boolean {
  if (row.style === 'line') return row.cell.line === line;
  return row.style === 'pair' && (row.left?.line === line || row.right?.line === line);
}
