import { expect, test } from 'vitest';
import { diff } from '../../../src/apply/diff.js';
import { diffRows, programRows, visibleRows } from '../../../src/cli/ui/rows.js';
import { Source } from '../../../src/grammar/source.js';

const before = Source.of('one\n\ttwo\nthree\n');
const after = Source.of('one\n\t2\u001b\nthree\n');

function hunks(...paths: string[]) {
  return paths.map((path, file) => ({ path, file, hunk: diff(before, after)[0]! }));
}

test('a diff has a row per file, hunk and line, safe to show', () => {
  expect(diffRows(hunks('a.ts')).map(({ style, text }) => `${style}: ${text}`)).toEqual([
    'file: a.ts',
    'hunk: @@ -1,3 +1,3 @@',
    'context:  one',
    'removed: -    two',
    'added: +    2␛',
    'context:  three',
  ]);
});

test('a file is named once', () => {
  const rows = diffRows([hunks('a.ts'), hunks('a.ts'), hunks('x.ts', 'b.ts').slice(1)].flat());
  expect(rows.filter(({ style }) => style === 'file').map(({ text }) => text)).toEqual([
    'a.ts',
    'b.ts',
  ]);
});

test('a program has a row per copied span and per generated line', () => {
  const rows = programRows([
    { kind: 'copy', lines: { first: 1, last: 41 } },
    { kind: 'gen', text: 'x\n\ty' },
    { kind: 'copy', lines: { first: 42, last: 42 } },
  ]);
  expect(rows.map(({ style, text }) => `${style}: ${text}`)).toEqual([
    'copied: ┆ 1-41 · 41 lines',
    'generated: + x',
    'generated: +     y',
    'copied: ┆ 42 · 1 line',
  ]);
});

test('the window starts at the current hunk, scrolls within it, and stays filled at the end', () => {
  const rows = diffRows(hunks('a.ts', 'b.ts', 'c.ts'));
  const shown = (cursor: number, scroll: number, height: number) =>
    visibleRows(rows, { cursor, scroll }, height).map((row) => rows.indexOf(row));
  expect(shown(0, 0, 4)).toEqual([0, 1, 2, 3]);
  expect(shown(1, 0, 4)).toEqual([6, 7, 8, 9]);
  expect(shown(1, 2, 4)).toEqual([8, 9, 10, 11]);
  expect(shown(2, 5, 4)).toEqual([14, 15, 16, 17]);
  expect(shown(2, 0, 40)).toEqual(rows.map((_, index) => index));
});
