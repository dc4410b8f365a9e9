// What is decided of each hunk, and which comes next.

import type { State } from './state.js';

/** Goes to a hunk, or as near as there is one. */
export function moved(state: State, to: number): State {
  const cursor = Math.max(0, Math.min(state.hunks.length - 1, to));
  return { ...state, cursor, scroll: 0 };
}

/** Goes to the next hunk, or back to the last, that is not decided; to any where all are. */
export function openHunk(state: State, by: number): State {
  for (let at = state.cursor + by; at in state.hunks; at += by) {
    if (state.marks[at] === undefined) return moved(state, at);
  }
  return state.marks.includes(undefined) ? state : moved(state, state.cursor + by);
}

/** Marks the current hunk, and goes on. */
export function markOne(state: State, accepted: boolean): State {
  return advanced({ ...state, marks: state.marks.with(state.cursor, accepted) });
}

/** Marks the current hunk and those after it that are not decided yet, of its file or of all. */
export function markRest(state: State, accepted: boolean, of: 'file' | 'all'): State {
  const { cursor, hunks } = state;
  const marks = state.marks.map((mark, index) => {
    const isMeant = of === 'all' || hunks[index]!.file === hunks[cursor]!.file;
    const isLater = index > cursor && mark === undefined && isMeant;
    return index === cursor || isLater ? accepted : mark;
  });
  return advanced({ ...state, marks });
}

/** Goes to the next hunk that is not decided, from the top again, or on to the finish. */
function advanced(state: State): State {
  const open = state.marks.flatMap((mark, index) => (mark === undefined ? [index] : []));
  const next = open.find((index) => index > state.cursor) ?? open[0];
  return next === undefined ? { ...state, phase: 'finish', scroll: 0 } : moved(state, next);
}
