// The last question: where the accepted hunks go.

import { Asked, AskedKeys } from './asked.js';
import { Box, Text } from './ink.js';
import type { State } from './state.js';

/** Shows what is accepted and asks what to do with it. */
export function Finish({ state }: { readonly state: State }) {
  const nAccepted = state.marks.filter(Boolean).length;
  const counted = `${nAccepted} of ${state.marks.length} hunk${state.marks.length === 1 ? '' : 's'}`;
  return (
    <Box flexDirection="column" rowGap={1}>
      <Box flexShrink={0}>
        <Text wrap="truncate-end">{`Accepted ${counted}.`}</Text>
      </Box>
      {state.question ? (
        <Box flexDirection="column" flexShrink={0}>
          <Asked question={state.question} columns={state.size.columns} />
          <AskedKeys />
        </Box>
      ) : (
        <Choices some={nAccepted > 0} />
      )}
      <Problem lines={state.problem} />
    </Box>
  );
}

/** Stands below the choices, so that a long one pushes none of them off the screen. */
function Problem({ lines }: { readonly lines: readonly string[] }) {
  return (
    <Box flexDirection="column">
      {lines.map((line, index) => (
        <Text key={index} color="yellow">
          {line}
        </Text>
      ))}
    </Box>
  );
}

/** Those that need an accepted hunk come first. */
const CHOICES = [
  ['c commit to the current branch', true],
  ['e commit, and write the message in your editor', true],
  ['s stage in the index', true],
  ['w write to the worktree', true],
  ['p save a patch file', true],
  ['x copy the program of the accepted hunks to the clipboard', true],
  ['b back to the hunks', false],
  ['u undo the last decision', false],
  ['q quit and change nothing', false],
] as const;

function Choices({ some }: { readonly some: boolean }) {
  return (
    <Box flexDirection="column" flexShrink={0}>
      {CHOICES.filter(([, needsHunks]) => some || !needsHunks).map(([choice]) => (
        <Text key={choice} wrap="truncate-end">
          {choice}
        </Text>
      ))}
    </Box>
  );
}
