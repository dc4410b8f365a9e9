// Ctrl-Z on the screen: the shell gets the terminal, and `fg` brings the screen back.

import { expect, test } from 'vitest';
import { temporaryRepository } from '../git/repository.js';
import { TINY_MODEL } from './cad.js';
import { editingOptions, INSTRUCTION } from './seed.js';
import { TestTerminal } from './terminal.js';

const FILES = { 'a.ts': 'let a = 1;\n' };
/** A shell with job control, and a prompt that is easy to wait for. */
const SHELL = "PS1='ready> ' exec sh -i";

const SLOW = { timeout: 120_000 };

/** Waits until a job is stopped, and expects that the terminal is the shell's. */
async function expectStopped(terminal: TestTerminal): Promise<void> {
  await terminal.see('Stopped');
  expect(terminal.isAlternate).toBe(false);
  expect(terminal.isCursorShown).toBe(true);
  await terminal.pressed('stty -a\r', 'icanon');
  const settings = terminal.text.split(/[\s;]+/);
  for (const name of ['icanon', 'echo', 'isig', 'icrnl', 'opost']) expect(settings).toContain(name);
}

test('ctrl-z stops the review, and it goes on in a terminal of another size', SLOW, async () => {
  const repository = temporaryRepository(FILES);
  const options = await editingOptions(repository.top, 'a.ts');
  const terminal = TestTerminal.shell(SHELL, repository.top);
  await terminal.see('ready>');
  await terminal.pressed(`$CAD fix a.ts '${INSTRUCTION}' ${options.join(' ')}\r`, 'Hunk 1 of 1');
  terminal.press('\x1a');
  await expectStopped(terminal);
  // In the background it may not draw.
  await terminal.pressed('clear; bg\r', 'ready>');
  await terminal.pressed('\r', 'Stopped');
  expect(terminal.isAlternate).toBe(false);
  terminal.resize(120, 20);
  await terminal.pressed('fg\r', 'Hunk 1 of 1');
  expect(terminal.isAlternate).toBe(true);
  await terminal.see('j/k move'); // there is no room for it in 80 columns
  expect(terminal.isCursorShown).toBe(false);
  expect(terminal.lines).toHaveLength(19);

  // At the last question, and again, with a key that came before it.
  await terminal.pressed('y', 'Accepted 1 of 1 hunk.');
  terminal.press('p\x1a');
  await expectStopped(terminal);
  await terminal.pressed('fg\r', 'Patch file: cad.patch▏');
  await terminal.pressed('\x1b', 'w write to the worktree');
  await terminal.pressed('w', 'Wrote `a.ts`');
  expect(repository.git('status', '--porcelain')).toBe(' M a.ts\n');
});

test('ctrl-z stops a decode too', SLOW, async () => {
  const repository = temporaryRepository({ 'a.ts': 'let a = 1;\n'.repeat(60) });
  const terminal = TestTerminal.shell(SHELL, repository.top, { CAD_MODEL: TINY_MODEL });
  await terminal.see('ready>');
  const slow = '--mode program --temperature 2 --max-tokens 100000';
  await terminal.pressed(`$CAD fix a.ts '${INSTRUCTION}' ${slow}\r`, 'tokens/s');
  terminal.press('\x1a');
  await expectStopped(terminal);
  await terminal.pressed('fg\r', 'tokens/s');
  await terminal.pressed('\x1b', 'Interrupted.');
});

test('ctrl-z stops bare `cad` too', SLOW, async () => {
  const repository = temporaryRepository(FILES);
  const terminal = TestTerminal.shell(SHELL, repository.top, { CAD_MODEL: TINY_MODEL });
  await terminal.see('ready>');
  await terminal.pressed('$CAD\r', '1 of 1 files');
  terminal.press('\x1a');
  await expectStopped(terminal);
  await terminal.pressed('fg\r', '1 of 1 files');
  await terminal.pressed('\x1b', 'Nothing was changed.');
});

test('where no shell could bring it back, ctrl-z leaves the screen', async () => {
  const repository = temporaryRepository(FILES);
  const options = await editingOptions(repository.top, 'a.ts');
  const terminal = TestTerminal.cad(['fix', 'a.ts', INSTRUCTION, ...options], repository.top);
  await terminal.see('Hunk 1 of 1');
  await terminal.pressed('?', 'turn the mark over');
  // Help closes with any key but this one.
  terminal.press('\x1a');
  await terminal.pressed('y', 'Hunk 1 of 1  >[ ]');
  await terminal.pressed('y', 'Accepted 1 of 1 hunk.');
  expect(terminal.isAlternate).toBe(true);
  terminal.press('q');
  expect((await terminal.end()).status).toBe(1);
});
