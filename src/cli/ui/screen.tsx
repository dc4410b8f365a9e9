// The root of the screen: holds the state, feeds it events and keys, and picks what to show.

import { Box, Text, useInput } from 'ink';
import { useCallback, useEffect, useReducer } from 'react';
import type { DecodeEvent } from '../../decode/decoder.js';
import type { Proposal } from '../../propose.js';
import { printable } from '../printable.js';
import { Decoding } from './decoding.js';
import { Finish } from './finish.js';
import { Help } from './help.js';
import { press } from './keys.js';
import { reduce } from './reducer.js';
import { Review } from './review.js';
import { useSize } from './size.js';
import type { Action, Shown, State } from './state.js';

type KeyPress = { readonly type: 'key'; readonly press: (state: State) => State };

export interface ScreenProps {
  readonly instruction: string;
  readonly start: Shown;
  /** Decodes the files; called once, where the screen starts with that. */
  readonly decode: (onEvent: (file: number, event: DecodeEvent) => void) => Promise<Proposal>;
  /** Called once, with the state in which the user chose, or with one without hunks. */
  readonly onDone: (state: State, proposal: Proposal) => void;
  readonly onFailed: (error: unknown) => void;
}

/** The whole screen. It draws one row less than the terminal has, so that nothing scrolls. */
export function Screen({ instruction, start, decode, onDone, onFailed }: ScreenProps) {
  const [{ state, proposal }, dispatch] = useReducer(step, start);
  const { rows, columns } = useSize();
  useInput(
    useCallback((input, key) => {
      dispatch({ type: 'key', press: (before) => press(before, input, key) });
    }, []),
  );
  useEffect(() => {
    if (start.state.phase !== 'decoding') return;
    decode((file, event) => dispatch({ type: 'decode', file, event })).then(
      (result) => dispatch({ type: 'proposed', proposal: result }),
      onFailed,
    );
  }, []);
  useEffect(() => {
    const nothingToReview = state.phase === 'review' && state.hunks.length === 0;
    if (state.choice || nothingToReview) onDone(state, proposal);
  }, [state, proposal, onDone]);
  return (
    <Box flexDirection="column" width={columns} height={rows - 1} overflow="hidden">
      <Text bold wrap="truncate-end">
        {`cad fix ${state.paths.map(printable).join(' ')} · ${printable(instruction.split('\n')[0]!)}`}
      </Text>
      <Body state={state} height={rows - 2} />
    </Box>
  );
}

function step({ state, proposal }: Shown, action: Action | KeyPress): Shown {
  if (action.type === 'key') return { state: action.press(state), proposal };
  return {
    state: reduce(state, action),
    proposal: action.type === 'proposed' ? action.proposal : proposal,
  };
}

function Body({ state, height }: { readonly state: State; readonly height: number }) {
  if (state.help) return <Help />;
  switch (state.phase) {
    case 'decoding':
      return <Decoding state={state} height={height} />;
    case 'review':
      return <Review state={state} height={height} />;
    case 'finish':
      return <Finish state={state} />;
  }
}
