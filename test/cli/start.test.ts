// Bare `cad` in a real pseudo-terminal, with the tiny model.

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder, temporaryRepository } from '../git/repository.js';
import { cad, TINY_MODEL } from './cad.js';
import { editingOptions, INSTRUCTION } from './seed.js';
import { TestTerminal } from './terminal.js';

const FILES = {
  'a.ts': 'let a = 1;\n',
  'b.ts': 'let b = 2;\n',
  '.gitignore': '*.log\n',
};

/** The environment of options of `cad fix`, as bare `cad` takes none. */
function asEnvironment(options: readonly string[], state: string): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = { XDG_STATE_HOME: state };
  for (let at = 0; at < options.length; at += 2) {
    const name = options[at]!.slice(2).replaceAll('-', '_').toUpperCase();
    env[`CAD_${name}`] = options[at + 1];
  }
  return env;
}

async function opened(state = temporaryFolder(), folder = '.', edited = ['a.ts']) {
  const repository = temporaryRepository(FILES);
  const options = await editingOptions(repository.top, ...edited);
  mkdirSync(join(repository.top, 'sub'), { recursive: true });
  writeFileSync(join(repository.top, 'sub', 'new.ts'), 'let n = 3;\n');
  writeFileSync(join(repository.top, 'noise.log'), '');
  const env = asEnvironment(options, state);
  const terminal = TestTerminal.cad([], join(repository.top, folder), env);
  await terminal.see('files');
  return { repository, terminal, state };
}

test('a file is picked, the instruction typed, and the edit reviewed', async () => {
  const { repository, terminal, state } = await opened();
  expect(terminal.isAlternate).toBe(true);
  expect(terminal.text).toContain('cad · 4 of 4 files');
  expect(terminal.text).toContain('sub/new.ts');
  expect(terminal.text).not.toContain('noise.log');
  await terminal.pressed('a.t', '▌  a.ts');
  await terminal.pressed('\r', 'Instruction: ▏');
  await terminal.pressed(INSTRUCTION, `Instruction: ${INSTRUCTION}▏`);
  await terminal.pressed('\r', 'Hunk 1 of 1');
  expect(terminal.lines[0]).toBe(`cad fix a.ts · ${INSTRUCTION}`);
  await terminal.pressed('y', 'Accepted 1 of 1 hunk.');
  terminal.press('w');
  expect((await terminal.end()).status).toBe(0);
  expect(repository.git('status', '--porcelain', '-uno')).toBe(' M a.ts\n');

  const again = await opened(state);
  await again.terminal.pressed('\r', 'Instruction: ▏');
  await again.terminal.pressed('\x1b[A', `Instruction: ${INSTRUCTION}▏`);
  await again.terminal.pressed('\x1b[B', 'Instruction: ▏');
});

test('several files are picked by tab, edited and committed', async () => {
  const { repository, terminal } = await opened(temporaryFolder(), '.', ['a.ts', 'b.ts']);
  await terminal.pressed('.ts', '3 of 4 files');
  for (const [i, path] of ['a.ts', 'b.ts'].entries()) {
    await terminal.pressed('\x15', '4 of 4 files');
    await terminal.pressed(path, `▌  ${path}`);
    await terminal.pressed('\t', `${i + 1} picked`);
  }
  await terminal.pressed('\r', 'Instruction: ▏');
  expect(terminal.lines[0]).toBe('cad · a.ts b.ts');
  await terminal.pressed(`${INSTRUCTION}\r`, 'Hunk 1 of 2');
  await terminal.pressed('A', 'Accepted 2 of 2 hunks.');
  await terminal.pressed('c', `Commit message: cad: ${INSTRUCTION}▏`);
  terminal.press('\r');
  expect((await terminal.end()).status).toBe(0);
  expect(repository.git('show', '--format=', '--name-only')).toBe('a.ts\nb.ts\n');
});

test('from a folder below, the files of the whole repository are there', async () => {
  const { repository, terminal } = await opened(temporaryFolder(), 'sub');
  await terminal.pressed('a.t', '▌  a.ts');
  await terminal.pressed('\r', 'Instruction: ▏');
  await terminal.pressed(`${INSTRUCTION}\r`, 'Hunk 1 of 1');
  await terminal.pressed('y', 'Accepted 1 of 1 hunk.');
  terminal.press('w');
  expect((await terminal.end()).status).toBe(0);
  expect(repository.git('status', '--porcelain', '-uno')).toBe(' M a.ts\n');
});

test('escape clears the filter, then quits with status 1', async () => {
  const { terminal } = await opened();
  await terminal.pressed('zzz', '0 of 4 files');
  await terminal.pressed('\x1b', '4 of 4 files');
  terminal.press('\x1b');
  expect((await terminal.end()).status).toBe(1);
  expect(terminal.isAlternate).toBe(false);
  expect(terminal.text).toBe('Nothing was changed.');
});

test('ctrl-c gives the terminal back', async () => {
  const { terminal } = await opened();
  terminal.press('\x03');
  expect((await terminal.end()).status).toBe(130);
  expect(terminal.isAlternate).toBe(false);
  expect(terminal.isCursorShown).toBe(true);
});

test('outside a repository there is nothing to pick from', async () => {
  const terminal = TestTerminal.cad([], temporaryFolder());
  expect((await terminal.end()).status).toBe(3);
  expect(terminal.text).toContain('is not in a Git repository');
});

test('without a terminal there is no screen', async () => {
  const { status, stderr } = await cad([], { env: { CAD_MODEL: TINY_MODEL } });
  expect(status).toBe(2);
  expect(stderr).toContain('No command is given.');
});
