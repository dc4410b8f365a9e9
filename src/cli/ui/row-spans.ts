// How a row of the review looks: its margin, line numbers, changed words and colours.

import { changedParts, type TextRange } from '../../apply/words.js';
import { percent } from '../announce.js';
import type { Cell, Row } from './rows.js';
import { fitted, marked, type Span, type Tone } from './spans.js';
import type { State } from './state.js';

/** Gives the syntax colours of a cell's text, where they are known. */
export type Colors = (hunk: number, cell: Cell) => readonly Span[] | undefined;

const TONES = { ' ': 'plain', '+': 'added', '-': 'removed' } as const;

/** Gives the spans of a row, no wider than the terminal. */
export function rowSpans(row: Row, state: State, colors: Colors): Span[] {
  const { columns } = state.size;
  const pointer: Span = { text: row.hunk === state.cursor ? '▌' : ' ', tone: 'header' };
  if (row.style === 'file') return fitted([pointer, { text: row.text, tone: 'bold' }], columns);
  if (row.style === 'hunk') return fitted([pointer, ...headerSpans(row.text, row, state)], columns);
  if (row.style === 'line') {
    const margin = [pointer, ...pickMargin(row.hunk, row.cell, state)];
    const used = margin.reduce((n, { text }) => n + text.length, 0);
    return [...margin, ...cellSpans(row.hunk, row.cell, columns - used, state, colors)];
  }
  const width = Math.floor((columns - 2) / 2);
  const half = (cell: Cell | undefined) =>
    cell
      ? cellSpans(row.hunk, cell, width, state, colors)
      : [{ text: ' '.repeat(width), tone: 'dim' } as const];
  return [pointer, ...half(row.left), { text: '│', tone: 'dim' }, ...half(row.right)];
}

function headerSpans(text: string, { hunk }: Row, { marks, hunks }: State): Span[] {
  const { confidence } = hunks[hunk]!;
  const sure = confidence === undefined ? '' : `  ${percent(confidence)} sure`;
  return [
    { text: `${box(marks[hunk])} `, tone: markTone(marks[hunk]) },
    { text, tone: 'header' },
    { text: sure, tone: 'dim' },
  ];
}

/** `[y]`, `[n]` or `[ ]`. */
export function box(mark: boolean | undefined): string {
  return mark === undefined ? '[ ]' : mark ? '[y]' : '[n]';
}

function markTone(mark: boolean | undefined): Tone {
  return mark === undefined ? 'plain' : mark ? 'added' : 'removed';
}

function pickMargin(hunk: number, { kind, line }: Cell, { picking, cursor }: State): Span[] {
  if (!picking) return [];
  if (hunk !== cursor || kind === ' ') return [{ text: '     ', tone: 'plain' }];
  const text = `${picking.at === line ? '>' : ' '}${picking.chosen.has(line) ? '[x]' : '[ ]'} `;
  return [{ text, tone: 'header' }];
}

function cellSpans(hunk: number, cell: Cell, width: number, state: State, colors: Colors): Span[] {
  const { kind, text, n } = cell;
  const tone = TONES[kind];
  const digits = digitsOf(state);
  const hit = state.search?.hits[state.search.at];
  const isMarked = hit?.hunk === hunk && hit.line === cell.line;
  const gutter: Span[] = [
    { text: `${n}`.padStart(digits), tone: kind === ' ' ? 'dim' : tone, isMarked },
    { text: ` ${kind}`, tone },
  ];
  const plain: readonly Span[] = colors(hunk, cell) ?? [{ text, tone }];
  const toned = plain.map((span) => (span.tone === 'plain' ? { ...span, tone } : span));
  const changed = partsOf(cell);
  const found = foundIn(text, state.search?.text);
  const spans = marked(marked(toned, changed), found);
  return [...gutter, ...fitted(spans, width - digits - 2, { shift: state.shift, isFilled: true })];
}

function partsOf({ kind, text, partner }: Cell): readonly TextRange[] {
  if (partner === undefined) return [];
  return kind === '-' ? changedParts(text, partner)[0] : changedParts(partner, text)[1];
}

function foundIn(text: string, searched: string | undefined): TextRange[] {
  if (!searched) return [];
  const within = searched === searched.toLowerCase() ? text.toLowerCase() : text;
  const ranges: TextRange[] = [];
  for (let at = within.indexOf(searched); at !== -1; at = within.indexOf(searched, at + 1)) {
    ranges.push({ start: at, end: at + searched.length });
  }
  return ranges;
}

function digitsOf({ hunks }: State): number {
  const last = hunks.reduce((most, { hunk: { before, after } }) => {
    return Math.max(most, before.first + before.count, after.first + after.count);
  }, 0);
  return `${last}`.length;
}
