// What the screen knows: plain data, changed by the reducer alone.

import type { Hunk } from '../../apply/diff.js';
import type { DecodeEvent } from '../../decode/decoder.js';
import type { LineRange, Source } from '../../grammar/source.js';
import type { Edit, Proposal, ProposedFile } from '../../propose.js';
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
  readonly nForwards: number;
  readonly elapsedMs: number;
  /** What the engine does before the first token. */
  readonly step: 'loading' | 'reading' | 'writing';
}

/** A hunk under review, with its place in the proposal. */
export interface ReviewHunk {
  readonly path: string;
  readonly file: number;
  readonly hunk: Hunk;
  /** The probability that it is right, where the model can tell. */
  readonly confidence?: number;
}

/** An edit to choose, and the instruction that it was made by. */
export type OfferedEdit = Edit & Pick<ProposedFile, 'prompts'> & { readonly instruction: string };

/** What may be done to a file: the edits to choose from, the proposed one first. */
export interface Offered {
  readonly path: string;
  readonly before: Source;
  readonly edits: readonly OfferedEdit[];
  /** Index of the edit under review. */
  readonly picked: number;
}

/** What the user chose to do. The accepted hunks stand beside it in the state's `marks`. */
export type Choice =
  | { readonly action: 'commit'; readonly message: string }
  | { readonly action: 'stage' | 'write' | 'quit' | 'interrupt' }
  | { readonly action: 'patch'; readonly file: string }
  /** These are carried out, and the screen opens again. */
  | { readonly action: 'editHunk' | 'editMessage' | 'copy' }
  | { readonly action: 'retry'; readonly instruction: string };

/** A line of text that the user is asked for. */
export interface Question {
  readonly about: 'commit' | 'patch' | 'retry' | 'search';
  readonly line: Line;
}

/** Changed lines of the current hunk that are picked one by one; indices of its lines. */
export interface LinePicking {
  readonly at: number;
  readonly chosen: ReadonlySet<number>;
}

/** Index of the hunk that the list points at, and the digits of its number that were typed. */
export interface HunkListing {
  readonly at: number;
  readonly typed: string;
}

/** A line of a hunk that holds what is searched for. */
export interface Hit {
  readonly hunk: number;
  readonly line: number;
}

export interface Search {
  readonly text: string;
  readonly hits: readonly Hit[];
  /** Index of the hit that is shown. */
  readonly at: number;
}

/** What undo goes back to. */
export type Decided = Pick<State, 'offered' | 'hunks' | 'marks' | 'cursor'>;

export interface Size {
  readonly columns: number;
  readonly rows: number;
}

export interface State {
  readonly phase: 'decoding' | 'review' | 'finish';
  readonly size: Size;
  readonly paths: readonly string[];
  readonly stream: Stream;
  /** Per file; empty while it is decoded. */
  readonly offered: readonly Offered[];
  /** Those of the picked edits, in parts or changed where the user wanted that. */
  readonly hunks: readonly ReviewHunk[];
  /** Per hunk: accepted, rejected, or not decided yet, which counts as rejected at the end. */
  readonly marks: readonly (boolean | undefined)[];
  readonly past: readonly Decided[];
  /** Index of the hunk that keys act on. */
  readonly cursor: number;
  /** Rows of the current hunk that are scrolled out above. */
  readonly scroll: number;
  /** Columns that are scrolled out at the left. */
  readonly shift: number;
  readonly layout: 'auto' | 'unified' | 'split';
  readonly help: boolean;
  /** The list of hunks, where it is open. */
  readonly list?: HunkListing;
  readonly picking?: LinePicking;
  readonly search?: Search;
  /** What the user is to know about the last key, in lines. */
  readonly problem: readonly string[];
  /** An edited hunk that was not taken, for the next try. */
  readonly draft?: { readonly hunk: Hunk; readonly text: Uint8Array };
  /** What is decoded anew, and the commit message that goes with it. */
  readonly retry?: { readonly file: number; readonly instruction: string; readonly commit: string };
  /** The last that was given. */
  readonly instruction: string;
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
  | { readonly type: 'resize'; readonly size: Size }
  | { readonly type: 'decode'; readonly file: number; readonly event: DecodeEvent }
  | { readonly type: 'proposed'; readonly proposal: Proposal }
  | { readonly type: 'retry'; readonly instruction: string; readonly commit: string }
  | { readonly type: 'failed' | 'told'; readonly problem: readonly string[] }
  | { readonly type: 'mark'; readonly accepted: boolean; readonly rest?: 'file' | 'all' }
  | { readonly type: 'toggle' | 'alternative' | 'split' | 'undo' | 'layout' }
  | { readonly type: 'help' | 'finish' | 'back' | 'submit' }
  | { readonly type: 'edited'; readonly text: Uint8Array }
  /** To the next hunk, the next that is not decided, a row, a column, or a hit of the search. */
  | { readonly type: 'move' | 'open' | 'scroll' | 'shift' | 'hit'; readonly by: number }
  | { readonly type: 'pages'; readonly by: number }
  | { readonly type: 'go'; readonly to: number }
  | { readonly type: 'list'; readonly list?: HunkListing }
  | { readonly type: 'pick'; readonly what: 'start' | 'toggle' | 'all' | 'take' | 'stop' }
  | { readonly type: 'pickMove'; readonly by: number }
  | { readonly type: 'ask'; readonly about: Question['about'] }
  | { readonly type: 'edit'; readonly line: Line }
  | { readonly type: 'choose'; readonly choice: Choice };

/** The screen before anything is decoded. */
export function initialState(
  paths: readonly string[],
  instruction: string,
  offers: State['offers'],
): State {
  return {
    phase: 'decoding',
    size: { columns: 80, rows: 24 },
    paths,
    stream: emptyStream(0),
    offered: [],
    hunks: [],
    marks: [],
    past: [],
    cursor: 0,
    scroll: 0,
    shift: 0,
    layout: 'auto',
    help: false,
    problem: [],
    instruction,
    offers,
  };
}

/** A stream with nothing in it. */
export function emptyStream(file: number): Stream {
  return { file, parts: [], nTokens: 0, nForwards: 0, elapsedMs: 0, step: 'loading' };
}
