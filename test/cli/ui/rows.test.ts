import { expect, test } from 'vitest';
import { diff } from '../../../src/apply/diff.js';
import { diffRows, programRows, type Row } from '../../../src/cli/ui/rows.js';
import { Source } from '../../../src/grammar/source.js';

const before = Source.of('one\n\ttwo\nthree\n');
const after = Source.of('one\n\t2\u001b\nnew\nthree\n');

function hunks(...paths: string[]) {
  return paths.map((path, file) => ({ path, file, hunk: diff(before, after)[0]! }));
}

function shown(row: Row): string {
  if (row.style === 'line') return `${row.cell.n}${row.cell.kind}${row.cell.text}`;
  if (row.style !== 'pair') return `${row.style}: ${row.text}`;
  return [row.left, row.right]
    .map((cell) => cell && `${cell.n}${cell.kind}${cell.text}`)
    .join(' | ');
}

test('a diff has a row per file, hunk and line, safe to show', () => {
  expect(diffRows(hunks('a.ts')).map(shown)).toEqual([
    'file: a.ts',
    'hunk: @@ -1,3 +1,4 @@',
    '1 one',
    '2-    two',
    '2+    2␛',
    '3+new',
    '3 three',
  ]);
});

test('side by side a row has an old and a new line', () => {
  expect(diffRows(hunks('a.ts'), true).map(shown)).toEqual([
    'file: a.ts',
    'hunk: @@ -1,3 +1,4 @@',
    '1 one | 1 one',
    '2-    two | 2+    2␛',
    ' | 3+new',
    '3 three | 3 three',
  ]);
});

test('a line knows the line that it is a version of', () => {
  const [b, a] = [Source.of('if (a == b) {\n'), Source.of('if (a === b) {\n')];
  const rows = diffRows([{ path: 'a.ts', file: 0, hunk: diff(b, a)[0]! }]);
  const partners = rows.map((row) => (row.style === 'line' ? row.cell.partner : undefined));
  expect(partners.slice(2)).toEqual(['if (a === b) {', 'if (a == b) {']);
});

test('a file is named once', () => {
  const rows = diffRows([hunks('a.ts'), hunks('a.ts'), hunks('x.ts', 'b.ts').slice(1)].flat());
  expect(rows.filter(({ style }) => style === 'file').map(shown)).toEqual([
    'file: a.ts',
    'file: b.ts',
  ]);
});

test('a program has a bar per copied span and a row per generated line', () => {
  const rows = programRows([
    { kind: 'copy', lines: { first: 1, last: 41 } },
    { kind: 'gen', text: 'x\n\ty' },
    { kind: 'copy', lines: { first: 42, last: 42 } },
  ]);
  expect(rows.map(({ kind, text }) => `${kind}: ${text}`)).toEqual([
    'copy: ┆ 1-41 ━━━━━━━━━ 41 lines',
    'gen: + x',
    'gen: +     y',
    'copy: ┆ 42 ━ 1 line',
  ]);
});
