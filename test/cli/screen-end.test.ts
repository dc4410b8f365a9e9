// However the screen ends, the terminal is given back.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type TestRepository, temporaryRepository } from '../git/repository.js';
import { editingOptions, INSTRUCTION } from './seed.js';
import { TestTerminal } from './terminal.js';

const FILES = { 'a.ts': 'let a = 1;\n' };

async function opened(
  env: NodeJS.ProcessEnv = {},
): Promise<{ repository: TestRepository; terminal: TestTerminal }> {
  const repository = temporaryRepository(FILES);
  const options = await editingOptions(repository.top, 'a.ts');
  // The shell tells what became of the terminal.
  const line = `$CAD fix a.ts '${INSTRUCTION}' ${options.join(' ')}; echo "status $?"; stty -a`;
  const terminal = TestTerminal.shell(line, repository.top, env);
  await terminal.see('Hunk 1 of');
  return { repository, terminal };
}

/** Expects a terminal as it was before the screen. */
async function expectRestored(terminal: TestTerminal, status: number): Promise<void> {
  await terminal.end();
  expect(terminal.text).toContain(`status ${status}`);
  expect(terminal.isAlternate).toBe(false);
  expect(terminal.isCursorShown).toBe(true);
  // Raw mode is off: lines are edited and echoed by the terminal, and Ctrl-C is a signal.
  const settings = terminal.text.split(/[\s;]+/);
  for (const name of ['icanon', 'echo', 'isig', 'icrnl', 'opost']) expect(settings).toContain(name);
}

test('after quitting', async () => {
  const { terminal } = await opened();
  terminal.press('q');
  await expectRestored(terminal, 1);
});

test('after ctrl-c', async () => {
  const { repository, terminal } = await opened();
  terminal.press('\x03');
  await expectRestored(terminal, 130);
  expect(repository.git('status', '--porcelain')).toBe('');
});

test.each(['SIGTERM', 'SIGHUP', 'SIGINT'])('after %s', async (signal) => {
  const pidFile = join(temporaryRepository({}).top, 'pid.mjs');
  const record = `import { readFileSync, writeFileSync } from 'node:fs';
if (process.argv[2] === 'fix') writeFileSync(${JSON.stringify(`${pidFile}.pid`)}, String(process.pid));`;
  writeFileSync(pidFile, record);
  const { terminal } = await opened({ NODE_OPTIONS: `--import=${pidFile}` });
  const killed = TestTerminal.shell(`kill -${signal.slice(3)} $(cat ${pidFile}.pid)`, '/');
  expect((await killed.end()).status).toBe(0);
  await expectRestored(terminal, 130);
});

test('after a crash', async () => {
  const crash = join(temporaryRepository({}).top, 'crash.mjs');
  const pidFile = `${crash}.pid`;
  writeFileSync(
    crash,
    `import { readFileSync, writeFileSync } from 'node:fs';
if (process.argv[2] === 'fix') {
  writeFileSync(${JSON.stringify(pidFile)}, String(process.pid));
  process.on('SIGUSR2', () => { throw new Error('crashed on purpose'); });
}`,
  );
  const { terminal } = await opened({ NODE_OPTIONS: `--import=${crash}` });
  await TestTerminal.shell(`kill -USR2 $(cat ${pidFile})`, '/').end();
  await expectRestored(terminal, 70);
  expect(terminal.text).toContain('Internal error: crashed on purpose');
});

test('SIGTERM while the editor runs ends both', async () => {
  const folder = temporaryRepository({}).top;
  const script = join(folder, 'editor.sh');
  // It takes the place of the shell, so that its parent is cad.
  writeFileSync(
    script,
    `echo $$ > ${folder}/editor; echo $PPID > ${folder}/cad; echo HERE; exec sleep 60`,
  );
  const { terminal } = await opened({ GIT_EDITOR: `sh ${script}` });
  await terminal.pressed('e', 'HERE');
  const pid = (name: string) => Number(readFileSync(join(folder, name), 'utf8'));
  process.kill(pid('cad'), 'SIGTERM');
  await expectRestored(terminal, 130);
  const isAlive = () => {
    try {
      return process.kill(pid('editor'), 0);
    } catch {
      return false;
    }
  };
  await expect.poll(isAlive, { timeout: 5000 }).toBe(false);
});

test('a screen reader gets the words in order', async () => {
  const { terminal } = await opened({ INK_SCREEN_READER: 'true' });
  expect(terminal.text).toContain('Hunk 1 of 1');
  expect(terminal.text).toContain('@@ -1 +1');
  await terminal.pressed('y', 'Accepted 1 of 1 hunk.');
  terminal.press('q');
  await expectRestored(terminal, 1);
});
