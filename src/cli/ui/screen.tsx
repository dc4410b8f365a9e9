// The root of the screen: holds the state, feeds it events and keys, and picks what to show.

import { useCallback, useEffect, useReducer } from 'react';
import { CadError, InterruptError } from '../../errors.js';
import type { Proposal } from '../../propose.js';
import { errorText } from '../announce.js';
import type { Decoding as Decode } from '../decoding.js';
import { printable } from '../printable.js';
import { Decoding } from './decoding.js';
import { Finish } from './finish.js';
import { Help } from './help.js';
import { HunkList } from './hunk-list.js';
import { Box } from './ink.js';
import { press } from './keys.js';
import { reduce } from './reducer.js';
import { Review } from './review.js';
import { RowText } from './row-list.js';
import { useSize } from './size.js';
import { fitted } from './spans.js';
import type { Action, Shown, State } from './state.js';
import { useKeys } from './use-keys.js';

type KeyPress = { readonly type: 'key'; readonly press: (state: State) => State };

export interface ScreenProps extends Partial<Decode> {
  readonly start: Shown;
  /** Called once, with the state in which the user chose, or with one without hunks. */
  readonly onDone: (state: State, proposal: Proposal) => void;
  readonly onFailed: (error: unknown) => void;
}

/** The whole screen. It draws one row less than the terminal has, so that nothing scrolls. */
export function Screen({ start, decode, stop, onDone, onFailed }: ScreenProps) {
  const [{ state, proposal }, dispatch] = useReducer(step, start);
  const size = useSize();
  useKeys(
    useCallback((input, key) => {
      dispatch({ type: 'key', press: (before) => press(before, input, key) });
    }, []),
  );
  useEffect(() => dispatch({ type: 'resize', size }), [size]);
  useEffect(() => {
    decode?.((file, event) => dispatch({ type: 'decode', file, event })).then(
      (result) => dispatch({ type: 'proposed', proposal: result }),
      (error) => {
        const isSpared = start.state.retry && error instanceof CadError;
        if (!isSpared) return onFailed(error);
        if (error instanceof InterruptError) return;
        dispatch({ type: 'failed', problem: errorText(error).trimEnd().split('\n') });
      },
    );
  }, []);
  useEffect(() => {
    if (state.phase !== 'decoding') stop?.();
  }, [state.phase, stop]);
  useEffect(() => {
    const nothingToReview = state.phase === 'review' && state.hunks.length === 0;
    if (state.choice || nothingToReview) onDone(state, proposal);
  }, [state, proposal, onDone]);
  const { columns, rows } = size;
  return (
    <Box flexDirection="column" width={columns} height={rows - 1} overflowY="hidden">
      <RowText spans={fitted([{ text: titleOf(state), tone: 'bold' }], columns)} />
      <Body state={state} height={rows - 2} />
    </Box>
  );
}

function titleOf({ paths, retry, instruction, hunks, cursor, offered }: State): string {
  const { edits, picked } = offered[hunks[cursor]?.file ?? -1] ?? {};
  const { instruction: given = instruction } = retry ?? edits?.[picked!] ?? {};
  const [asked] = given.split('\n');
  return `cad fix ${paths.map(printable).join(' ')} · ${printable(asked!)}`;
}

function step({ state, proposal }: Shown, action: Action | KeyPress): Shown {
  if (action.type === 'key') return { state: action.press(state), proposal };
  // A second try is about one file: it adds to what there is.
  const isFirst = action.type === 'proposed' && !state.retry && state.phase === 'decoding';
  return { state: reduce(state, action), proposal: isFirst ? action.proposal : proposal };
}

function Body({ state, height }: { readonly state: State; readonly height: number }) {
  if (state.help) return <Help columns={state.size.columns} />;
  if (state.list) return <HunkList state={state} height={height} />;
  switch (state.phase) {
    case 'decoding':
      return <Decoding state={state} height={height} />;
    case 'review':
      return <Review state={state} />;
    case 'finish':
      return <Finish state={state} />;
  }
}
