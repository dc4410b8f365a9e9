import type { Key } from 'ink';
import { expect, test } from 'vitest';
import { diff } from '../../../src/apply/diff.js';
import { press } from '../../../src/cli/ui/keys.js';
import { reduce } from '../../../src/cli/ui/reducer.js';
import { acceptedByFile, initialState, type State } from '../../../src/cli/ui/state.js';
import type { DecodeEvent } from '../../../src/decode/decoder.js';
import { newStats } from '../../../src/decode/stats.js';
import { Source } from '../../../src/grammar/source.js';
import type { ProposedFile } from '../../../src/propose.js';

const NO_KEY = Object.fromEntries(
  ['upArrow', 'downArrow', 'leftArrow', 'rightArrow', 'pageDown', 'pageUp', 'return', 'escape']
    .concat(['ctrl', 'shift', 'tab', 'backspace', 'delete', 'meta', 'home', 'end'])
    .map((name) => [name, false]),
) as unknown as Key;
const key = (...names: (keyof Key)[]): Key => ({
  ...NO_KEY,
  ...Object.fromEntries(names.map((name) => [name, true])),
});

/** A file with a change every ten lines. */
function changed(path: string, nHunks: number): ProposedFile {
  const lines = Array.from({ length: nHunks * 10 }, (_, n) => `line ${n}\n`);
  const before = Source.of(lines.join(''));
  const after = Source.of(lines.map((line, n) => (n % 10 === 5 ? 'new\n' : line)).join(''));
  const stats = newStats('lossless');
  return { path, before, after, program: [], hunks: diff(before, after), stats };
}

const start = initialState(['a.ts', 'b.ts'], { commit: 'cad: fix', patch: 'cad.patch' });
const review = reduce(start, {
  type: 'proposed',
  proposal: [changed('a.ts', 2), changed('b.ts', 3)],
});

/** Types keys one after another. */
function typed(state: State, keys: string): State {
  return Array.from(keys).reduce((at, each) => press(at, each, NO_KEY), state);
}

function decoded(...events: DecodeEvent[]): State['stream'] {
  return events.reduce((at, event) => reduce(at, { type: 'decode', file: 0, event }), start).stream;
}

test('copies and gens that continue each other are joined in the stream', () => {
  const { parts, step } = decoded(
    { type: 'loaded', loadMs: 1 },
    { type: 'prompt', nTokens: 9, prefillMs: 1 },
    { type: 'copy', lines: { first: 1, last: 4 } },
    { type: 'copy', lines: { first: 5, last: 7 } },
    { type: 'gen', text: 'a' },
    { type: 'gen', text: 'b\n' },
    { type: 'copy', lines: { first: 9, last: 9 } },
  );
  expect(step).toBe('writing');
  expect(parts).toEqual([
    { kind: 'copy', lines: { first: 1, last: 7 } },
    { kind: 'gen', text: 'ab\n' },
    { kind: 'copy', lines: { first: 9, last: 9 } },
  ]);
});

test('the stream starts anew with each file', () => {
  const one = reduce(start, { type: 'decode', file: 0, event: { type: 'gen', text: 'x' } });
  const two = reduce(one, { type: 'decode', file: 1, event: { type: 'gen', text: 'y' } });
  expect(two.stream).toMatchObject({ file: 1, parts: [{ kind: 'gen', text: 'y' }] });
});

test('a proposal opens the review of all hunks of all files', () => {
  expect(review).toMatchObject({ phase: 'review', cursor: 0 });
  expect(review.hunks.map(({ path }) => path)).toEqual(['a.ts', 'a.ts', 'b.ts', 'b.ts', 'b.ts']);
  expect(review.marks).toEqual(Array(5).fill(undefined));
});

test('an unfinished file is announced', () => {
  const file = { ...changed('a.ts', 1), abstained: 'the budget is spent' };
  const { notices } = reduce(start, { type: 'proposed', proposal: [file] });
  expect(notices).toEqual(['a.ts is not finished: the budget is spent']);
});

test('y and n decide and go on; when all is decided, the finish comes', () => {
  const state = typed(review, 'yny');
  expect(state).toMatchObject({ cursor: 3, phase: 'review' });
  expect(typed(state, 'nn')).toMatchObject({
    phase: 'finish',
    marks: [true, false, true, false, false],
  });
});

test('going on skips what is decided, and starts over at the top', () => {
  const state = typed(review, 'jjyjy');
  expect(state.marks).toEqual([undefined, undefined, true, undefined, true]);
  expect(state.cursor).toBe(0);
});

test('a and d decide all that is open from here on', () => {
  expect(typed(review, 'nja').marks).toEqual([false, undefined, true, true, true]);
  expect(typed(review, 'yd')).toMatchObject({
    phase: 'finish',
    marks: [true, false, false, false, false],
  });
});

test('space turns a mark over and stays', () => {
  expect(typed(review, ' ')).toMatchObject({
    cursor: 0,
    marks: [true, undefined, undefined, undefined, undefined],
  });
  expect(typed(review, '  ').marks[0]).toBe(false);
});

test('j and k move within bounds, and moving undoes scrolling', () => {
  expect(typed(review, 'kk').cursor).toBe(0);
  expect(typed(review, 'jjjjjjj').cursor).toBe(4);
  expect(typed(review, 'JJ').scroll).toBe(2);
  expect(typed(review, 'JJK').scroll).toBe(1);
  expect(typed(review, 'JJj').scroll).toBe(0);
  const far = press(press(review, '', key('pageDown')), '', key('pageDown'));
  expect(far.scroll).toBe(review.hunks[0]!.hunk.lines.length);
});

test('keys that arrive together count one by one', () => {
  expect(press(review, 'yyn', NO_KEY)).toMatchObject({
    cursor: 3,
    marks: [true, true, false, undefined, undefined],
  });
  expect(press(review, 'y\r', NO_KEY).phase).toBe('finish');
  expect(press(review, 'constructor', NO_KEY).marks).toContain(false);
});

test('open hunks count as rejected at the end', () => {
  const state = press(typed(review, 'njyjjy'), '', key('return'));
  expect(state.phase).toBe('finish');
  expect(acceptedByFile(state)).toEqual([new Set([]), new Set([0, 2])]);
});

test('with nothing accepted there is only the way back, and out', () => {
  const state = typed(review, 'd');
  for (const press of ['c', 's', 'w', 'p']) expect(typed(state, press)).toBe(state);
  expect(typed(state, 'b').phase).toBe('review');
  expect(typed(state, 'q').choice).toEqual({ action: 'quit' });
});

test('s and w choose at once', () => {
  expect(typed(review, 'as').choice).toEqual({ action: 'stage' });
  expect(typed(review, 'aw').choice).toEqual({ action: 'write' });
});

test('c asks for the message, and enter commits with it', () => {
  const asked = typed(review, 'ac');
  expect(asked.question).toEqual({ about: 'commit', line: { text: 'cad: fix', cursor: 8 } });
  const edited = press(asked, ' now', NO_KEY);
  expect(press(edited, '', key('return')).choice).toEqual({
    action: 'commit',
    message: 'cad: fix now',
  });
  const back = press(edited, '', key('escape'));
  expect(back).toMatchObject({ phase: 'finish', marks: [true, true, true, true, true] });
  expect(back.question).toBeUndefined();
});

test('an empty message is not taken', () => {
  const empty = press(typed(review, 'ac'), 'u', key('ctrl'));
  expect(press(empty, '', key('return'))).toBe(empty);
});

test('p asks for the name of the patch file', () => {
  const state = press(typed(review, 'ap'), '', key('return'));
  expect(state.choice).toEqual({ action: 'patch', file: 'cad.patch' });
});

test('ctrl-c stops everywhere, escape only while decoding', () => {
  const states = [start, review, typed(review, 'a'), typed(review, 'ac'), typed(review, '?')];
  for (const state of states) {
    expect(press(state, 'c', key('ctrl')).choice).toEqual({ action: 'interrupt' });
  }
  expect(press(start, '', key('escape')).choice).toEqual({ action: 'interrupt' });
  expect(press(review, '', key('escape')).choice).toBeUndefined();
});

test('any key closes the help and does nothing else', () => {
  expect(typed(review, '?y')).toEqual(review);
});

test('nothing changes after a choice', () => {
  const state = typed(review, 'q');
  expect(typed(state, 'y')).toBe(state);
});
