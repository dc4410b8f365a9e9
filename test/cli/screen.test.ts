// The screen in a real pseudo-terminal, with the tiny model.

import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { type TestRepository, temporaryRepository } from '../git/repository.js';
import { TINY_MODEL } from './cad.js';
import { editingOptions, INSTRUCTION } from './seed.js';
import { TestTerminal } from './terminal.js';

const FILES = { 'a.ts': 'let a = 1;\n', 'b.ts': 'let b = 2;\n' };

async function opened(
  paths = ['a.ts'],
  env: NodeJS.ProcessEnv = {},
): Promise<{ repository: TestRepository; terminal: TestTerminal }> {
  const repository = temporaryRepository(FILES);
  const options = await editingOptions(repository.top, ...paths);
  const args = ['fix', ...paths, INSTRUCTION, ...options];
  const terminal = TestTerminal.cad(args, repository.top, env);
  await terminal.see('Hunk 1 of');
  return { repository, terminal };
}

test('a hunk is shown, accepted and written', async () => {
  const { repository, terminal } = await opened();
  expect(terminal.isAlternate).toBe(true);
  expect(terminal.lines[0]).toBe(`cad fix a.ts · ${INSTRUCTION}`);
  expect(terminal.text).toContain('▌[ ] @@ -1');
  expect(terminal.lines.at(-1)).toMatch(/^y accept {2}n reject/);
  terminal.press('y');
  await terminal.see('Accepted 1 of 1 hunk.');
  terminal.press('w');
  expect((await terminal.end()).status).toBe(0);
  expect(terminal.isAlternate).toBe(false);
  expect(terminal.text).toMatch(/^Wrote `a\.ts` \(\+\d+ -\d+\)\.$/);
  expect(repository.git('status', '--porcelain')).toBe(' M a.ts\n');
});

test('a commit takes the message as it was edited', async () => {
  const { repository, terminal } = await opened();
  terminal.press('y');
  await terminal.see('Accepted 1 of 1 hunk.');
  terminal.press('c');
  await terminal.see(`Commit message: cad: ${INSTRUCTION}▏`);
  terminal.press('\x15');
  await terminal.see(': ▏');
  terminal.press('Fix née a');
  await terminal.see(': Fix née a▏');
  terminal.press('\r');
  expect((await terminal.end()).status).toBe(0);
  expect(terminal.text).toMatch(/^Committed [0-9a-f]{10}: `a\.ts`/);
  expect(repository.git('log', '-1', '--format=%s')).toBe('Fix née a\n');
});

test('one of two files is staged, the other rejected', async () => {
  const { repository, terminal } = await opened(['a.ts', 'b.ts']);
  await terminal.see('Hunk 1 of 2');
  terminal.press('n');
  await terminal.see('Hunk 2 of 2   [n] >[ ]');
  terminal.press('y');
  await terminal.see('Accepted 1 of 2 hunks.');
  terminal.press('s');
  expect((await terminal.end()).status).toBe(0);
  expect(repository.git('status', '--porcelain')).toBe('M  b.ts\n');
});

test('a patch file is saved under the name that was typed', async () => {
  const { repository, terminal } = await opened();
  terminal.press('yp');
  await terminal.see('Patch file: cad.patch▏');
  terminal.press('\x15');
  await terminal.see(': ▏');
  terminal.press('mine.patch');
  await terminal.see('mine.patch▏');
  terminal.press('\r');
  expect((await terminal.end()).status).toBe(0);
  repository.git('apply', '--check', 'mine.patch');
  expect(repository.git('status', '--porcelain')).toBe('?? mine.patch\n');
});

test('quitting changes nothing and ends with status 1', async () => {
  const { repository, terminal } = await opened();
  terminal.press('q');
  expect((await terminal.end()).status).toBe(1);
  expect(terminal.text).toBe('Nothing was changed.');
  expect(repository.git('status', '--porcelain')).toBe('');
});

test('where there is nothing to review, the screen closes and says why', async () => {
  const repository = temporaryRepository(FILES);
  const args = ['fix', 'a.ts', INSTRUCTION, '--model', TINY_MODEL, '--max-tokens', '1'];
  const terminal = TestTerminal.cad(args, repository.top);
  expect((await terminal.end()).status).toBe(1);
  expect(terminal.text).toMatch(/^No edit of `a\.ts`: the budget of 1 tokens is spent\.\nHint: /);
});

test('help opens with ? and closes with any key', async () => {
  const { terminal } = await opened();
  terminal.press('?');
  await terminal.see('ctrl-c');
  expect(terminal.text).not.toContain('@@');
  terminal.press('j');
  await terminal.see('@@');
});

test('a file that changes during the review is not overwritten', async () => {
  const { repository, terminal } = await opened();
  repository.write('a.ts', 'mine\n');
  terminal.press('yw');
  await terminal.see('Error: `a.ts` changed');
  expect(terminal.text).toContain('c commit to the current branch');
  terminal.press('q');
  expect((await terminal.end()).status).toBe(1);
  expect(repository.read('a.ts')).toBe('mine\n');
});

test('a patch file that exists can be given another name', async () => {
  const { repository, terminal } = await opened();
  repository.write('cad.patch', 'mine\n');
  terminal.press('yp');
  await terminal.see('Patch file: cad.patch▏');
  terminal.press('\r');
  await terminal.see('Error: `cad.patch` exists already.');
  terminal.press('p');
  await terminal.see('Patch file: cad.patch▏');
  terminal.press('2');
  await terminal.see(': cad.patch2▏');
  terminal.press('\r');
  expect((await terminal.end()).status).toBe(0);
  expect(repository.read('cad.patch')).toBe('mine\n');
  expect(repository.read('cad.patch2')).toMatch(/^diff --git/);
});

test('a terminal of unknown size has a screen all the same', async () => {
  const repository = temporaryRepository(FILES);
  const options = (await editingOptions(repository.top, 'a.ts')).join(' ');
  const line = `stty rows 0 cols 0; $CAD fix a.ts '${INSTRUCTION}' ${options}`;
  const terminal = TestTerminal.shell(line, repository.top);
  await terminal.see('Hunk 1 of');
});

test('NO_COLOR leaves the words and takes the colours', async () => {
  const { terminal } = await opened(['a.ts'], { NO_COLOR: '1' });
  expect(terminal.text).toContain('▌[ ] @@ -1');
  expect(terminal.isColored).toBe(false);
});

test('keys come from the terminal when standard input carries the paths', async () => {
  const repository = temporaryRepository(FILES);
  const options = await editingOptions(repository.top, 'a.ts');
  const line = `printf 'a.ts\\0' | $CAD fix -z -i '${INSTRUCTION}' ${options.join(' ')}`;
  const terminal = TestTerminal.shell(line, repository.top);
  await terminal.see('Hunk 1 of');
  terminal.press('y');
  await terminal.see('Accepted 1 of 1 hunk.');
  terminal.press('w');
  expect((await terminal.end()).status).toBe(0);
  expect(repository.git('status', '--porcelain')).toBe(' M a.ts\n');
});

test.each([{ CI: 'true' }, { TERM: 'dumb' }])('%j: there is no screen', async (env) => {
  const repository = temporaryRepository(FILES);
  const options = await editingOptions(repository.top, 'a.ts');
  const args = ['fix', 'a.ts', INSTRUCTION, ...options];
  const terminal = TestTerminal.cad(args, repository.top, env);
  expect((await terminal.end()).status).toBe(0);
  await setTimeout(50);
  expect(terminal.text).toContain('diff --git a/a.ts b/a.ts');
});
