import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readDiagnostics } from '../../../src/cli/diagnostics/read.js';

const FILES = ['src/a.ts', 'pkg/b.py', '/home/me/src/a.ts', 'with space.c', 'C:\\x\\a.ts'];
const read = (text: string) => readDiagnostics(text, (path) => FILES.includes(path));
const places = (text: string) => read(text).map(({ path, line }) => `${path}:${line}`);

describe('text', () => {
  test.for<[string, string]>([
    ['tsc', "src/a.ts(12,5): error TS2345: Argument of type 'x' is not assignable."],
    ['tsc --pretty', "src/a.ts:12:5 - error TS2304: Cannot find name 'y'."],
    ['tsc in colour', '\x1b[96msrc/a.ts\x1b[0m:\x1b[93m12\x1b[0m:\x1b[93m5\x1b[0m - error TS1: x'],
    ['eslint -f unix', 'src/a.ts:12:5: Unexpected var. [Error/no-var]'],
    ['ruff', 'pkg/b.py:12:8: F401 [*] `os` imported but unused'],
    ['mypy', 'pkg/b.py:12: error: Missing return statement  [return]'],
    ['pylint', 'pkg/b.py:12:0: W0611: Unused import os (unused-import)'],
    ['gcc', 'with space.c:12:3: warning: unused variable ‘n’ [-Wunused-variable]'],
    ['a Windows path', 'C:\\x\\a.ts:12:5: error: no'],
  ])('%s', ([, line]) => {
    const [found, ...others] = read(`${line}\r\n`);
    expect(others).toEqual([]);
    expect(found).toMatchObject({ line: 12 });
    expect(FILES).toContain(found!.path);
    expect(found!.text).not.toContain('\x1b');
    expect(line).toContain(found!.text.split(' ').at(-1));
  });

  test("eslint's own format names the file above its reports", () => {
    const text = `
/home/me/src/a.ts
   3:7   error    'x' is assigned a value but never used  no-unused-vars
  10:1   warning  Unexpected console statement            no-console

✖ 2 problems (1 error, 1 warning)
`;
    expect(read(text)).toEqual([
      {
        path: '/home/me/src/a.ts',
        line: 3,
        text: "3:7   error    'x' is assigned a value but never used  no-unused-vars",
      },
      {
        path: '/home/me/src/a.ts',
        line: 10,
        text: '10:1   warning  Unexpected console statement            no-console',
      },
    ]);
  });

  test('ruff and rustc have the place below the message', () => {
    const text = `F401 [*] \`os\` imported but unused
 --> pkg/b.py:1:8
  |
1 | import os
  |        ^^
help: Remove unused import: \`os\`

error[E0308]: mismatched types
   --> with space.c:12:5
note: the lint level is defined here
   --> with space.c:1:5
 --> pkg/b.py:0:8
 --> gone.py:1:8
`;
    expect(read(text).map((each) => each.text)).toEqual([
      'pkg/b.py:1:8: F401 [*] `os` imported but unused',
      'with space.c:12:5: error[E0308]: mismatched types',
    ]);
  });

  test('other lines are passed over: code, summaries, notes, and files that are none', () => {
    const text = `src/a.ts:12:5 - error TS2304: Cannot find name 'y'.

12   const x = y;
               ~
pkg/b.py:3: note: Revealed type is "int"
nowhere.ts:3:1: error: no such file
Found 1 error in src/a.ts:12
12:30:01 started
`;
    expect(places(text)).toEqual(['src/a.ts:12']);
  });
});

describe('JSON', () => {
  const message = { line: 3, column: 7, message: 'Unexpected var.', ruleId: 'no-var', severity: 2 };
  const sarif = {
    ruleId: 'no-var',
    message: { text: 'Unexpected\n  var.' },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: 'file:///home/me/with%20space.ts' },
          region: { startLine: 3, startColumn: 7 },
        },
      },
    ],
  };

  test.for<[string, unknown, string]>([
    [
      'eslint',
      [{ filePath: '/x/a.ts', messages: [message] }],
      '/x/a.ts:3:7: Unexpected var. (no-var)',
    ],
    [
      'ruff',
      [{ filename: 'b.py', code: 'F401', message: 'unused', location: { row: 3, column: 8 } }],
      'b.py:3:8: F401 unused',
    ],
    [
      'pylint',
      [
        {
          ...{ path: 'b.py', line: 3, column: 0, message: 'Unused import os' },
          ...{ symbol: 'unused-import', 'message-id': 'W0611' },
        },
      ],
      'b.py:3: W0611: Unused import os (unused-import)',
    ],
    [
      'pylint, json2',
      {
        messages: [
          { path: 'b.py', line: 3, column: 1, message: 'No', messageId: 'W1', symbol: 's' },
        ],
      },
      'b.py:3:1: W1: No (s)',
    ],
    [
      'mypy',
      { file: 'b.py', line: 3, column: 4, message: 'No', code: 'return', severity: 'error' },
      'b.py:3:4: error: No (return)',
    ],
    [
      'SARIF',
      { version: '2.1.0', runs: [{ results: [sarif] }] },
      '/home/me/with space.ts:3:7: Unexpected var. (no-var)',
    ],
  ])('%s', ([, value, text]) => {
    expect(read(JSON.stringify(value, null, 2)).map((each) => each.text)).toEqual([text]);
  });

  test('one object a line', () => {
    const line = JSON.stringify({ file: 'b.py', line: 3, column: 4, message: 'No' });
    expect(read(`${line}\n${line.replace('3', '4')}\nnot JSON\n`)).toHaveLength(2);
  });

  test('reports that lack a part are passed over', () => {
    const lacking = [{ filePath: 'a.ts', messages: [{ line: 3 }, { message: 'x' }, null, 1] }];
    expect(read(JSON.stringify([...lacking, null, 3, { location: null }]))).toEqual([]);
  });
});

test('lines that are none do not count, and others stand beside objects', () => {
  expect(places('src/a.ts:0:1: error: x\nsrc/a.ts(0,1): error x: y')).toEqual([]);
  expect(places('src/a.ts:3:1: error: x\n{\n^\n{"file":"b.py","line":4,"message":"m"}')).toEqual([
    'b.py:4',
    'src/a.ts:3',
  ]);
});

test('reports below a path that is no file are about none', () => {
  const text = 'src/a.ts\n  1:1  error  x  y\n\ngone.ts\n  2:1  error  x  y\n';
  expect(places(text)).toEqual(['src/a.ts:1']);
});

test('what looks like reports has lines from 1 on', () => {
  const path = fc.constantFrom(...FILES, 'gone.ts');
  const form = fc.constantFrom(
    '%p:%n:%n: m',
    '%p(%n,%n): m',
    '%p:%n:%n - m',
    '%p:%n m',
    '  %n:1  error  m',
    '%p',
  );
  const number = fc.integer({ min: -1, max: 12 });
  fc.assert(
    fc.property(fc.array(fc.tuple(form, path, number), { maxLength: 8 }), (lines) => {
      const text = lines.map(([f, p, n]) => f.replace('%p', p).replaceAll('%n', `${n}`)).join('\n');
      for (const { path, line } of read(text)) {
        expect(FILES).toContain(path);
        expect(line).toBeGreaterThan(0);
      }
    }),
  );
});

test('nothing that is no report makes one, and nothing throws', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json(), fc.string({ unit: 'binary' })), (text) => {
      for (const { path, line, text: said } of read(text)) {
        expect(typeof path).toBe('string');
        expect(line).toBeGreaterThan(0);
        expect(said).not.toBe('');
      }
    }),
    { numRuns: 500 },
  );
});
