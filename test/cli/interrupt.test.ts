// Ctrl-C and SIGTERM, at any point: status 130 soon, nothing changed, no process left.

import { execFileSync } from 'node:child_process';
import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { temporaryRepository } from '../git/repository.js';
import { TINY_MODEL } from './cad.js';
import { TestTerminal } from './terminal.js';

// Long enough that a run never ends by itself while it is watched.
const FILES = { 'a.ts': 'let a = 1;\n'.repeat(60) };
const SLOW = ['fix', 'a.ts', 'fix it', '--mode', 'program', '--temperature', '2'];
const MODEL = ['--model', TINY_MODEL, '--max-tokens', '100000'];

/** Processes whose parent is `pid`. */
function childrenOf(pid: number): number[] {
  const table = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' });
  const rows = table
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number));
  return rows.flatMap(([child, parent]) => (parent === pid ? [child!] : []));
}

async function expectGone(pids: number[]): Promise<void> {
  const isAlive = (pid: number) => {
    try {
      return process.kill(pid, 0);
    } catch {
      return false;
    }
  };
  for (let tries = 0; tries < 250 && pids.some(isAlive); tries++) await setTimeout(20);
  expect(pids.filter(isAlive)).toEqual([]);
}

test.each<[string, (terminal: TestTerminal) => Promise<void>]>([
  ['at once', async () => {}],
  ['while the program starts', () => setTimeout(100)],
  ['while the model loads', () => setTimeout(500)],
  ['while it decodes', (terminal) => terminal.see('tokens')],
])('Ctrl-C %s ends a plain run', async (_, moment) => {
  const repository = temporaryRepository(FILES);
  const terminal = TestTerminal.cad([...SLOW, ...MODEL, '--write'], repository.top);
  await moment(terminal);
  const children = childrenOf(terminal.pid);
  terminal.press('\x03');
  expect((await terminal.end()).status).toBe(130);
  // Before `cad` listens, the signal ends Node itself, which says nothing.
  expect(terminal.text).toMatch(/^(\^C)?\s*(Interrupted\.)?$/);
  await expectGone([terminal.pid, ...children]);
  expect(repository.git('status', '--porcelain')).toBe('');
});

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('%s ends with status 130', async (signal) => {
  const repository = temporaryRepository(FILES);
  const terminal = TestTerminal.cad([...SLOW, ...MODEL, '--write'], repository.top);
  await terminal.see('tokens');
  const children = childrenOf(terminal.pid);
  expect(children).toHaveLength(1);
  terminal.kill(signal);
  const { status, ms } = await terminal.end();
  expect(status).toBe(130);
  expect(ms).toBeLessThan(1000); // 200 ms are promised; the machine of a test may be busy
  expect(terminal.text).toMatch(/Interrupted\.$/);
  await expectGone(children);
  expect(repository.git('status', '--porcelain')).toBe('');
});

test('while it decodes, the screen shows the program, the rate and the time', async () => {
  const repository = temporaryRepository(FILES);
  const terminal = TestTerminal.cad([...SLOW, ...MODEL], repository.top);
  await terminal.see('tokens/s');
  expect(terminal.lines.at(-1)).toBe('esc stop');
  expect(terminal.lines.at(-2)).toMatch(
    /^Writing · \d+ tokens · \d+ tokens\/s · (\d+ forwards, \d+ saved · )?\d+\.\d s$/,
  );
  await expect.poll(() => terminal.text, { timeout: 20_000 }).toMatch(/^┆ \d|^\+ /m);
});

test.each(['\x03', '\x1b', 'SIGTERM'])('%j on the screen gives the terminal back', async (key) => {
  const repository = temporaryRepository(FILES);
  const terminal = TestTerminal.cad([...SLOW, ...MODEL], repository.top);
  await terminal.see('tokens/s');
  expect(terminal.isAlternate).toBe(true);
  const children = childrenOf(terminal.pid);
  if (key === 'SIGTERM') terminal.kill(key);
  else terminal.press(key);
  const { status } = await terminal.end();
  expect(status).toBe(130);
  expect(terminal.isAlternate).toBe(false);
  expect(terminal.isCursorShown).toBe(true);
  expect(terminal.lines).toEqual(['Interrupted.']);
  await expectGone(children);
});

test('the terminal echoes again after Ctrl-C on the screen', async () => {
  const repository = temporaryRepository(FILES);
  const quoted = [...SLOW, ...MODEL].map((word) => `'${word}'`).join(' ');
  const terminal = TestTerminal.shell(
    `$CAD ${quoted}; stty -a | tr ' ' '\\n' | grep echo$`,
    repository.top,
  );
  await terminal.see('tokens/s');
  terminal.press('\x03');
  await terminal.end();
  expect(terminal.lines.slice(0, 2)).toEqual(['Interrupted.', 'echo']);
});
