// What each key means on each part of the screen.

import type { Key } from './ink.js';
import { editLine, enterAt } from './line.js';
import { reduce } from './reducer.js';
import type { Action, State } from './state.js';

/** Columns that an arrow scrolls. */
const SHIFT = 8;

/** Applies a key press. Quick keys may arrive together, and each may change what the next one means. */
export function press(state: State, input: string, key: Key): State {
  if (key.ctrl || input.length < 2) return pressOne(state, input, key);
  if (!state.question) {
    return Array.from(input).reduce((before, each) => {
      return pressOne(before, each, { ...key, return: each === '\r' });
    }, state);
  }
  const end = enterAt(input);
  if (end === -1) return pressOne(state, input, key);
  return pressOne(pressOne(state, input.slice(0, end), key), '', { ...key, return: true });
}

function pressOne(state: State, input: string, key: Key): State {
  const action = actionOf(state, input, key);
  return action ? reduce(state, action) : state;
}

function actionOf(state: State, input: string, key: Key): Action | undefined {
  if (key.ctrl && input === 'c') return { type: 'choose', choice: { action: 'interrupt' } };
  if (state.help) return { type: 'help' };
  if (state.question) return questionAction(state, input, key);
  switch (state.phase) {
    case 'decoding':
      return key.escape ? stopAction(state) : undefined;
    case 'review':
      return reviewAction(state, input, key);
    case 'finish':
      return finishAction(state, input, key);
  }
}

function stopAction({ retry }: State): Action {
  return retry ? { type: 'back' } : { type: 'choose', choice: { action: 'interrupt' } };
}

function questionAction({ question }: State, input: string, key: Key): Action | undefined {
  if (key.escape) return { type: 'back' };
  if (key.return) return { type: 'submit' };
  return question && { type: 'edit', line: editLine(question.line, input, key) };
}

function reviewAction(state: State, input: string, key: Key): Action | undefined {
  if (state.list) return listAction(state, input, key);
  if (state.picking) return pickingAction(input, key);
  if (state.search && (input === 'n' || input === 'N')) {
    return { type: 'hit', by: input === 'n' ? 1 : -1 };
  }
  if (key.escape) return { type: 'back' };
  if (key.return) return { type: 'finish' };
  const scroll = scrollAction(input, key);
  if (scroll || key.ctrl || key.meta) return scroll;
  if (input === 'g') return { type: 'list', list: { at: state.cursor, typed: '' } };
  if (input === 'G') return { type: 'go', to: state.hunks.length - 1 };
  return REVIEW_KEYS.get(input);
}

function scrollAction(input: string, key: Key): Action | undefined {
  if (key.downArrow) return { type: 'scroll', by: 1 };
  if (key.upArrow) return { type: 'scroll', by: -1 };
  if (key.rightArrow) return { type: 'shift', by: SHIFT };
  if (key.leftArrow) return { type: 'shift', by: -SHIFT };
  if (key.pageDown) return { type: 'pages', by: 1 };
  if (key.pageUp) return { type: 'pages', by: -1 };
  if (key.home) return { type: 'scroll', by: -Infinity };
  if (key.end) return { type: 'scroll', by: Infinity };
  return key.ctrl ? CTRL_KEYS.get(input) : undefined;
}

const CTRL_KEYS: ReadonlyMap<string, Action> = new Map<string, Action>([
  ['d', { type: 'pages', by: 0.5 }],
  ['u', { type: 'pages', by: -0.5 }],
  ['f', { type: 'pages', by: 1 }],
  ['b', { type: 'pages', by: -1 }],
  ['e', { type: 'scroll', by: 1 }],
  ['y', { type: 'scroll', by: -1 }],
]);

const QUIT: Action = { type: 'choose', choice: { action: 'quit' } };

const REVIEW_KEYS: ReadonlyMap<string, Action> = new Map<string, Action>([
  ['y', { type: 'mark', accepted: true }],
  ['n', { type: 'mark', accepted: false }],
  ['a', { type: 'mark', accepted: true, rest: 'file' }],
  ['d', { type: 'mark', accepted: false, rest: 'file' }],
  ['A', { type: 'mark', accepted: true, rest: 'all' }],
  ['D', { type: 'mark', accepted: false, rest: 'all' }],
  ['j', { type: 'open', by: 1 }],
  ['k', { type: 'open', by: -1 }],
  ['J', { type: 'move', by: 1 }],
  ['K', { type: 'move', by: -1 }],
  [' ', { type: 'toggle' }],
  ['s', { type: 'split' }],
  ['l', { type: 'pick', what: 'start' }],
  ['e', { type: 'choose', choice: { action: 'editHunk' } }],
  ['c', { type: 'alternative' }],
  ['r', { type: 'ask', about: 'retry' }],
  ['u', { type: 'undo' }],
  ['/', { type: 'ask', about: 'search' }],
  ['t', { type: 'layout' }],
  ['?', { type: 'help' }],
  ['q', QUIT],
]);

/** Keys of the list of hunks; digits that follow one another make up a number. */
function listAction({ list, hunks }: State, input: string, key: Key): Action | undefined {
  const { at, typed } = list!;
  const last = hunks.length - 1;
  const to = (place: number, typed = ''): Action => {
    return { type: 'list', list: { at: Math.max(0, Math.min(last, place)), typed } };
  };
  if (key.return) return { type: 'go', to: at };
  if (key.escape || input === 'q') return { type: 'list' };
  if (input === 'g') return { type: 'go', to: 0 };
  if (input === 'G') return { type: 'go', to: last };
  if (key.downArrow || input === 'j') return to(at + 1);
  if (key.upArrow || input === 'k') return to(at - 1);
  return /^\d$/.test(input) ? to(Number(typed + input) - 1, typed + input) : undefined;
}

function pickingAction(input: string, key: Key): Action | undefined {
  if (key.return || input === 'y') return { type: 'pick', what: 'take' };
  if (key.escape || input === 'q') return { type: 'pick', what: 'stop' };
  if (input === ' ') return { type: 'pick', what: 'toggle' };
  if (input === 'a') return { type: 'pick', what: 'all' };
  if (key.downArrow || input === 'j') return { type: 'pickMove', by: 1 };
  if (key.upArrow || input === 'k') return { type: 'pickMove', by: -1 };
  return undefined;
}

function finishAction({ marks }: State, input: string, key: Key): Action | undefined {
  if (key.escape || input === 'b') return { type: 'back' };
  if (key.ctrl || key.meta) return undefined;
  if (input === 'q') return QUIT;
  if (input === '?') return { type: 'help' };
  if (input === 'u') return { type: 'undo' };
  return marks.includes(true) ? FINISH_KEYS.get(input) : undefined;
}

const FINISH_KEYS: ReadonlyMap<string, Action> = new Map<string, Action>([
  ['c', { type: 'ask', about: 'commit' }],
  ['e', { type: 'choose', choice: { action: 'editMessage' } }],
  ['p', { type: 'ask', about: 'patch' }],
  ['s', { type: 'choose', choice: { action: 'stage' } }],
  ['w', { type: 'choose', choice: { action: 'write' } }],
  ['x', { type: 'choose', choice: { action: 'copy' } }],
]);
