// What each key means while bare `cad` asks.

import type { Key } from '../ink.js';
import { editLine, enterAt } from '../line.js';
import { reduceStart, type StartAction, type StartState } from './state.js';

/** Rows that a page key moves. */
const PAGE = 10;

/** Applies a key press, or text that was typed ahead or pasted, with the Enter in it. */
export function pressStart(state: StartState, input: string, key: Key): StartState {
  // A filter has one line; an instruction may be pasted in several.
  const isOne = key.ctrl || key.return;
  const end = isOne ? -1 : state.phase === 'files' ? input.indexOf('\r') : enterAt(input);
  if (end === -1) return reduceStart(state, actionOf(state, input, key));
  const typed = end === 0 ? state : pressStart(state, input.slice(0, end), key);
  const entered = reduceStart(typed, { type: 'enter' });
  const rest = input.slice(end + 1);
  return rest === '' ? entered : pressStart(entered, rest, key);
}

function actionOf(state: StartState, input: string, key: Key): StartAction {
  if (key.ctrl && input === 'c') return { type: 'choose', choice: 'interrupt' };
  if (key.return) return { type: 'enter' };
  if (key.escape) return { type: 'back' };
  if (key.tab) return { type: 'pick' };
  const by = movedBy(input, key);
  if (by !== 0) return { type: 'move', by };
  const line = state.phase === 'files' ? state.filter : state.instruction;
  return { type: 'edit', line: editLine(line, input, key) };
}

function movedBy(input: string, key: Key): number {
  if (key.downArrow || (key.ctrl && input === 'n')) return 1;
  if (key.upArrow || (key.ctrl && input === 'p')) return -1;
  if (key.pageDown) return PAGE;
  return key.pageUp ? -PAGE : 0;
}
