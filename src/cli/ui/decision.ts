// What a state of the screen means to the run: which edits and hunks it takes, and what failed.

import type { Proposal } from '../../propose.js';
import { noticeText } from '../announce.js';
import { doubtfulFiles } from '../outcome.js';
import type { State } from './state.js';

/** The screen that goes on after the user's choice was carried out. */
export function resumed({ choice: _, ...state }: State): State {
  return state;
}

/** The screen after the user's choice failed: the last question again, with what was typed. */
export function reopened(state: State, problem: readonly string[]): State {
  const { question, ...rest } = resumed(state);
  const typed = question && { [question.about]: question.line.text };
  return { ...rest, phase: 'finish', problem, offers: { ...state.offers, ...typed } };
}

/** Sentences about the picked edits that are not to be trusted. */
export function noticesOf({ offered }: State): string[] {
  const picked = offered.map(({ path, edits, picked }) => ({ path, ...edits[picked]! }));
  return doubtfulFiles(picked).map(noticeText);
}

/** Gives the proposal with the edits that the user picked, and the hunks as the user left them. */
export function pickedProposal(proposal: Proposal, { offered, hunks }: State): Proposal {
  return proposal.map((file, at) => {
    const { edits, picked } = offered[at]!;
    const { instruction: _, ...edit } = edits[picked]!;
    const ofFile = hunks.flatMap((hunk) => (hunk.file === at ? [hunk.hunk] : []));
    return { ...file, ...edit, hunks: ofFile };
  });
}

/** Gives the instructions that the picked edits were made by, each once, in lines. */
export function pickedInstruction({ offered, instruction }: State): string {
  const each = offered.map(({ edits, picked }) => edits[picked]!.instruction);
  return [...new Set(each)].join('\n') || instruction;
}

/** Gives the indices of the accepted hunks of each file, as `select` takes them. */
export function acceptedByFile({ paths, hunks, marks }: State): ReadonlySet<number>[] {
  return paths.map((_, file) => {
    const ofFile = hunks.flatMap((hunk, index) => (hunk.file === file ? [index] : []));
    return new Set(ofFile.flatMap((index, n) => (marks[index] ? [n] : [])));
  });
}
