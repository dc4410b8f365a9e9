// The screen of bare `cad`.

import { useCallback, useEffect, useReducer } from 'react';
import { printable } from '../../printable.js';
import { typedSpans } from '../asked.js';
import { Box, Text } from '../ink.js';
import { RowList, RowText } from '../row-list.js';
import { useSize } from '../size.js';
import { fitted, marked, type Span } from '../spans.js';
import { useKeys } from '../use-keys.js';
import { pressStart } from './keys.js';
import { isOf, type Match, reduceStart, type StartState } from './state.js';

export interface StartScreenProps {
  readonly start: StartState;
  /** Called once. */
  readonly onDone: (choice: NonNullable<StartState['choice']>) => void;
}

/** Rows around the list: title, question, keys, and the one that stays free. */
const FRAME = 4;

export function StartScreen({ start, onDone }: StartScreenProps) {
  const [state, dispatch] = useReducer(
    (before: StartState, next: (state: StartState) => StartState) => next(before),
    start,
  );
  const size = useSize();
  useKeys(useCallback((input, key) => dispatch((before) => pressStart(before, input, key)), []));
  useEffect(() => dispatch((before) => reduceStart(before, { type: 'resize', size })), [size]);
  useEffect(() => {
    if (state.choice) onDone(state.choice);
  }, [state.choice, onDone]);
  const { columns, rows } = size;
  return (
    <Box flexDirection="column" width={columns} height={rows - 1} overflowY="hidden">
      <RowText spans={fitted(titleSpans(state), columns)} />
      {state.phase === 'files' ? <Files state={state} /> : <Instruction state={state} />}
    </Box>
  );
}

function titleSpans({ phase, picked, matches, nMatches, paths }: StartState): Span[] {
  const title = { text: 'cad', tone: 'bold' } as const;
  if (phase === 'instruction') {
    return [title, { text: ` · ${picked.map(printable).join(' ')}`, tone: 'plain' }];
  }
  const shown = matches.length < nMatches ? `, ${matches.length} shown` : '';
  const some = picked.length > 0 ? ` · ${picked.length} picked` : '';
  return [title, { text: ` · ${nMatches} of ${paths.length} files${shown}${some}`, tone: 'plain' }];
}

function Files({ state }: { readonly state: StartState }) {
  const { matches, cursor, size, filter } = state;
  const height = Math.max(1, size.rows - FRAME);
  const first = Math.max(0, Math.min(cursor - Math.floor(height / 2), matches.length - height));
  const rows = matches
    .slice(first, first + height)
    .map((match, at) => fitted(fileSpans(state, match, first + at), size.columns));
  return (
    <Box flexDirection="column">
      <Question label="Files: " line={filter} columns={size.columns} />
      <RowList rows={rows} height={height} />
      <Text dimColor wrap="truncate-end">
        {'type to filter  :9-20 lines  ↑/↓ move  tab pick several  enter go on  esc quit'}
      </Text>
    </Box>
  );
}

function fileSpans({ cursor, picked }: StartState, { path, indexes }: Match, at: number): Span[] {
  const file = picked.find((each) => isOf(each, path));
  const [lines, text] = [file?.slice(path.length) ?? '', printable(path)];
  const ranges = indexes.map((index) => ({ start: index, end: index + 1 }));
  // Offsets are those of the path itself.
  const marks = text === path ? ranges : [];
  return [
    { text: `${at === cursor ? '▌' : ' '}${file === undefined ? ' ' : '✓'} `, tone: 'header' },
    ...marked([{ text, tone: at === cursor ? 'bold' : 'plain' }], marks),
    { text: lines, tone: 'dim' },
  ];
}

function Instruction({ state }: { readonly state: StartState }) {
  const { history, recalled, instruction, size } = state;
  const place = recalled ? `  ${recalled.at + 1} of ${history.length}` : '';
  return (
    <Box flexDirection="column">
      <Question label="Instruction: " line={instruction} columns={size.columns} />
      <Text> </Text>
      <Text dimColor wrap="truncate-end">
        {`enter start  ↑/↓ earlier instructions${place}  esc back to the files`}
      </Text>
    </Box>
  );
}

function Question({
  label,
  line,
  columns,
}: {
  readonly label: string;
  readonly line: StartState['filter'];
  readonly columns: number;
}) {
  return (
    <RowText spans={[{ text: label, tone: 'bold' }, ...typedSpans(line, columns - label.length)]} />
  );
}
