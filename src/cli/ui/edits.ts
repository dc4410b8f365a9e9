// The edits on offer: what was proposed, the other ones, and those of a second try.

import type { Proposal, ProposedFile } from '../../propose.js';
import { emptyStream, type Offered, type ReviewHunk, type State } from './state.js';

/** Opens the review of what was decoded. */
export function proposed(state: State, proposal: Proposal): State {
  if (state.retry) return retried(state, proposal[0]!);
  const { instruction } = state;
  const offered = proposal.map(({ path, before, alternatives, ...edit }) => {
    const others = alternatives.filter(({ hunks }) => hunks.length > 0);
    // Where the model doubts that nothing is to change, the user may see what else it thought of.
    const isDoubtful = edit.hunks.length === 0 && edit.abstained && others.length > 0;
    const edits = isDoubtful ? others : [edit, ...others];
    return { path, before, edits: edits.map((each) => ({ ...each, instruction })), picked: 0 };
  });
  const hunks = offered.flatMap(hunksOf);
  return { ...state, phase: 'review', offered, hunks, marks: hunks.map(() => undefined) };
}

/** Decodes the file of the current hunk anew, by another instruction. */
export function retrying(
  state: State,
  { instruction, commit }: { instruction: string; commit: string },
): State {
  const { file } = state.hunks[state.cursor]!;
  const retry = { file, instruction, commit };
  return { ...state, phase: 'decoding', stream: emptyStream(file), retry };
}

/** Puts what a second try gave beside the edits that there were, and turns to it. */
function retried(state: State, { hunks, alternatives, ...rest }: ProposedFile): State {
  const { file, instruction, commit } = state.retry!;
  const reviewed: State = { ...state, phase: 'review', retry: undefined, instruction };
  const made = [{ ...rest, hunks }, ...alternatives].filter(({ hunks }) => hunks.length > 0);
  if (made.length === 0) {
    return { ...reviewed, problem: ['With this instruction there is nothing to change.'] };
  }
  const { edits, ...other } = state.offered[file]!;
  const all = [...edits, ...made.map((edit) => ({ ...edit, instruction }))];
  const offered = state.offered.with(file, { ...other, edits: all });
  return pickEdit({ ...reviewed, offered, offers: { ...state.offers, commit } }, edits.length);
}

/** Turns to the next edit of the file that the cursor is in; nothing of it is decided yet. */
export function alternative(state: State): State {
  const { file } = state.hunks[state.cursor]!;
  const { picked, edits } = state.offered[file]!;
  if (edits.length === 1) {
    return { ...state, problem: ['There is no other edit; `r` makes one by another instruction.'] };
  }
  return pickEdit(state, (picked + 1) % edits.length);
}

/** Turns the file that the cursor is in to another edit; what is decided of other files stays. */
function pickEdit(state: State, picked: number): State {
  const { file } = state.hunks[state.cursor]!;
  const offered = state.offered.with(file, { ...state.offered[file]!, picked });
  const first = state.hunks.findIndex((hunk) => hunk.file === file);
  const n = state.hunks.filter((hunk) => hunk.file === file).length;
  const own = hunksOf(offered[file]!, file);
  const open = own.map(() => undefined);
  return {
    ...state,
    offered,
    hunks: state.hunks.toSpliced(first, n, ...own),
    marks: state.marks.toSpliced(first, n, ...open),
    cursor: first,
    scroll: 0,
  };
}

function hunksOf({ path, edits, picked }: Offered, file: number): ReviewHunk[] {
  const { hunks, hunkConfidence } = edits[picked]!;
  return hunks.map((hunk, at) => {
    const confidence = hunkConfidence?.[at];
    return { path, file, hunk, ...(confidence !== undefined && { confidence }) };
  });
}
