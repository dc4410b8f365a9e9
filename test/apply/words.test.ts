import { expect, test } from 'vitest';
import { changedParts, pairLines } from '../../src/apply/words.js';

/** Both versions with the changed parts in brackets. */
function marked(before: string, after: string): [string, string] {
  const [b, a] = changedParts(before, after);
  const show = (text: string, parts: readonly { start: number; end: number }[]) =>
    parts.reduceRight(
      (at, { start, end }) => `${at.slice(0, start)}[${at.slice(start, end)}]${at.slice(end)}`,
      text,
    );
  return [show(before, b), show(after, a)];
}

test.each([
  ['if (a == b) {', 'if (a === b) {', 'if (a [==] b) {', 'if (a [===] b) {'],
  ['return first;', 'return last;', 'return [first];', 'return [last];'],
  ['x = f(a)', 'x = await f(a)', 'x = f(a)', 'x = [await ]f(a)'],
  ['名前 = 値;', '名前 = 別;', '名前 = [値];', '名前 = [別];'],
  ['  a', 'a', '[  ]a', 'a'],
])('%j to %j', (before, after, ...expected) => {
  expect(marked(before, after)).toEqual(expected);
});

test('lines with little in common are not marked', () => {
  expect(changedParts('const a = 1;', 'throw new Error(message)')).toEqual([[], []]);
});

test('as many lines are pairs from the top', () => {
  expect(pairLines(['a', 'b'], ['x', 'y'])).toEqual([
    [0, 0],
    [1, 1],
  ]);
});

test('more lines are paired by what they have in common', () => {
  expect(pairLines(['return a;'], ['if (!a) stop();', 'return a + b;'])).toEqual([
    [undefined, 0],
    [0, 1],
  ]);
  expect(pairLines(['let x = 1;', 'old', 'return a;'], ['return b;'])).toEqual([
    [0, undefined],
    [1, undefined],
    [2, 0],
  ]);
});

test('lines without a partner stand alone', () => {
  expect(pairLines(['old'], ['x', 'y'])).toEqual([
    [0, 0],
    [undefined, 1],
  ]);
  expect(pairLines([], ['x'])).toEqual([[undefined, 0]]);
  expect(pairLines(['x'], [])).toEqual([[0, undefined]]);
});
