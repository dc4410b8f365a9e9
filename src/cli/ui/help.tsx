// The keys, all on one page.

import { Box, Text } from 'ink';

const KEYS = [
  ['y, n', 'accept or reject this hunk, and go on'],
  ['a, d', 'accept or reject this hunk and all later ones that are open'],
  ['space', 'turn the mark of this hunk over'],
  ['j, k, arrows', 'next and previous hunk'],
  ['J, K, page keys', 'scroll within a long hunk'],
  ['enter', 'finish: commit, stage, write or save the accepted hunks'],
  ['esc', 'back; while decoding: stop'],
  ['q', 'quit and change nothing'],
  ['ctrl-c', 'stop at once; nothing is changed'],
] as const;

/** Shows what every key does. Any key closes it. */
export function Help() {
  return (
    <Box flexDirection="column">
      {KEYS.map(([key, meaning]) => (
        <Text key={key} wrap="truncate-end">
          {key.padEnd(18)}
          {meaning}
        </Text>
      ))}
      <Text dimColor>Hunks that are left open count as rejected. Any key closes this page.</Text>
    </Box>
  );
}
