// Measures how long users wait for commands that need no model, and for the screen after a key.
//
//   npm run bench:start -- [--repeat 15]
//
// Prints medians and ranges, the runs in turns. The screen is in a pseudo-terminal of 80 by 24, with an
// edit of 500 hunks in a file of 5,000 lines; a key's time ends with the last byte that it draws.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import * as pty from '@lydell/node-pty';
import './own-start.js';
import { range } from './range.js';

const TOP = join(import.meta.dirname, '..');
const CAD = join(TOP, 'bin', 'cad.js');
const SCRIPTED = join(TOP, 'test', 'cli', 'scripted-fix.js');
const N_LINES = 5000;
/** A screen that draws nothing for so long has answered the key. */
const QUIET_MS = 150;
const KEYS = {
  'a row down': '\x1b[B',
  'a page down': '\x06',
  'the next hunk': 'J',
  'a mark': ' ',
  'the next hit': 'n',
};

const { values } = parseArgs({ options: { repeat: { type: 'string', default: '15' } } });
const nTimes = Number(values.repeat);
const folder = mkdtempSync(join(tmpdir(), 'cad-bench-'));
const lines = Array.from(
  { length: N_LINES },
  (_, i) => `${i % 10 === 4 ? 'let' : 'var'} v${i} = 0;\n`,
);
writeFileSync(join(folder, 'a.ts'), lines.join(''));
writeFileSync(join(folder, 'program.txt'), `<copy lines="1-${N_LINES}"/>`);
execFileSync('git', ['init', '--quiet'], { cwd: folder });
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
measureCommands();
await measureKeys();

function measureCommands() {
  const commands = {
    'node -e 0': ['-e', '0'],
    'cad --version': [CAD, '--version'],
    'cad --help': [CAD, '--help'],
    'cad resolve': [CAD, 'resolve', 'program.txt', 'a.ts'],
  };
  const times = Object.fromEntries(Object.keys(commands).map((name) => [name, []]));
  for (let i = 0; i < nTimes; i++) {
    for (const [name, args] of Object.entries(commands)) {
      const start = performance.now();
      execFileSync(process.execPath, args, { cwd: folder });
      times[name].push(performance.now() - start);
    }
  }
  for (const [name, ms] of Object.entries(times)) console.log(`${name}: ${range(ms)} ms`);
}

async function measureKeys() {
  let drawnAt = performance.now();
  let drawn = '';
  const { CI: _, ...env } = process.env;
  const screen = pty.spawn(process.execPath, [SCRIPTED, 's/let/const/', 'a.ts'], {
    ...{ cols: 80, rows: 24, cwd: folder },
    env: { ...env, TERM: 'xterm-256color' },
  });
  screen.onData((data) => {
    drawnAt = performance.now();
    drawn += data;
  });
  screen.onExit(() => {
    throw new Error(`The screen has ended: ${drawn}`);
  });
  while (!drawn.includes('Hunk 1 of')) await setTimeout(20);
  await pressed('/const\r');
  const times = Object.fromEntries(Object.keys(KEYS).map((name) => [name, []]));
  for (let i = 0; i < nTimes; i++) {
    // A search ends with any other key.
    if (i > 0) await pressed('/const\r');
    times['the next hit'].push(await pressed(KEYS['the next hit']));
    for (const [name, key] of Object.entries(KEYS)) {
      if (name !== 'the next hit') times[name].push(await pressed(key));
    }
  }
  for (const [name, ms] of Object.entries(times)) console.log(`${name}: ${range(ms)} ms`);
  process.exit();

  /** Milliseconds from a key to the last of what it drew. */
  async function pressed(key) {
    const start = performance.now();
    screen.write(key);
    do await setTimeout(10);
    while (performance.now() - Math.max(start, drawnAt) < QUIET_MS);
    return drawnAt - start;
  }
}
