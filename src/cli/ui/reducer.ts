// (state, action) -> state of the screen; pure, and the only place where the state changes.

import type { DecodeEvent } from '../../decode/decoder.js';
import type { Proposal } from '../../propose.js';
import { lineOf } from './line.js';
import {
  type Action,
  emptyStream,
  type Part,
  type Question,
  type State,
  type Stream,
} from './state.js';

/** Applies an action. Once the user has chosen, nothing changes any more. */
export function reduce(state: State, action: Action): State {
  if (state.choice) return state;
  switch (action.type) {
    case 'decode':
      return { ...state, stream: streamed(state.stream, action.file, action.event) };
    case 'proposed':
      return proposed(state, action.proposal);
    case 'mark':
      return action.rest ? markRest(state, action.accepted) : markOne(state, action.accepted);
    case 'toggle':
      return { ...state, marks: state.marks.with(state.cursor, !state.marks[state.cursor]) };
    case 'move':
      return moved(state, state.cursor + action.by);
    case 'scroll':
      return scrolled(state, action.by);
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
  }
}

function streamed(before: Stream, file: number, event: DecodeEvent): Stream {
  const stream = before.file === file ? before : { ...emptyStream(file), step: before.step };
  switch (event.type) {
    case 'loaded':
      return { ...stream, step: 'reading' };
    case 'prompt':
      return { ...stream, step: 'writing' };
    case 'copy':
      return { ...stream, parts: appended(stream.parts, { kind: 'copy', lines: event.lines }) };
    case 'gen':
      return { ...stream, parts: appended(stream.parts, { kind: 'gen', text: event.text }) };
    case 'progress': {
      const { nTokens, elapsedMs } = event;
      return { ...stream, step: 'writing', nTokens, elapsedMs };
    }
  }
}

/** Adds a part; what continues the last part is joined to it. */
function appended(parts: readonly Part[], part: Part): Part[] {
  const last = parts.at(-1);
  if (last?.kind === 'gen' && part.kind === 'gen') {
    return parts.with(-1, { kind: 'gen', text: last.text + part.text });
  }
  if (last?.kind === 'copy' && part.kind === 'copy' && part.lines.first === last.lines.last + 1) {
    return parts.with(-1, { ...part, lines: { first: last.lines.first, last: part.lines.last } });
  }
  return [...parts, part];
}

function proposed(state: State, proposal: Proposal): State {
  const hunks = proposal.flatMap(({ path, hunks }, file) =>
    hunks.map((hunk) => ({ path, file, hunk })),
  );
  const notices = proposal.flatMap(({ path, abstained }) =>
    abstained === undefined ? [] : [`${path} is not finished: ${abstained}`],
  );
  return { ...state, phase: 'review', hunks, marks: hunks.map(() => undefined), notices };
}

function markOne(state: State, accepted: boolean): State {
  return advanced({ ...state, marks: state.marks.with(state.cursor, accepted) });
}

/** Marks the current hunk and those after it that are not decided yet. */
function markRest(state: State, accepted: boolean): State {
  const marks = state.marks.map((mark, index) =>
    index === state.cursor || (index > state.cursor && mark === undefined) ? accepted : mark,
  );
  return advanced({ ...state, marks });
}

/** Goes to the next hunk that is not decided, from the top again, or on to the finish. */
function advanced(state: State): State {
  const open = state.marks.flatMap((mark, index) => (mark === undefined ? [index] : []));
  const next = open.find((index) => index > state.cursor) ?? open[0];
  return next === undefined ? { ...state, phase: 'finish', scroll: 0 } : moved(state, next);
}

function moved(state: State, to: number): State {
  const cursor = Math.max(0, Math.min(state.hunks.length - 1, to));
  return { ...state, cursor, scroll: 0 };
}

function scrolled(state: State, by: number): State {
  const nRows = state.hunks[state.cursor]?.hunk.lines.length ?? 0;
  return { ...state, scroll: Math.max(0, Math.min(nRows, state.scroll + by)) };
}

function back(state: State): State {
  if (!state.question) return { ...state, phase: 'review' };
  const { question: _, ...rest } = state;
  return rest;
}

function asked(state: State, about: Question['about']): State {
  return state.marks.includes(true)
    ? { ...state, question: { about, line: lineOf(state.offers[about]) } }
    : state;
}

function submitted(state: State): State {
  const text = state.question?.line.text.trim();
  if (!state.question || !text) return state;
  const choice =
    state.question.about === 'commit'
      ? ({ action: 'commit', message: text } as const)
      : ({ action: 'patch', file: text } as const);
  return { ...state, choice };
}
