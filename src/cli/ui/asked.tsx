// A line of text that the user types.

import { printable } from '../printable.js';
import { Text } from './ink.js';
import type { Line } from './line.js';
import { RowText } from './row-list.js';
import { fitted, type Span, widthOf } from './spans.js';
import type { Question } from './state.js';

const LABELS: Readonly<Record<Question['about'], string>> = {
  commit: 'Commit message',
  patch: 'Patch file',
  retry: 'Instruction',
  search: 'Search',
};

/** Shows a question and what is typed, on one line. */
export function Asked({
  question: { about, line },
  columns,
}: {
  readonly question: Question;
  readonly columns: number;
}) {
  const label: Span = { text: `${LABELS[about]}: `, tone: 'bold' };
  return <RowText spans={[label, ...typedSpans(line, columns - widthOf(label.text))]} />;
}

/** Below a question: what the keys do. */
export function AskedKeys() {
  return <Text dimColor>{'enter confirm  esc back'}</Text>;
}

/**
 * What is typed, scrolled so that the cursor is seen. The cursor is a character of its own, so that
 * it shows without colour too.
 */
export function typedSpans({ text, cursor }: Line, width: number): Span[] {
  const before = `${printable(text.slice(0, cursor))}▏`;
  const all = `${before}${printable(text.slice(cursor))}`;
  const shift = Math.max(0, widthOf(before) + 1 - width);
  return fitted([{ text: all, tone: 'plain' }], width, { shift });
}
