import { describe, expect, test } from 'vitest';
import { type FileArgument, parseFileArgument, regionOf } from '../../src/cli/file-argument.js';
import { UsageError } from '../../src/errors.js';
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

test('without lines the whole file may change', async () => {
  expect(await regionOf({ path: 'a.ts' }, source)).toEqual({});
});

test('a range is the fence, exactly', async () => {
  const lines = { first: 12, last: 18 };
  expect(await regionOf({ path: 'a.ts', lines }, source)).toEqual({ fence: lines });
});

test('a line is pointed to, and fences nothing', async () => {
  expect(await regionOf({ path: 'a.ts', pointed: 3 }, source)).toEqual({
    pointed: { first: 3, last: 3 },
  });
});

test.each([
  [{ lines: { first: 90, last: 98 } }, 'Lines 90-98 are outside `a.ts`.'],
  [{ lines: { first: 0, last: 3 } }, 'Lines 0-3 are outside `a.ts`.'],
  [{ lines: { first: 5, last: 3 } }, 'Lines 5-3 of `a.ts` end before they start.'],
  [{ pointed: 98 }, 'Line 98 is outside `a.ts`.'],
  [{ pointed: 0 }, 'Line 0 is outside `a.ts`.'],
])('%j is refused', async (lines, message) => {
  await expect(regionOf({ path: 'a.ts', ...lines }, source)).rejects.toThrow(message);
});

describe('a symbol', () => {
  test('at the top is meant before one inside another', async () => {
    const both = Source.of('class A {\n  go() {}\n}\nfunction go() {}\n');
    const { fence } = await regionOf({ path: 'a.js' }, both, 'go');
    expect(fence).toEqual({ first: 4, last: 4 });
  });

  const code = Source.of(
    'class A {\n  go() {}\n}\nclass B {\n  go() {}\n  stop() {}\n}\nf();\nfunction f() {}\n',
  );
  const fenceOf = async (symbol: string, argument: Partial<FileArgument> = {}) =>
    (await regionOf({ path: 'a.js', ...argument }, code, symbol)).fence;

  test('is the fence, by its name or with what it stands in', async () => {
    expect(await fenceOf('B')).toEqual({ first: 4, last: 7 });
    expect(await fenceOf('stop')).toEqual({ first: 6, last: 6 });
    expect(await fenceOf('B.go')).toEqual({ first: 5, last: 5 });
    expect(await fenceOf('f')).toEqual({ first: 9, last: 9 });
  });

  test.each<[string, Partial<FileArgument>, string, string | undefined]>([
    ['stopp', {}, '`a.js` declares no `stopp`.', 'Did you mean `stop`?'],
    ['parse', {}, '`a.js` declares no `parse`.', undefined],
    ['go', {}, 'declares `go` 2 times: `A.go` in lines 2-2, `B.go` in lines 5-5.', '`A.go`'],
    ['B', { pointed: 2 }, '`--symbol` cannot be used together with lines', undefined],
    ['B', { path: 'a.txt' }, 'the language of `a.txt` is not known', '`a.txt:120-180`'],
  ])('%s %j is refused', async (symbol, argument, message, hint) => {
    const error = await fenceOf(symbol, argument).catch((caught: UsageError) => caught);
    expect(error).toBeInstanceOf(UsageError);
    expect((error as UsageError).message).toContain(message);
    expect((error as UsageError).hint).toEqual(hint && expect.stringContaining(hint));
  });
});
