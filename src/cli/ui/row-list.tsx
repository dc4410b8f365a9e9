// Rows of spans, painted one per line of the terminal.

import chalk from 'chalk';
import { Box, Text } from './ink.js';
import { isPlain, type Span, type Tone } from './spans.js';

/** By chalk, as Ink does it: a component for each span would take most of the time of a picture. */
const PAINT: Readonly<Record<Tone, (text: string) => string>> = {
  plain: (text) => text,
  added: chalk.green,
  removed: chalk.red,
  dim: chalk.dim,
  bold: chalk.bold,
  header: chalk.cyan,
  keyword: chalk.magenta,
  string: chalk.yellow,
  number: chalk.cyan,
  comment: chalk.gray,
  title: chalk.blue,
  type: chalk.cyan,
};

/** Paints rows into exactly `height` lines; they must be no wider than the terminal. */
export function RowList({
  rows,
  height,
}: {
  readonly rows: readonly (readonly Span[])[];
  readonly height: number;
}) {
  return (
    <Box flexDirection="column" height={height}>
      {rows.map((row, index) => (
        // Rows have no identity of their own: what stands on a line of the terminal is its place.
        <RowText key={index} spans={row} />
      ))}
    </Box>
  );
}

/**
 * Paints one row. Plain pieces stand apart from others: Ink measures the width of plain text at once,
 * and of a text with one other character in it character by character.
 */
export function RowText({ spans }: { readonly spans: readonly Span[] }) {
  return (
    <Box height={1} flexShrink={0}>
      {pieces(spans).map((piece, index) => (
        <Box key={index} flexShrink={0}>
          <Text wrap="truncate-end">{piece.map(painted).join('')}</Text>
        </Box>
      ))}
    </Box>
  );
}

function painted({ text, tone, isMarked }: Span): string {
  const colored = PAINT[tone](text);
  return isMarked ? chalk.inverse(colored) : colored;
}

function pieces(spans: readonly Span[]): Span[][] {
  const made: Span[][] = [];
  spans.forEach((span, index) => {
    const goesOn = index > 0 && isPlain(span.text) === isPlain(spans[index - 1]!.text);
    if (goesOn) made.at(-1)!.push(span);
    else made.push([span]);
  });
  return made;
}
