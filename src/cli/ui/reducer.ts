// (state, action) -> state of the screen; pure, and the only place where the state changes.

import { alternative, proposed, retrying } from './edits.js';
import { lineOf } from './line.js';
import { markOne, markRest, moved, openHunk } from './marks.js';
import { editedHunk, pick, pickMoved, splitHunk } from './parts.js';
import { hitMoved, searched } from './search.js';
import type { Action, Question, State } from './state.js';
import { streamed } from './stream.js';
import { heightOf, isSideBySide, scrolled } from './window.js';

/** Applies an action. Once the user has chosen, nothing changes any more. */
export function reduce(state: State, action: Action): State {
  if (state.choice) return state;
  const next = applied(told(state, action), action);
  const { offered, hunks, marks, cursor } = state;
  const isDecision = next.hunks !== hunks || next.marks !== marks;
  if (!isDecision || hunks.length === 0 || action.type === 'undo') return next;
  return { ...next, past: [...state.past, { offered, hunks, marks, cursor }] };
}

/** Actions after which `n` and `N` still go to hits. */
const SEARCHING: readonly Action['type'][] = [
  ...(['hit', 'scroll', 'pages', 'shift', 'layout', 'help', 'ask', 'edit', 'submit'] as const),
];

/** What was said about a key, and a search, are there until the next one. */
function told(state: State, { type }: Action): State {
  if (type === 'resize' || type === 'decode') return state;
  const search = SEARCHING.includes(type) ? state.search : undefined;
  if (state.problem.length === 0 && state.search === search) return state;
  return { ...state, problem: [], search };
}

function applied(state: State, action: Action): State {
  switch (action.type) {
    case 'resize':
      return { ...state, size: action.size };
    case 'decode':
      return { ...state, stream: streamed(state.stream, action.file, action.event) };
    case 'proposed':
      return state.phase === 'decoding' ? proposed(state, action.proposal) : state;
    case 'retry':
      return retrying(state, action);
    case 'failed':
      return { ...back(state), problem: action.problem };
    case 'told':
      return { ...state, problem: action.problem };
    case 'mark':
      return action.rest
        ? markRest(state, action.accepted, action.rest)
        : markOne(state, action.accepted);
    case 'toggle':
      return { ...state, marks: state.marks.with(state.cursor, !state.marks[state.cursor]) };
    case 'alternative':
      return alternative(state);
    case 'split':
      return splitHunk(state);
    case 'edited':
      return editedHunk(state, action.text);
    case 'undo':
      return undone(state);
    case 'pick':
      return pick(state, action.what);
    case 'pickMove':
      return pickMoved(state, action.by);
    default:
      return looked(state, action);
  }
}

/** Actions that decide nothing. */
function looked(state: State, action: Action): State {
  switch (action.type) {
    case 'move':
      return moved(state, state.cursor + action.by);
    case 'open':
      return openHunk(state, action.by);
    case 'go':
      return { ...moved(state, action.to), list: undefined };
    case 'list':
      return { ...state, list: action.list };
    case 'scroll':
      return scrolled(state, action.by);
    case 'pages':
      return scrolled(state, Math.trunc(action.by * heightOf(state)));
    case 'shift':
      return { ...state, shift: Math.max(0, state.shift + action.by) };
    case 'layout':
      return { ...state, layout: isSideBySide(state) ? 'unified' : 'split', scroll: 0 };
    case 'hit':
      return hitMoved(state, action.by);
    case 'help':
      return { ...state, help: !state.help };
    case 'finish':
      return { ...state, phase: 'finish' };
    case 'back':
      return back(state);
    case 'ask':
      return asked(state, action.about);
    case 'edit':
      return state.question
        ? { ...state, question: { ...state.question, line: action.line } }
        : state;
    case 'submit':
      return submitted(state);
    case 'choose':
      return { ...state, choice: action.choice };
    default:
      return state;
  }
}

function undone(state: State): State {
  const before = state.past.at(-1);
  if (!before) return { ...state, problem: ['Nothing to undo.'] };
  const past = state.past.slice(0, -1);
  return { ...state, ...before, past, phase: 'review', scroll: 0 };
}

function back(state: State): State {
  if (state.question) return { ...state, question: undefined };
  return { ...state, phase: 'review', retry: undefined };
}

function asked(state: State, about: Question['about']): State {
  const needsHunks = about === 'commit' || about === 'patch';
  if (needsHunks && !state.marks.includes(true)) return state;
  const { instruction, offers, search } = state;
  const texts = { ...offers, retry: instruction, search: search?.text ?? '' };
  return { ...state, question: { about, line: lineOf(texts[about]) } };
}

function submitted(state: State): State {
  const { question } = state;
  const text = question?.line.text.trim();
  if (!question || !text) return state;
  switch (question.about) {
    case 'commit':
      return { ...state, choice: { action: 'commit', message: text } };
    case 'patch':
      return { ...state, choice: { action: 'patch', file: text } };
    case 'retry':
      return { ...state, question: undefined, choice: { action: 'retry', instruction: text } };
    case 'search':
      return searched({ ...state, question: undefined }, text);
  }
}
