// `cad fix -`: standard input to standard output, byte for byte.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../git/repository.js';
import { cad, TINY_MODEL } from './cad.js';
import { editingOptions, INSTRUCTION } from './seed.js';

const MODEL = ['--model', TINY_MODEL];
const TEXT = '\xef\xbb\xbflet a = 1;\r\nlet b = "\xff";\n\tlet c';

function filter(input: string, ...args: string[]) {
  return cad(['fix', '-', INSTRUCTION, ...args], { input: Buffer.from(input, 'latin1') });
}

test('an edit goes to standard output, and nothing else does', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'x.ts'), 'let a = 1;\n');
  const options = await editingOptions(folder, 'x.ts');
  const run = await filter('let a = 1;\n', '--filename', 'x.ts', ...options);
  expect(run).toMatchObject({ status: 0, stderr: '' });
  expect(run.stdout).not.toBe('let a = 1;\n');
});

test('an unfinished edit passes the input through, with status 1', async () => {
  const run = await filter(TEXT, '--filename', 'x.ts', '--max-tokens', '1', ...MODEL);
  expect(run).toMatchObject({ stdout: TEXT, status: 1 });
  expect(run.stderr).toContain('No edit of `x.ts`');
});

test('lines outside the fence come out as they went in', async () => {
  const text = `${TEXT}\n${TEXT}\n${TEXT}`;
  const args = ['--filename', 'x.ts:3-4', '--mode', 'program', '--temperature', '1', ...MODEL];
  const { stdout } = await filter(text, ...args);
  const lines = text.split('\n');
  expect(stdout.startsWith(`${lines.slice(0, 2).join('\n')}\n`)).toBe(true);
  expect(stdout.endsWith(lines.slice(4).join('\n'))).toBe(true);
});

test.each<[string, string, string[], number]>([
  ['binary input', 'a\0b', MODEL, 3],
  ['UTF-16 input', '\xff\xfea\0', MODEL, 3],
  ['a missing model', 'a\n', ['--model', 'nope'], 4],
  ['a file option', 'a\n', ['--write', ...MODEL], 2],
  ['--dry-run', 'a\n', ['--dry-run', ...MODEL], 2],
])('%s prints nothing on standard output', async (_, input, args, status) => {
  const run = await filter(input, ...args);
  expect(run).toMatchObject({ stdout: '', status });
  expect(run.stderr).toMatch(/^Error: /);
});
