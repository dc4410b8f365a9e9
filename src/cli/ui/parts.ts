// Hunks that the user takes apart: split, picked line by line, or edited.

import type { Hunk } from '../../apply/diff.js';
import { keepLines, split } from '../../apply/hunk-parts.js';
import { hunkText, readHunk } from '../../apply/hunk-text.js';
import { moved } from './marks.js';
import type { Action, ReviewHunk, State } from './state.js';
import { shownLine } from './window.js';

/** Cuts the current hunk between its changes; none of the parts is decided yet. */
export function splitHunk(state: State): State {
  const parts = split(state.hunks[state.cursor]!.hunk);
  if (parts.length === 1)
    return { ...state, problem: ['This hunk is one change: `l` picks lines.'] };
  return replaced(state, parts, undefined);
}

/** Takes the current hunk as the user has edited it; what can't be read is kept for the next try. */
export function editedHunk(state: State, text: Uint8Array): State {
  const { hunk } = state.hunks[state.cursor]!;
  const edited = readHunk(hunk, text);
  if (typeof edited === 'string') {
    const problem = [`${edited} The hunk is as it was; \`e\` edits yours again.`];
    return { ...state, problem, draft: { hunk, text } };
  }
  return replaced({ ...state, draft: undefined }, [edited], true);
}

/** Starts to pick lines of the current hunk, changes what is picked, or takes the picked lines. */
export function pick(state: State, what: (Action & { type: 'pick' })['what']): State {
  const { hunk } = state.hunks[state.cursor]!;
  const changed = changedLines(hunk);
  const { at, chosen } = state.picking ?? { at: changed[0]!, chosen: new Set<number>() };
  switch (what) {
    case 'start':
      return shownLine({ ...state, picking: { at, chosen } }, at);
    case 'toggle':
      return pickMoved({ ...state, picking: { at, chosen: new Set(toggled(chosen, at)) } }, 1);
    case 'all': {
      const all = chosen.size === changed.length ? [] : changed;
      return { ...state, picking: { at, chosen: new Set(all) } };
    }
    case 'take':
      return taken({ ...state, picking: undefined, scroll: 0 }, keepLines(hunk, chosen));
    case 'stop':
      return { ...state, picking: undefined, scroll: 0 };
  }
}

function taken(state: State, hunk: Hunk | undefined): State {
  if (!hunk) return { ...state, problem: ['No line is picked, so the hunk is as it was.'] };
  return replaced(state, [hunk], true);
}

/** Goes to another changed line of the hunk. */
export function pickMoved(state: State, by: number): State {
  const { at, chosen } = state.picking!;
  const changed = changedLines(state.hunks[state.cursor]!.hunk);
  const next = changed.indexOf(at) + by;
  const to = changed[Math.max(0, Math.min(changed.length - 1, next))]!;
  return shownLine({ ...state, picking: { at: to, chosen } }, to);
}

function toggled(chosen: ReadonlySet<number>, at: number): number[] {
  return chosen.has(at) ? [...chosen].filter((index) => index !== at) : [...chosen, at];
}

function changedLines({ lines }: Hunk): number[] {
  return lines.flatMap(({ kind }, index) => (kind === ' ' ? [] : [index]));
}

/** Puts hunks in the place of the current one, and goes to the first of them. */
function replaced(state: State, parts: readonly Hunk[], mark: boolean | undefined): State {
  const { cursor } = state;
  const { hunk: _, ...place } = state.hunks[cursor]!;
  const own = parts.map((hunk) => ({ ...place, hunk }));
  const hunks = numbered(state.hunks.toSpliced(cursor, 1, ...own));
  const marks = state.marks.toSpliced(cursor, 1, ...own.map(() => mark));
  return moved({ ...state, hunks, marks }, cursor);
}

/** Gives hunks the line numbers that they have when all of their file are taken. */
function numbered(hunks: readonly ReviewHunk[]): ReviewHunk[] {
  let nMore = 0;
  return hunks.map((each, index) => {
    if (hunks[index - 1]?.file !== each.file) nMore = 0;
    const { before, after, lines } = each.hunk;
    const first = before.first + nMore;
    nMore += after.count - before.count;
    return { ...each, hunk: { before, after: { first, count: after.count }, lines } };
  });
}

/** The text to edit: the current hunk, or what was made of it when it could not be read. */
export function hunkDraft({ hunks, cursor, draft }: State): Uint8Array {
  const { hunk } = hunks[cursor]!;
  return draft?.hunk === hunk ? draft.text : hunkText(hunk);
}
