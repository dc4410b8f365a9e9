// Rows painted one per line of the terminal, cut at its edge.

import { Box, Text, type TextProps } from 'ink';
import type { Row } from './rows.js';

const PAINT: Readonly<Record<Row['style'], TextProps>> = {
  file: { bold: true },
  hunk: { color: 'cyan' },
  context: {},
  added: { color: 'green' },
  removed: { color: 'red' },
  copied: { dimColor: true },
  generated: { color: 'green' },
};

/** Paints rows into exactly `height` lines; `mark` gives what stands before a row. */
export function RowList({
  rows,
  height,
  mark,
}: {
  readonly rows: readonly Row[];
  readonly height: number;
  readonly mark?: (row: Row) => string;
}) {
  return (
    <Box flexDirection="column" height={height} overflow="hidden">
      {rows.map((row, index) => (
        // Rows have no identity of their own: what stands on a line of the terminal is its place.
        <Text key={index} wrap="truncate-end" {...PAINT[row.style]}>
          {`${mark?.(row) ?? ''}${row.text}` || ' '}
        </Text>
      ))}
    </Box>
  );
}
