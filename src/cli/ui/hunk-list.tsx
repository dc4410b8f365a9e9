// The list of hunks, to go to one of them.

import { printable } from '../printable.js';
import { Box, Text } from './ink.js';
import { RowList } from './row-list.js';
import { box } from './row-spans.js';
import { fitted, type Span } from './spans.js';
import type { State } from './state.js';

/** Shows a row for each hunk around the one that is pointed at. */
export function HunkList({ state, height }: { readonly state: State; readonly height: number }) {
  const { hunks, list, size } = state;
  const at = list!.at;
  const listHeight = height - 1;
  const first = Math.max(0, Math.min(at - Math.floor(listHeight / 2), hunks.length - listHeight));
  const rows = hunks
    .slice(first, first + listHeight)
    .map((_, index) => fitted(hunkSpans(state, first + index), size.columns));
  return (
    <Box flexDirection="column">
      <RowList rows={rows} height={listHeight} />
      <Text dimColor wrap="truncate-end">
        {'enter go to it  j/k move  g first  G last  1-9 its number  esc back'}
      </Text>
    </Box>
  );
}

function hunkSpans({ hunks, marks, list }: State, at: number): Span[] {
  const { path, hunk } = hunks[at]!;
  const count = (kind: string) => hunk.lines.filter((line) => line.kind === kind).length;
  const changed = hunk.lines.findIndex(({ kind }) => kind !== ' ');
  const line = hunk.lines[changed]!;
  return [
    {
      text: `${at === list?.at ? '>' : ' '}${box(marks[at])} ${`${at + 1}`.padStart(3)}  `,
      tone: 'header',
    },
    { text: `${printable(path)}:${hunk.before.first + changed}  `, tone: 'plain' },
    { text: `+${count('+')} `, tone: 'added' },
    { text: `-${count('-')}  `, tone: 'removed' },
    { text: printable(line.bytes).trim(), tone: 'dim' },
  ];
}
