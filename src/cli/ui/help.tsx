// The keys, all on one page.

import { Box, Text } from './ink.js';

const DECIDE = [
  ['y, n', 'accept or reject the hunk'],
  ['a, d', 'it, and all open ones below'],
  ['', 'in this file; A, D in all'],
  ['space', 'turn the mark over'],
  ['s', 'split into its changes'],
  ['l', 'pick single lines'],
  ['e', 'edit in your editor'],
  ['c', 'another edit of this file'],
  ['r', 'retry, other instruction'],
  ['u', 'undo the last decision'],
  ['enter', 'finish: commit, stage …'],
  ['esc', 'back; decoding: stop'],
  ['q', 'quit and change nothing'],
  ['ctrl-c', 'stop at once, the same'],
] as const;

const LOOK = [
  ['j, k', 'next, previous open hunk'],
  ['J, K', 'next, previous hunk'],
  ['g', 'list; gg first, G last'],
  ['arrows', 'scroll, sideways too'],
  ['ctrl-d, ctrl-u', 'scroll half a page'],
  ['page keys', 'scroll a page'],
  ['home, end', 'first and last row'],
  ['/', 'search'],
  ['n, N', 'next, previous hit'],
  ['', 'until another key'],
  ['t', 'one column, or two'],
  ['ctrl-z', 'suspend; fg goes on'],
  ['?', 'this page'],
] as const;

/** Columns of a key and its meaning. */
const WIDTH = 39;

/** Shows what every key does. Any key closes it. */
export function Help({ columns }: { readonly columns: number }) {
  return (
    <Box flexDirection="column">
      <Box flexDirection={columns >= 2 * WIDTH ? 'row' : 'column'}>
        <Keys keys={DECIDE} width={8} />
        <Keys keys={LOOK} width={15} />
      </Box>
      <Text dimColor>Hunks that are left open count as rejected. Any key closes this page.</Text>
    </Box>
  );
}

function Keys({
  keys,
  width,
}: {
  readonly keys: readonly (readonly [string, string])[];
  readonly width: number;
}) {
  return (
    <Box flexDirection="column" width={WIDTH} flexShrink={0}>
      {keys.map(([key, meaning]) => (
        <Text key={meaning} wrap="truncate-end">
          {key.padEnd(width)}
          {meaning}
        </Text>
      ))}
    </Box>
  );
}
