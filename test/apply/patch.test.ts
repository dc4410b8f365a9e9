import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { diff } from '../../src/apply/diff.js';
import { type FileChange, patch } from '../../src/apply/patch.js';
import { select } from '../../src/apply/select.js';
import { toLatin1 } from '../../src/grammar/bytes.js';
import { Source } from '../../src/grammar/source.js';
import { versions } from '../arbitraries.js';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cad-patch-'));
  git('init', '--quiet');
});
afterAll(() => rmSync(folder, { recursive: true }));

function git(...args: string[]): Buffer {
  const environment = {
    ...process.env,
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_SYSTEM: '/dev/null',
    GIT_DIR: join(folder, '.git'),
  };
  return execFileSync('git', args, { cwd: folder, env: environment, stdio: 'pipe' });
}

/** Writes the files as they were, applies the patch with git, and reads them again. */
function applied(files: readonly FileChange[]): string[] {
  for (const { path, before } of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), before.bytes);
  }
  writeFileSync(join(folder, 'changes.patch'), patch(files));
  if (patch(files).length > 0) git('apply', 'changes.patch');
  return files.map(({ path }) => toLatin1(readFileSync(join(folder, path))));
}

const PATHS = [
  'plain.ts',
  'with space.ts',
  'a/b c/"quoted"\\.ts',
  'ünïcode/文.ts',
  '-dash',
  'tab\there',
  ' b/x',
];

test('git apply makes of the old files exactly the new ones', () => {
  const changes = fc
    .array(versions, { minLength: PATHS.length, maxLength: PATHS.length })
    .map((pairs) => pairs.map(([before, after], at) => ({ path: PATHS[at]!, before, after })));
  fc.assert(
    fc.property(changes, (files) => {
      expect(applied(files)).toEqual(files.map(({ after }) => toLatin1(after.bytes)));
    }),
    { numRuns: 80 },
  );
}, 60_000);

test('a patch reads as git writes it', () => {
  const before = Source.of('a\nb\nc\nd\ne\nf\n');
  const after = Source.of('a\nb\nc\nd\nE\nf');
  expect(
    toLatin1(patch([{ path: 'dir/é "x".ts', before, after, mode: '100755' }])),
  ).toMatchInlineSnapshot(`
    "diff --git "a/dir/\\303\\251 \\"x\\".ts" "b/dir/\\303\\251 \\"x\\".ts"
    index 0fdf397db08b5cecda1b6394d4fef7395c1933ba..5b20e7b07031196cd796b891c03429790e9e46df 100755
    --- "a/dir/\\303\\251 \\"x\\".ts"	
    +++ "b/dir/\\303\\251 \\"x\\".ts"	
    @@ -2,5 +2,5 @@
     b
     c
     d
    -e
    -f
    +E
    +f
    \\ No newline at end of file
    "
  `);
});

test('a patch is what git diff prints, but for the blobs', () => {
  const [before, after] = ['1\n2\n3\n4\n5\n6\n7\n8\n9\n', '1\n3\n4\n5\nsix\n7\n8\n9\n10'];
  writeFileSync(join(folder, 'with space.ts'), before);
  git('add', 'with space.ts');
  writeFileSync(join(folder, 'with space.ts'), after);
  const [printed, ours] = [
    git('diff', '--full-index', '--', 'with space.ts').toString(),
    toLatin1(
      patch([
        {
          path: 'with space.ts',
          before: Source.of(before),
          after: Source.of(after),
          mode: '100644',
        },
      ]),
    ),
  ];
  expect(ours).toBe(printed);
});

test('files that did not change leave no trace', () => {
  const same = Source.of('a\n');
  expect(patch([{ path: 'a', before: same, after: same }])).toHaveLength(0);
});

describe('hunks', () => {
  const lines = (n: number) => Array.from({ length: n }, (_, at) => `${at}\n`);
  const changed = (n: number, ...at: number[]) => {
    const after = lines(n).map((line, index) => (at.includes(index) ? `new ${line}` : line));
    return diff(Source.of(lines(n).join('')), Source.of(after.join('')));
  };

  test('have three lines of context', () => {
    expect(changed(20, 10)).toMatchObject([
      { before: { first: 8, count: 7 }, after: { first: 8, count: 7 } },
    ]);
  });

  test('are joined where six lines or fewer lie between changes', () => {
    expect(changed(30, 10, 17)).toHaveLength(1);
    expect(changed(30, 10, 18)).toHaveLength(2);
  });
});

test('selecting all hunks gives the new file, none the old one', () => {
  fc.assert(
    fc.property(versions, ([before, after]) => {
      const hunks = diff(before, after);
      const all = new Set(hunks.keys());
      expect(toLatin1(select(before, hunks, all))).toBe(toLatin1(after.bytes));
      expect(toLatin1(select(before, hunks, new Set()))).toBe(toLatin1(before.bytes));
    }),
    { numRuns: 1000 },
  );
});

test('a selected hunk changes its own lines only', () => {
  const text = (first: string, last: string) => `${first}\n${'same\n'.repeat(10)}${last}\n`;
  const before = Source.of(text('a', 'b'));
  const hunks = diff(before, Source.of(text('A', 'B')));
  expect(hunks).toHaveLength(2);
  expect(toLatin1(select(before, hunks, new Set([0])))).toBe(text('A', 'b'));
  expect(toLatin1(select(before, hunks, new Set([1])))).toBe(text('a', 'B'));
});
