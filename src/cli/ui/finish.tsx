// The last question: where the accepted hunks go.

import { Box, Text } from 'ink';
import type { Line } from './line.js';
import type { Question, State } from './state.js';

const LABELS: Readonly<Record<Question['about'], string>> = {
  commit: 'Commit message',
  patch: 'Patch file',
};

/** Shows what is accepted and asks what to do with it. */
export function Finish({ state }: { readonly state: State }) {
  const nAccepted = state.marks.filter(Boolean).length;
  const counted = `${nAccepted} of ${state.marks.length} hunk${state.marks.length === 1 ? '' : 's'}`;
  return (
    <Box flexDirection="column" rowGap={1}>
      <Text>{`Accepted ${counted}.`}</Text>
      {state.question ? <Asked question={state.question} /> : <Choices some={nAccepted > 0} />}
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

function Choices({ some }: { readonly some: boolean }) {
  return (
    <Box flexDirection="column" flexShrink={0}>
      {some && <Text>c commit to the current branch</Text>}
      {some && <Text>s stage in the index</Text>}
      {some && <Text>w write to the worktree</Text>}
      {some && <Text>p save a patch file</Text>}
      <Text>b back to the hunks</Text>
      <Text>q quit and change nothing</Text>
    </Box>
  );
}

function Asked({ question: { about, line } }: { readonly question: Question }) {
  return (
    <Box flexDirection="column" flexShrink={0}>
      <Text>{`${LABELS[about]}:`}</Text>
      <Text>{`  ${withCursor(line)}`}</Text>
      <Text dimColor>enter confirm esc back</Text>
    </Box>
  );
}

/** The cursor is a character of its own, so that it shows without colour too. */
function withCursor({ text, cursor }: Line): string {
  return `${text.slice(0, cursor)}▏${text.slice(cursor)}`;
}
