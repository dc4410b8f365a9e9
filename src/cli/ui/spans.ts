// Pieces of text with a tone each, cut and filled to a number of columns.

import stringWidth from 'string-width';
import type { TextRange } from '../../apply/words.js';

/** What a piece of text is; plain comes first. */
export const TONES = [
  ...(['plain', 'added', 'removed', 'dim', 'bold', 'header'] as const),
  ...(['keyword', 'string', 'number', 'comment', 'title', 'type'] as const),
];

export type Tone = (typeof TONES)[number];

export interface Span {
  readonly text: string;
  readonly tone: Tone;
  /** Whether it differs from the line's other version, or is what was searched for. */
  readonly isMarked?: boolean;
}

const SEGMENTER = new Intl.Segmenter();
const PLAIN = /^[\x20-\x7e]*$/;

/** Whether each character of a text takes one column. */
export function isPlain(text: string): boolean {
  return PLAIN.test(text);
}

/** Columns that a text takes on a terminal. */
export function widthOf(text: string): number {
  return isPlain(text) ? text.length : stringWidth(text);
}

/** Marks parts of a text that is cut into spans. */
export function marked(spans: readonly Span[], ranges: readonly TextRange[]): Span[] {
  const cuts = ranges.flatMap(({ start, end }) => [start, end]);
  let at = 0;
  return spans.flatMap(({ text, tone, isMarked }) => {
    const [from, to] = [at, at + text.length];
    at = to;
    const edges = [from, ...cuts.filter((cut) => cut > from && cut < to), to];
    return edges.slice(1).map((end, index): Span => {
      const start = edges[index]!;
      const isIn = ranges.some((range) => range.start <= start && end <= range.end);
      const piece = { text: text.slice(start - from, end - from), tone };
      return isIn || isMarked ? { ...piece, isMarked: true } : piece;
    });
  });
}

/**
 * Gives the columns of a text from `shift` on, `width` of them; an ellipsis stands where more is cut
 * off. With `isFilled`, spaces make up for what is missing.
 */
export function fitted(
  spans: readonly Span[],
  width: number,
  { shift = 0, isFilled = false }: { shift?: number; isFilled?: boolean } = {},
): Span[] {
  if (width <= 0) return [];
  const total = spans.reduce((n, { text }) => n + widthOf(text), 0) - shift;
  const isCut = total > width;
  const taken = isCut ? columns(spans, shift, width - 1) : columns(spans, shift, width);
  const dim = (text: string): Span => ({ text, tone: 'dim' });
  const used = taken.reduce((n, { text }) => n + widthOf(text), 0);
  const gap = isCut ? width - 1 - used : width - used;
  const fill = (isFilled || isCut) && gap > 0 ? [dim(' '.repeat(gap))] : [];
  return isCut ? [...taken, ...fill, dim('…')] : [...taken, ...fill];
}

/** What lies in columns `from` to `from + width`; a wide character cut in half becomes spaces. */
function columns(spans: readonly Span[], from: number, width: number): Span[] {
  const to = from + width;
  let at = 0;
  const taken: Span[] = [];
  for (const span of spans) {
    if (at >= to) break;
    const w = widthOf(span.text);
    if (at + w > from) {
      const isWhole = at >= from && at + w <= to;
      const text = isWhole ? span.text : pieceOf(span.text, from - at, to - at);
      if (text !== '') taken.push({ ...span, text });
    }
    at += w;
  }
  return taken;
}

function pieceOf(text: string, from: number, to: number): string {
  if (isPlain(text)) return text.slice(Math.max(0, from), Math.max(0, to));
  let at = 0;
  let piece = '';
  for (const { segment } of SEGMENTER.segment(text)) {
    const w = widthOf(segment);
    if (at >= from && at + w <= to) piece += segment;
    else if (at < from && at + w > from) piece += ' '.repeat(Math.min(at + w, to) - from);
    at += w;
    if (at >= to) break;
  }
  return piece;
}
