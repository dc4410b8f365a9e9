import type { Key } from 'ink';
import { describe, expect, test } from 'vitest';
import { diff } from '../../../src/apply/diff.js';
import { select } from '../../../src/apply/select.js';
import {
  acceptedByFile,
  noticesOf,
  pickedInstruction,
  pickedProposal,
} from '../../../src/cli/ui/decision.js';
import { press } from '../../../src/cli/ui/keys.js';
import { hunkDraft } from '../../../src/cli/ui/parts.js';
import { reduce } from '../../../src/cli/ui/reducer.js';
import { initialState, type State } from '../../../src/cli/ui/state.js';
import { visibleRows } from '../../../src/cli/ui/window.js';
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
  return { path, before, after, program: [], hunks: diff(before, after), alternatives: [], stats };
}

const start = initialState(['a.ts', 'b.ts'], 'fix it', { commit: 'cad: fix', patch: 'cad.patch' });
const review = reduce(start, {
  type: 'proposed',
  proposal: [changed('a.ts', 2), changed('b.ts', 3)],
});

/** Types keys one after another. */
function typed(state: State, keys: string): State {
  return Array.from(keys).reduce(
    (at, each) => (each === '\r' ? press(at, '', key('return')) : press(at, each, NO_KEY)),
    state,
  );
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
  const file = {
    ...changed('a.ts', 1),
    abstained: { kind: 'unfinished' as const, reason: 'the budget is spent' },
  };
  expect(noticesOf(reduce(start, { type: 'proposed', proposal: [file] }))).toEqual([
    'a.ts is not finished: the budget is spent',
  ]);
});

test('an edit that the model is not sure of is announced', () => {
  const abstained = { kind: 'unsure' as const, confidence: 0.41, minConfidence: 0.6 };
  const proposal = [{ ...changed('a.ts', 1), abstained }];
  expect(noticesOf(reduce(start, { type: 'proposed', proposal }))).toEqual([
    'a.ts: the model is 41 % sure of it, and 60 % is asked for',
  ]);
});

test('where the model doubts that nothing is to change, its other edits are shown', () => {
  const [doubtful, other] = [{ ...changed('a.ts', 1), hunks: [] }, changed('a.ts', 2)];
  const abstained = { kind: 'unsure' as const, confidence: 0.41, minConfidence: 0.6 };
  const unsure = { ...other, abstained: { ...abstained, confidence: 0.3 } };
  const file = { ...doubtful, abstained, alternatives: [unsure] };
  const state = reduce(start, { type: 'proposed', proposal: [file] });
  expect(state.hunks).toHaveLength(2);
  expect(noticesOf(state)).toEqual(['a.ts: the model is 30 % sure of it, and 60 % is asked for']);
  const sure = { ...doubtful, alternatives: [unsure] };
  expect(reduce(start, { type: 'proposed', proposal: [sure] }).hunks).toEqual([]);
});

describe('other edits', () => {
  const [one, two, three] = [changed('a.ts', 1), changed('a.ts', 2), changed('a.ts', 3)];
  const nothing = { ...one, hunks: [] };
  const proposal = [{ ...two, alternatives: [nothing, one, three] }, changed('b.ts', 1)];
  const chosen = reduce(start, { type: 'proposed', proposal });

  test('are turned to one after another, but for those that change nothing', () => {
    const counts = ['', 'c', 'cc', 'ccc'].map((keys) => typed(chosen, keys).hunks.length);
    expect(counts).toEqual([3, 2, 4, 3]);
  });

  test('leave what is decided of other files', () => {
    const state = typed(chosen, 'yynkc');
    expect(state.marks).toEqual([true, true, false]);
    const back = reduce({ ...state, phase: 'review', cursor: 0 }, { type: 'alternative' });
    expect(back).toMatchObject({ marks: [undefined, false], cursor: 0 });
  });

  test('take the place of the proposed one', () => {
    const state = typed(chosen, 'cA');
    const [first, second] = pickedProposal(proposal, state);
    expect(first).toMatchObject({ path: 'a.ts', hunks: one.hunks });
    expect(first!.after).toBe(one.after);
    expect(second).toMatchObject({ path: 'b.ts', hunks: proposal[1]!.hunks });
    expect(acceptedByFile(state)).toEqual([new Set([0]), new Set([0])]);
  });
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

test('a and d decide what is open from here on in the file, A and D in all files', () => {
  expect(typed(review, 'nja').marks).toEqual([false, undefined, true, true, true]);
  expect(typed(review, 'a')).toMatchObject({ cursor: 2, phase: 'review' });
  expect(typed(review, 'yd').marks).toEqual([true, false, undefined, undefined, undefined]);
  expect(typed(review, 'nA').marks).toEqual([false, true, true, true, true]);
  expect(typed(review, 'yD')).toMatchObject({
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

test('j and k go to hunks that are open, J and K to any', () => {
  expect(typed(review, 'kk').cursor).toBe(0);
  expect(typed(review, 'jjjjjjj').cursor).toBe(4);
  expect(typed(review, 'ykJ').cursor).toBe(2);
  const decided = typed(review, 'yJyKKK');
  expect(decided).toMatchObject({
    cursor: 0,
    marks: [true, undefined, true, undefined, undefined],
  });
  expect(typed(decided, 'j').cursor).toBe(1);
  expect(typed(decided, 'jj').cursor).toBe(3);
  expect(typed(decided, 'jjk').cursor).toBe(1);
  expect(typed(decided, 'JJ').cursor).toBe(2);
  const all = reduce(typed(review, 'A'), { type: 'back' });
  expect(typed({ ...all, cursor: 0 }, 'jj').cursor).toBe(2);
});

describe('the list of hunks', () => {
  test('opens at the hunk, moves, and goes there', () => {
    expect(typed(review, 'jg').list).toEqual({ at: 1, typed: '' });
    const at = press(typed(review, 'jgjj'), '', key('return'));
    expect(at).toMatchObject({ cursor: 3 });
    expect(at.list).toBeUndefined();
    expect(press(typed(review, 'gjj'), '', key('escape'))).toMatchObject({ cursor: 0 });
  });

  test('gg goes to the first hunk, G and gG to the last', () => {
    expect(typed(review, 'jjgg').cursor).toBe(0);
    expect(typed(review, 'G').cursor).toBe(4);
    expect(typed(review, 'gG').cursor).toBe(4);
  });

  test('digits are the number of a hunk', () => {
    expect(typed(review, 'g3').list?.at).toBe(2);
    expect(typed(review, 'g9').list?.at).toBe(4);
    const many = reduce(start, { type: 'proposed', proposal: [changed('a.ts', 20)] });
    expect(typed(many, 'g12').list?.at).toBe(11);
    expect(typed(many, 'g1j2').list?.at).toBe(1);
  });
});

describe('scrolling', () => {
  const small = reduce(review, { type: 'resize', size: { columns: 80, rows: 14 } });

  test('goes by rows, and on into the next hunk', () => {
    const down = (n: number) =>
      Array.from({ length: n }).reduce<State>((at) => press(at, '', key('downArrow')), small);
    expect(down(3)).toMatchObject({ cursor: 0, scroll: 3 });
    // A row for the file, one for the hunk's place, and eight lines.
    expect(down(10)).toMatchObject({ cursor: 1, scroll: 0 });
    expect(press(down(10), '', key('upArrow'))).toMatchObject({ cursor: 0, scroll: 9 });
    expect(typed(down(3), 'J')).toMatchObject({ cursor: 1, scroll: 0 });
  });

  test('goes by pages and half pages, within bounds', () => {
    expect(press(small, 'd', key('ctrl'))).toMatchObject({ cursor: 0, scroll: 5 });
    expect(press(small, '', key('pageDown'))).toMatchObject({ cursor: 1, scroll: 0 });
    expect(press(press(small, '', key('pageDown')), 'u', key('ctrl'))).toMatchObject({ scroll: 5 });
    const end = press(small, 'f'.repeat(1), key('ctrl'));
    expect(end).toMatchObject({ cursor: 1 });
    const far = Array.from({ length: 20 }).reduce<State>(
      (at) => press(at, '', key('pageDown')),
      small,
    );
    expect(far).toMatchObject({ cursor: 4, scroll: 0 });
    expect(press(small, '', key('pageUp'))).toMatchObject({ cursor: 0, scroll: 0 });
  });

  test('home and end go to the first and the last row', () => {
    const end = press(small, '', key('end'));
    expect(visibleRows(end).at(-1)).toBe(visibleRows(press(end, '', key('pageDown'))).at(-1));
    expect(end).toMatchObject({ cursor: 4 });
    expect(press(end, '', key('home'))).toMatchObject({ cursor: 0, scroll: 0 });
  });

  test('arrows go sideways', () => {
    expect(press(small, '', key('rightArrow')).shift).toBe(8);
    expect(press(small, '', key('leftArrow')).shift).toBe(0);
  });
});

describe('undo', () => {
  test('takes decisions back one by one, from the finish too', () => {
    const state = typed(review, 'ynA');
    expect(state.phase).toBe('finish');
    expect(typed(state, 'u')).toMatchObject({
      phase: 'review',
      cursor: 2,
      marks: [true, false, undefined, undefined, undefined],
    });
    expect(typed(state, 'uuu').marks).toEqual(review.marks);
    expect(typed(state, 'uuuu').problem).toEqual(['Nothing to undo.']);
  });

  test('brings split and picked hunks back', () => {
    for (const keys of ['s', 'l \r', 'c', ' ']) {
      const file = { ...whole, alternatives: [changed('a.ts', 1)] };
      const state = reduce(start, { type: 'proposed', proposal: [file] });
      const after = typed(state, keys);
      expect(after.past).toHaveLength(1);
      expect(typed(after, 'u').hunks).toBe(state.hunks);
    }
  });

  test('what only looks is not undone', () => {
    expect(typed(review, 'jJGggt').past).toEqual([]);
  });
});

/** One hunk of two changes, `1 B 3 4 5 F 7` from `1 2 3 4 5 6 7`. */
const whole: ProposedFile = (() => {
  const [before, after] = [Source.of('1\n2\n3\n4\n5\n6\n7\n'), Source.of('1\nB\n3\n4\n5\nF\n7\n')];
  const stats = newStats('lossless');
  const path = 'a.ts';
  return { path, before, after, program: [], hunks: diff(before, after), alternatives: [], stats };
})();

/** The file that the accepted hunks make, on one line. */
function made(state: State): string {
  const [file] = pickedProposal([whole], state);
  const bytes = select(file!.before, file!.hunks, acceptedByFile(state)[0]!);
  return new TextDecoder().decode(bytes).replaceAll('\n', ' ').trim();
}

describe('parts of a hunk', () => {
  const state = reduce(start, { type: 'proposed', proposal: [whole] });

  test('s splits, and each part is decided', () => {
    const parts = typed(state, 's');
    expect(parts.marks).toEqual([undefined, undefined]);
    expect(made(typed(parts, 'ny'))).toBe('1 2 3 4 5 F 7');
    expect(typed(parts, 's').problem).toEqual(['This hunk is one change: `l` picks lines.']);
  });

  test('parts keep their confidence', () => {
    const sure = reduce(start, {
      type: 'proposed',
      proposal: [{ ...whole, hunkConfidence: [0.5] }],
    });
    expect(typed(sure, 's').hunks.map(({ confidence }) => confidence)).toEqual([0.5, 0.5]);
  });

  test('l picks lines: space turns one over and goes on, enter takes them', () => {
    const picking = typed(state, 'l');
    expect(picking.picking).toEqual({ at: 1, chosen: new Set() });
    expect(typed(picking, 'jjj').picking?.at).toBe(7);
    const taken = typed(picking, '  \r');
    expect(taken).toMatchObject({ marks: [true], phase: 'review' });
    expect(taken.picking).toBeUndefined();
    expect(made(taken)).toBe('1 B 3 4 5 6 7');
    expect(made(typed(picking, 'a\r'))).toBe('1 B 3 4 5 F 7');
    expect(typed(picking, 'aa').picking?.chosen.size).toBe(0);
  });

  test('picking nothing leaves the hunk', () => {
    const state1 = typed(state, 'l\r');
    expect(state1.hunks).toBe(state.hunks);
    expect(state1.problem).toEqual(['No line is picked, so the hunk is as it was.']);
    expect(press(typed(state, 'l '), '', key('escape')).hunks).toBe(state.hunks);
  });

  test('e asks for the editor, and takes what comes back', () => {
    expect(typed(state, 'e').choice).toEqual({ action: 'editHunk' });
    const text = new TextDecoder().decode(hunkDraft(state)).replace('+B', '+X');
    const edited = reduce(state, { type: 'edited', text: Buffer.from(text) });
    expect(edited.marks).toEqual([true]);
    expect(made(edited)).toBe('1 X 3 4 5 F 7');
  });

  test('an edited hunk that does not fit is kept for the next try', () => {
    const text = Buffer.from('nonsense\n');
    const edited = reduce(state, { type: 'edited', text });
    expect(edited.hunks).toBe(state.hunks);
    expect(edited.problem[0]).toMatch(/^Each line of a hunk begins with .*The hunk is as it was/);
    expect(hunkDraft(edited)).toBe(text);
    expect(typed(edited, 'j').problem).toEqual([]);
  });
});

describe('search', () => {
  const find = (text: string) => press(typed(review, `/${text}`), '', key('return'));

  test('goes to the next hit; n and N go on until another key', () => {
    const found = find('NEW'.toLowerCase());
    expect(found.search).toMatchObject({ at: 0, text: 'new' });
    expect(found.search?.hits).toHaveLength(5);
    expect(typed(found, 'nn').cursor).toBe(2);
    expect(typed(found, 'N').cursor).toBe(4);
    expect(typed(found, 'nn').marks).toEqual(review.marks);
    const over = press(found, '', key('escape'));
    expect(over.search).toBeUndefined();
    expect(typed(over, 'n').marks[0]).toBe(false);
  });

  test('any other key ends it', () => {
    expect(typed(find('new'), 'j').search).toBeUndefined();
  });

  test('upper case is meant', () => {
    expect(find('New').problem).toEqual(['“New” is not in the hunks.']);
    expect(find('LINE').problem).toHaveLength(1);
  });

  test('scrolls to a hit that is not shown', () => {
    const small = reduce(review, { type: 'resize', size: { columns: 80, rows: 8 } });
    const found = press(typed(small, '/line 8'), '', key('return'));
    expect(found.scroll).toBeGreaterThan(0);
    const rows = visibleRows(found).map((row) => (row.style === 'line' ? row.cell.text : ''));
    expect(rows).toContain('line 8');
  });
});

describe('retry', () => {
  const asked = typed(review, 'jjr');
  const again = reduce(review, { type: 'retry', instruction: 'other', commit: 'cad: other' });

  test('asks for the instruction, with the last one to start from', () => {
    expect(asked.question).toMatchObject({ about: 'retry', line: { text: 'fix it' } });
    const chosen = press(press(asked, '!', NO_KEY), '', key('return'));
    expect(chosen.choice).toEqual({ action: 'retry', instruction: 'fix it!' });
  });

  test('adds an edit to those of the file, and turns to it', () => {
    const decided = { ...again, marks: review.marks.with(3, true) };
    const done = reduce(decided, { type: 'proposed', proposal: [changed('a.ts', 3)] });
    expect(done).toMatchObject({ phase: 'review', cursor: 0, instruction: 'other' });
    expect(done.hunks).toHaveLength(6);
    expect(done.marks).toEqual([undefined, undefined, undefined, undefined, true, undefined]);
    expect(done.offers.commit).toBe('cad: other');
    expect(pickedInstruction(done)).toBe('other\nfix it');
    expect(typed(done, 'c').hunks).toHaveLength(5);
    expect(pickedInstruction(typed(done, 'c'))).toBe('fix it');
    expect(typed(done, 'u').hunks).toBe(review.hunks);
  });

  test('nothing to change, a failure and escape lead back', () => {
    const nothing = { ...changed('a.ts', 1), hunks: [] };
    const none = reduce(again, { type: 'proposed', proposal: [nothing] });
    expect(none.problem).toEqual(['With this instruction there is nothing to change.']);
    const failed = reduce(again, { type: 'failed', problem: ['Error: no'] });
    const stopped = press(again, '', key('escape'));
    for (const state of [none, failed, stopped]) {
      expect(state).toMatchObject({ phase: 'review', hunks: review.hunks });
      expect(state.retry).toBeUndefined();
    }
    const late = reduce(stopped, { type: 'proposed', proposal: [changed('a.ts', 3)] });
    expect(late.hunks).toBe(review.hunks);
  });
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
  const state = typed(review, 'D');
  for (const press of ['c', 'e', 's', 'w', 'p', 'x']) expect(typed(state, press)).toBe(state);
  expect(typed(state, 'b').phase).toBe('review');
  expect(typed(state, 'q').choice).toEqual({ action: 'quit' });
});

test('s and w choose at once', () => {
  expect(typed(review, 'As').choice).toEqual({ action: 'stage' });
  expect(typed(review, 'Aw').choice).toEqual({ action: 'write' });
});

test('c asks for the message, and enter commits with it', () => {
  const asked = typed(review, 'Ac');
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

test('text that comes at once may end with enter', () => {
  const asked = press(typed(review, 'Ac'), 'u', key('ctrl'));
  expect(press(asked, 'one\r', NO_KEY).choice).toEqual({ action: 'commit', message: 'one' });
  expect(press(asked, 'one\rtwo', NO_KEY).question?.line.text).toBe('one two');
});

test('an empty message is not taken', () => {
  const empty = press(typed(review, 'Ac'), 'u', key('ctrl'));
  expect(press(empty, '', key('return'))).toBe(empty);
});

test('p asks for the name of the patch file', () => {
  const state = press(typed(review, 'Ap'), '', key('return'));
  expect(state.choice).toEqual({ action: 'patch', file: 'cad.patch' });
});

test('ctrl-c stops everywhere, escape only while decoding', () => {
  const states = [start, review, typed(review, 'A'), typed(review, 'Ac'), typed(review, '?')];
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
