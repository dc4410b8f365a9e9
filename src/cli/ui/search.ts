// Search in the lines of all hunks.

import { printable } from '../printable.js';
import type { Hit, State } from './state.js';
import { shownLine } from './window.js';

/** Finds a text, upper and lower case alike unless it has upper case; goes to the next line with it. */
export function searched(state: State, text: string): State {
  const isPlain = text === text.toLowerCase();
  const holds = (line: string) => (isPlain ? line.toLowerCase() : line).includes(text);
  const hits = state.hunks.flatMap(({ hunk }, index): Hit[] =>
    hunk.lines.flatMap(({ bytes }, line) =>
      holds(printable(bytes)) ? [{ hunk: index, line }] : [],
    ),
  );
  if (hits.length === 0) {
    return { ...state, search: undefined, problem: [`“${printable(text)}” is not in the hunks.`] };
  }
  const next = hits.findIndex(({ hunk }) => hunk >= state.cursor);
  return shownHit({ ...state, search: { text, hits, at: Math.max(0, next) } });
}

/** Goes to another hit, from the end on to the beginning. */
export function hitMoved(state: State, by: number): State {
  const { search } = state;
  if (!search) return state;
  const at = (search.at + by + search.hits.length) % search.hits.length;
  return shownHit({ ...state, search: { ...search, at } });
}

function shownHit(state: State): State {
  const { hunk, line } = state.search!.hits[state.search!.at]!;
  return shownLine({ ...state, cursor: hunk, scroll: 0 }, line);
}
