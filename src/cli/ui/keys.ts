// What each key means on each part of the screen.

import type { Key } from 'ink';
import { editLine } from './line.js';
import { reduce } from './reducer.js';
import type { Action, State } from './state.js';

/** Rows that a page key scrolls. */
const PAGE = 10;

/** Applies a key press. Quick keys may arrive together, and each may change what the next one means. */
export function press(state: State, input: string, key: Key): State {
  if (state.question || key.ctrl || input.length < 2) return pressOne(state, input, key);
  return Array.from(input).reduce((before, each) => {
    return pressOne(before, each, { ...key, return: each === '\r' });
  }, state);
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
      return key.escape ? { type: 'choose', choice: { action: 'interrupt' } } : undefined;
    case 'review':
      return reviewAction(input, key);
    case 'finish':
      return finishAction(state, input, key);
  }
}

function questionAction({ question }: State, input: string, key: Key): Action | undefined {
  if (key.escape) return { type: 'back' };
  if (key.return) return { type: 'submit' };
  return question && { type: 'edit', line: editLine(question.line, input, key) };
}

function reviewAction(input: string, key: Key): Action | undefined {
  if (key.return) return { type: 'finish' };
  if (key.downArrow) return { type: 'move', by: 1 };
  if (key.upArrow) return { type: 'move', by: -1 };
  if (key.pageDown || (key.ctrl && input === 'd')) return { type: 'scroll', by: PAGE };
  if (key.pageUp || (key.ctrl && input === 'u')) return { type: 'scroll', by: -PAGE };
  return key.ctrl || key.meta ? undefined : REVIEW_KEYS.get(input);
}

const REVIEW_KEYS: ReadonlyMap<string, Action> = new Map<string, Action>([
  ['y', { type: 'mark', accepted: true }],
  ['n', { type: 'mark', accepted: false }],
  ['a', { type: 'mark', accepted: true, rest: true }],
  ['d', { type: 'mark', accepted: false, rest: true }],
  ['j', { type: 'move', by: 1 }],
  ['k', { type: 'move', by: -1 }],
  ['J', { type: 'scroll', by: 1 }],
  ['K', { type: 'scroll', by: -1 }],
  [' ', { type: 'toggle' }],
  ['?', { type: 'help' }],
  ['q', { type: 'choose', choice: { action: 'quit' } }],
]);

function finishAction({ marks }: State, input: string, key: Key): Action | undefined {
  if (key.escape || input === 'b') return { type: 'back' };
  if (key.ctrl || key.meta) return undefined;
  if (input === 'q') return { type: 'choose', choice: { action: 'quit' } };
  if (input === '?') return { type: 'help' };
  return marks.includes(true) ? FINISH_KEYS.get(input) : undefined;
}

const FINISH_KEYS: ReadonlyMap<string, Action> = new Map<string, Action>([
  ['c', { type: 'ask', about: 'commit' }],
  ['p', { type: 'ask', about: 'patch' }],
  ['s', { type: 'choose', choice: { action: 'stage' } }],
  ['w', { type: 'choose', choice: { action: 'write' } }],
]);
