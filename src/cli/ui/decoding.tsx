// The program while it is decoded: copied spans as dim bars, generated lines in colour.

import { useEffect, useState } from 'react';
import { progressText, savedText } from '../announce.js';
import { Box, Text } from './ink.js';
import { RowList } from './row-list.js';
import { programRows } from './rows.js';
import { fitted } from './spans.js';
import type { State } from './state.js';

const STEPS = {
  loading: 'Loading the model',
  reading: 'Reading the file',
  writing: 'Writing',
} as const;

/** Shows the newest rows of the streamed program above a line of progress. */
export function Decoding({ state, height }: { readonly state: State; readonly height: number }) {
  const { stream, paths, size, retry } = state;
  const elapsedMs = useElapsed();
  const place = paths.length > 1 ? ` (file ${stream.file + 1} of ${paths.length})` : '';
  const listHeight = height - 2;
  const rows = programRows(stream.parts)
    .slice(-listHeight)
    .map(({ kind, text }) => {
      return fitted([{ text, tone: kind === 'copy' ? 'dim' : 'added' }], size.columns);
    });
  const seconds = `${(elapsedMs / 1000).toFixed(1)} s`;
  return (
    <Box flexDirection="column">
      <RowList rows={rows} height={listHeight} />
      <Text wrap="truncate-end">
        {`${STEPS[stream.step]}${place} · ${progressText(stream)}${savedText(stream)}${seconds}`}
      </Text>
      <Text dimColor>{retry ? 'esc stop, and back to the hunks' : 'esc stop'}</Text>
    </Box>
  );
}

function useElapsed(): number {
  const [start] = useState(() => performance.now());
  const [now, setNow] = useState(start);
  useEffect(() => {
    const timer = setInterval(() => setNow(performance.now()), 100);
    return () => clearInterval(timer);
  }, []);
  return now - start;
}
