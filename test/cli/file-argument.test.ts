import { expect, test } from 'vitest';
import { parseFileArgument, regionOf } from '../../src/cli/file-argument.js';
import { Source } from '../../src/grammar/source.js';

const none = () => false;
const source = Source.of('line\n'.repeat(97));

test.each([
  ['a.ts', { path: 'a.ts' }],
  ['a.ts:120-180', { path: 'a.ts', lines: { first: 120, last: 180 } }],
  ['a.ts:130', { path: 'a.ts', pointed: 130 }],
  ['a.ts:130:7', { path: 'a.ts', pointed: 130 }],
  ['a:b.ts:3', { path: 'a:b.ts', pointed: 3 }],
  ['C:\\a.ts', { path: 'C:\\a.ts' }],
  ['a.ts:', { path: 'a.ts:' }],
])('%s is read', (argument, expected) => {
  expect(parseFileArgument(argument, none)).toEqual(expected);
});

test('a file whose name has a colon wins over a reading as lines', () => {
  expect(parseFileArgument('a:1', (path) => path === 'a:1')).toEqual({ path: 'a:1' });
});

test('without lines the whole file may change', () => {
  expect(regionOf({ path: 'a.ts' }, source)).toEqual({});
});

test('a range is the fence, exactly', () => {
  const lines = { first: 12, last: 18 };
  expect(regionOf({ path: 'a.ts', lines }, source)).toEqual({ fence: lines });
});

test('a line is pointed to, and fences nothing', () => {
  expect(regionOf({ path: 'a.ts', pointed: 3 }, source)).toEqual({
    pointed: { first: 3, last: 3 },
  });
});

test.each([
  [{ lines: { first: 90, last: 98 } }, 'Lines 90-98 are outside `a.ts`.'],
  [{ lines: { first: 0, last: 3 } }, 'Lines 0-3 are outside `a.ts`.'],
  [{ lines: { first: 5, last: 3 } }, 'Lines 5-3 of `a.ts` end before they start.'],
  [{ pointed: 98 }, 'Line 98 is outside `a.ts`.'],
  [{ pointed: 0 }, 'Line 0 is outside `a.ts`.'],
])('%j is refused', (lines, message) => {
  expect(() => regionOf({ path: 'a.ts', ...lines }, source)).toThrow(message);
});
