// What bare `cad` asks for: files, then the instruction. Plain data, and the one function that changes it.

import fuzzysort from 'fuzzysort';
import { type Line, lineOf } from '../line.js';
import type { Size } from '../state.js';

/** A file that the filter lets through. */
export interface Match {
  readonly path: string;
  /** Offsets of the characters that the filter found, in UTF-16 units. */
  readonly indexes: readonly number[];
}

/** Files, each with the lines that were asked for, and the instruction. */
export interface StartChoice {
  readonly files: readonly string[];
  readonly instruction: string;
}

export interface StartState {
  readonly phase: 'files' | 'instruction';
  readonly size: Size;
  readonly paths: readonly string[];
  readonly filter: Line;
  readonly matches: readonly Match[];
  readonly nMatches: number;
  /** Index into `matches`. */
  readonly cursor: number;
  /** In the order in which they were picked, as `path` or `path:lines`. */
  readonly picked: readonly string[];
  readonly instruction: Line;
  /** Earlier instructions, the newest first. */
  readonly history: readonly string[];
  /** Index of the earlier instruction that is shown, and what was typed before that. */
  readonly recalled?: { readonly at: number; readonly typed: string };
  readonly choice?: StartChoice | 'quit' | 'interrupt';
}

export type StartAction =
  | { readonly type: 'resize'; readonly size: Size }
  | { readonly type: 'edit'; readonly line: Line }
  | { readonly type: 'move'; readonly by: number }
  | { readonly type: 'pick' | 'enter' | 'back' }
  | { readonly type: 'choose'; readonly choice: 'quit' | 'interrupt' };

/** Most files that are listed; a longer filter finds the others. */
const MOST_MATCHES = 500;
/** `:130` or `:120-180` behind a filter: the lines to edit. */
const LINES = /:(\d+(-\d+)?)?$/;

/** The first question, with no filter. */
export function startState(paths: readonly string[], history: readonly string[]): StartState {
  const size = { columns: 80, rows: 24 };
  const [filter, instruction] = [lineOf(''), lineOf('')];
  const state = { phase: 'files', size, paths, picked: [], history, filter, instruction } as const;
  return filtered({ ...state, matches: [], nMatches: 0, cursor: 0 }, filter);
}

/** Applies an action. Once the user has chosen, nothing changes any more. */
export function reduceStart(state: StartState, action: StartAction): StartState {
  if (state.choice) return state;
  switch (action.type) {
    case 'resize':
      return { ...state, size: action.size };
    case 'edit':
      return state.phase === 'files'
        ? filtered(state, action.line)
        : { ...state, instruction: action.line };
    case 'move':
      return state.phase === 'files' ? moved(state, action.by) : recalled(state, -action.by);
    case 'pick':
      return state.phase === 'files' ? moved(turned(state), 1) : state;
    case 'enter':
      return entered(state);
    case 'back':
      return back(state);
    case 'choose':
      return { ...state, choice: action.choice };
  }
}

function filtered(state: StartState, filter: Line): StartState {
  const words = filter.text.replace(LINES, '').trim();
  const { paths } = state;
  const found = fuzzysort.go(words, paths, { limit: MOST_MATCHES });
  const matches =
    words === ''
      ? paths.slice(0, MOST_MATCHES).map((path) => ({ path, indexes: [] }))
      : found.map(({ target, indexes }) => ({ path: target, indexes: [...indexes] }));
  const nMatches = words === '' ? paths.length : found.total;
  return { ...state, filter, matches, nMatches, cursor: 0 };
}

function moved(state: StartState, by: number): StartState {
  const last = Math.max(0, state.matches.length - 1);
  return { ...state, cursor: Math.max(0, Math.min(last, state.cursor + by)) };
}

/** The file that is pointed at, with the lines behind the filter. */
function pointed({ matches, cursor, filter }: StartState): string | undefined {
  const path = matches[cursor]?.path;
  const lines = LINES.exec(filter.text)?.[1];
  return path === undefined || lines === undefined ? path : `${path}:${lines}`;
}

/** Picks the file that is pointed at, or gives it up. */
function turned(state: StartState): StartState {
  const path = state.matches[state.cursor]?.path;
  const file = pointed(state);
  if (path === undefined || file === undefined) return state;
  const others = state.picked.filter((each) => !isOf(each, path));
  const picked = others.length < state.picked.length ? others : [...others, file];
  return { ...state, picked };
}

/** Whether `file`, perhaps with lines, is of a path. */
export function isOf(file: string, path: string): boolean {
  return file === path || (file.startsWith(path) && LINES.test(file.slice(path.length)));
}

function entered(state: StartState): StartState {
  if (state.phase === 'files') {
    const file = pointed(state);
    const picked = state.picked.length > 0 || file === undefined ? state.picked : [file];
    return picked.length === 0 ? state : { ...state, picked, phase: 'instruction' };
  }
  const instruction = state.instruction.text.trim();
  return instruction === '' ? state : { ...state, choice: { files: state.picked, instruction } };
}

function back(state: StartState): StartState {
  if (state.phase === 'instruction') return { ...state, phase: 'files' };
  if (state.filter.text !== '') return filtered(state, lineOf(''));
  return { ...state, choice: 'quit' };
}

/** Shows an older instruction, or a newer one; after the newest comes what was typed. */
function recalled(state: StartState, by: number): StartState {
  const { history, recalled: { at, typed } = { at: -1, typed: state.instruction.text } } = state;
  const next = Math.max(-1, Math.min(history.length - 1, at + by));
  const instruction = lineOf(next === -1 ? typed : history[next]!);
  return { ...state, instruction, recalled: next === -1 ? undefined : { at: next, typed } };
}
