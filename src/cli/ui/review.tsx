// The diff under review: hunks with their marks, a window of rows, and the keys.

import { percent } from '../announce.js';
import { useColors } from './colors.js';
import { noticesOf } from './decision.js';
import { Footer } from './footer.js';
import { Box, Text } from './ink.js';
import { RowList } from './row-list.js';
import { box, rowSpans } from './row-spans.js';
import type { State } from './state.js';
import { heightOf, visibleRows } from './window.js';

/** Hunks whose marks are shown at once. */
const MARKS_SHOWN = 12;

/** Shows the hunks from the current one on. */
export function Review({ state }: { readonly state: State }) {
  const colors = useColors(state);
  return (
    <Box flexDirection="column">
      <Text wrap="truncate-end">{strip(state)}</Text>
      {[...noticesOf(state), ...state.problem].map((notice) => (
        <Text key={notice} color="yellow" wrap="truncate-end">
          {notice}
        </Text>
      ))}
      <RowList
        rows={visibleRows(state).map((row) => rowSpans(row, state, colors))}
        height={heightOf(state)}
      />
      <Footer state={state} />
    </Box>
  );
}

/** Where the cursor is, and what is decided: `Hunk 2 of 4  [y] >[n] [ ] [ ] · 87 % sure · edit 1 of 3`. */
function strip({ cursor, marks, hunks, offered }: State): string {
  const first = Math.max(0, Math.min(cursor - MARKS_SHOWN / 2, marks.length - MARKS_SHOWN));
  const shown = marks.slice(first, first + MARKS_SHOWN).map((mark, index) => {
    return `${first + index === cursor ? '>' : ' '}${box(mark)}`;
  });
  const more = first + MARKS_SHOWN < marks.length ? ' …' : '';
  const hunk = hunks[cursor];
  // Drawn once before the screen closes, where there is nothing to review.
  if (!hunk) return '';
  const { file, confidence } = hunk;
  const { edits, picked } = offered[file]!;
  return [
    `Hunk ${cursor + 1} of ${marks.length}  ${first > 0 ? '… ' : ''}${shown.join(' ')}${more}`,
    ...(confidence === undefined ? [] : [`${percent(confidence)} sure`]),
    ...(edits.length > 1 ? [`edit ${picked + 1} of ${edits.length}`] : []),
  ].join(' · ');
}
