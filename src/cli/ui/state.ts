// What the screen knows: plain data, changed by the reducer alone.

import type { Hunk } from '../../apply/diff.js';
import type { DecodeEvent } from '../../decode/decoder.js';
import type { LineRange } from '../../grammar/source.js';
import type { Proposal } from '../../propose.js';
import type { Line } from './line.js';

/** A piece of the program as it streams in. */
export type Part =
  | { readonly kind: 'copy'; readonly lines: LineRange }
  | { readonly kind: 'gen'; readonly text: string };

/** The program of the file that is being decoded, so far. */
export interface Stream {
  /** Index into the state's `paths`. */
  readonly file: number;
  readonly parts: readonly Part[];
  readonly nTokens: number;
  readonly elapsedMs: number;
  /** What the engine does before the first token. */
  readonly step: 'loading' | 'reading' | 'writing';
}

/** A hunk under review, with its place in the proposal. */
export interface ReviewHunk {
  readonly path: string;
  readonly file: number;
  readonly hunk: Hunk;
}

/** What the user chose to do. The accepted hunks stand beside it in the state's `marks`. */
export type Choice =
  | { readonly action: 'commit'; readonly message: string }
  | { readonly action: 'stage' | 'write' | 'quit' | 'interrupt' }
  | { readonly action: 'patch'; readonly file: string };

/** A line of text that the user is asked for. */
export interface Question {
  readonly about: 'commit' | 'patch';
  readonly line: Line;
}

export interface State {
  readonly phase: 'decoding' | 'review' | 'finish';
  readonly paths: readonly string[];
  readonly stream: Stream;
  readonly hunks: readonly ReviewHunk[];
  /** Per hunk: accepted, rejected, or not decided yet, which counts as rejected at the end. */
  readonly marks: readonly (boolean | undefined)[];
  /** Index of the hunk that keys act on. */
  readonly cursor: number;
  /** Rows of the current hunk that are scrolled out above. */
  readonly scroll: number;
  readonly help: boolean;
  /** Sentences to show above the review, such as an abstention. */
  readonly notices: readonly string[];
  /** What kept the last choice from being carried out, in lines. */
  readonly problem: readonly string[];
  /** Offered as the commit message and the patch file. */
  readonly offers: { readonly commit: string; readonly patch: string };
  readonly question?: Question;
  readonly choice?: Choice;
}

/** The state together with what it is about. */
export interface Shown {
  readonly state: State;
  /** Empty while it is decoded. */
  readonly proposal: Proposal;
}

export type Action =
  | { readonly type: 'decode'; readonly file: number; readonly event: DecodeEvent }
  | { readonly type: 'proposed'; readonly proposal: Proposal }
  | { readonly type: 'mark'; readonly accepted: boolean; readonly rest?: boolean }
  | { readonly type: 'toggle' | 'help' | 'finish' | 'back' | 'submit' }
  | { readonly type: 'move' | 'scroll'; readonly by: number }
  | { readonly type: 'ask'; readonly about: Question['about'] }
  | { readonly type: 'edit'; readonly line: Line }
  | { readonly type: 'choose'; readonly choice: Choice };

/** The screen before anything is decoded. */
export function initialState(paths: readonly string[], offers: State['offers']): State {
  return {
    phase: 'decoding',
    paths,
    stream: emptyStream(0),
    hunks: [],
    marks: [],
    cursor: 0,
    scroll: 0,
    help: false,
    notices: [],
    problem: [],
    offers,
  };
}

/** The screen after the user's choice failed: the last question again, with what was typed. */
export function reopened(state: State, problem: readonly string[]): State {
  const { choice: _, question, ...rest } = state;
  const typed = question && { [question.about]: question.line.text };
  return { ...rest, phase: 'finish', problem, offers: { ...state.offers, ...typed } };
}

/** A stream with nothing in it. */
export function emptyStream(file: number): Stream {
  return { file, parts: [], nTokens: 0, elapsedMs: 0, step: 'loading' };
}

/** Gives the indices of the accepted hunks of each file, as `select` takes them. */
export function acceptedByFile({ paths, hunks, marks }: State): ReadonlySet<number>[] {
  return paths.map((_, file) => {
    const ofFile = hunks.flatMap((hunk, index) => (hunk.file === file ? [index] : []));
    return new Set(ofFile.flatMap((index, n) => (marks[index] ? [n] : [])));
  });
}
