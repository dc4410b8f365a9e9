// The diff under review: hunks with their marks, a window of rows, and the keys.

import { Box, Text } from 'ink';
import { useMemo } from 'react';
import { RowList } from './row-list.js';
import { diffRows, type Row, visibleRows } from './rows.js';
import type { State } from './state.js';

const KEYS = 'y accept  n reject  a/d all the rest  j/k move  enter finish  ? help  q quit';
/** Hunks whose marks are shown at once. */
const MARKS_SHOWN = 12;

/** Shows the hunks from the current one on. */
export function Review({ state, height }: { readonly state: State; readonly height: number }) {
  const rows = useMemo(() => diffRows(state.hunks), [state.hunks]);
  const listHeight = height - 2 - state.notices.length;
  return (
    <Box flexDirection="column">
      <Text wrap="truncate-end">{strip(state)}</Text>
      {state.notices.map((notice) => (
        <Text key={notice} color="yellow" wrap="truncate-end">
          {notice}
        </Text>
      ))}
      <RowList
        rows={visibleRows(rows, state, listHeight)}
        height={listHeight}
        mark={(row) => margin(state, row)}
      />
      <Text dimColor wrap="truncate-end">
        {KEYS}
      </Text>
    </Box>
  );
}

/** Where the cursor is, and what is decided: `Hunk 2 of 4  [y] >[n] [ ] [ ]`. */
function strip({ cursor, marks }: State): string {
  const first = Math.max(0, Math.min(cursor - MARKS_SHOWN / 2, marks.length - MARKS_SHOWN));
  const shown = marks.slice(first, first + MARKS_SHOWN).map((mark, index) => {
    return `${first + index === cursor ? '>' : ' '}${box(mark)}`;
  });
  const more = first + MARKS_SHOWN < marks.length ? ' …' : '';
  return `Hunk ${cursor + 1} of ${marks.length}  ${first > 0 ? '… ' : ''}${shown.join(' ')}${more}`;
}

function margin({ cursor, marks }: State, row: Row): string {
  const pointer = row.hunk === cursor ? '▌' : ' ';
  return row.style === 'hunk' ? `${pointer}${box(marks[row.hunk!])} ` : pointer;
}

function box(mark: boolean | undefined): string {
  return mark === undefined ? '[ ]' : mark ? '[y]' : '[n]';
}
