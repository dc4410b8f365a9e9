// `cad resolve`, `cad program` and `cad grammar`: no model, no repository.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../git/repository.js';
import { cad, shown } from './cad.js';

const BEFORE = 'one\r\ntwo\nthr\xffee\nfour';
const AFTER = 'one\r\n2\nthr\xffee\nfour\n</gen>\n';

function folder(): string {
  const cwd = temporaryFolder();
  writeFileSync(join(cwd, 'old.ts'), BEFORE, 'latin1');
  writeFileSync(join(cwd, 'new.ts'), AFTER, 'latin1');
  writeFileSync(join(cwd, 'p.txt'), '<copy lines="1-1"/><gen>2\n</gen>\n<copy lines="3-4"/>');
  return cwd;
}

test('the program of a change makes the change, byte for byte', async () => {
  const cwd = folder();
  const program = await cad(['program', 'old.ts', 'new.ts'], { cwd });
  expect(program).toMatchObject({ status: 0, stderr: '' });
  const input = Buffer.from(program.stdout, 'latin1');
  const resolved = await cad(['resolve', '-', 'old.ts'], { cwd, input });
  expect(resolved).toEqual({ stdout: AFTER, stderr: '', status: 0 });
});

test('a file comes from standard input as well', async () => {
  const cwd = folder();
  const input = Buffer.from(BEFORE, 'latin1');
  const { stdout } = await cad(['resolve', 'p.txt', '-'], { cwd, input });
  expect(stdout).toBe('one\r\n2\nthr\xffee\nfour');
  const program = await cad(['program', '-', 'old.ts'], { cwd, input });
  expect(shown(program)).toMatchInlineSnapshot(`
    "<copy lines="1-4"/>
    ------- stderr -------
    [exit status: 0]"
  `);
});

test('a grammar is printed in both forms, with the fence in it', async () => {
  const cwd = folder();
  const gbnf = await cad(['grammar', 'old.ts'], { cwd });
  expect(gbnf.stdout).toContain('root ::=');
  const lark = await cad(['grammar', '--lark', 'old.ts'], { cwd });
  expect(lark.stdout).toContain('start:');
  const fenced = await cad(['grammar', 'old.ts:2-3'], { cwd });
  expect(fenced.stdout).not.toBe(gbnf.stdout);
});

test('a program that is none gets a caret', async () => {
  const cwd = folder();
  const run = await cad(['resolve', '-', 'old.ts'], { cwd, input: '<copy lines="1-2"/>\noops' });
  expect(shown(run)).toMatchInlineSnapshot(`
    "------- stderr -------
    Error: Expected \`<copy lines="i-j"/>\` or \`<gen>\` here.
      2 | oops
        | ^
    [exit status: 2]"
  `);
});

test('--fit gives new lines the ending of their neighbours', async () => {
  const { stdout } = await cad(['resolve', '--fit', 'p.txt', 'old.ts'], { cwd: folder() });
  expect(stdout).toBe('one\r\n2\r\nthr\xffee\nfour');
});

test('a bidirectional control is written only where the file has it', async () => {
  const cwd = folder();
  const input = '<gen>\u202e</gen><copy lines="1-1"/>';
  const run = await cad(['resolve', '-', 'old.ts'], { cwd, input });
  expect(run).toMatchObject({ stdout: '', status: 2 });
  expect(run.stderr).toContain('`<U+202E>`');
  writeFileSync(join(cwd, 'old.ts'), 'a\u202eb\n');
  expect((await cad(['resolve', '-', 'old.ts'], { cwd, input })).status).toBe(0);
});

test.each([
  ['lines that the file has not', ['resolve', '-', 'old.ts'], '<copy lines="1-9"/>', 2],
  ['a missing program', ['resolve', 'nope', 'old.ts'], '', 3],
  ['a folder', ['program', '.', 'old.ts'], '', 3],
  ['standard input twice', ['resolve', '-', '-'], '', 2],
  ['a fence outside the file', ['grammar', 'old.ts:3-9'], '', 2],
  ['one line as a fence', ['grammar', 'old.ts:3'], '', 2],
  ['a missing argument', ['program', 'old.ts'], '', 2],
  ['an argument too many', ['program', 'old.ts', 'new.ts', 'x'], '', 2],
])('%s is refused', async (_, args, input, status) => {
  const run = await cad(args, { cwd: folder(), input });
  expect(run).toMatchObject({ stdout: '', status });
  expect(run.stderr).toMatch(/^Error: .+\.\n(Hint: .+\n)?$/);
});
