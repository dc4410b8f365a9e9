// Makes docs/screen.svg, or the file that is named: a review on the screen, from a real run with the
// embedded model on the files of fixtures/demo.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import * as pty from '@lydell/node-pty';
import xterm from '@xterm/headless';
import { svgOf } from './svg.js';

const ROOT = join(import.meta.dirname, '..');
const [, , file = join(ROOT, 'docs', 'screen.svg')] = process.argv;
const SIZE = { cols: 84, rows: 24 };
const PATIENCE_MS = 120_000;
const SETTLING_MS = 3000;
const WORDS = ['cart.js', 'users.py', 'use === in `==`, and compare with None by `is`'];
/** What the review says when it opens, and after the first hunk was accepted. */
const FIRST = 'Hunk 1 of 2';
const SECOND = 'Hunk 2 of 2';
const folder = mkdtempSync(join(tmpdir(), 'cad-screen-'));
try {
  cpSync(join(ROOT, 'fixtures', 'demo', 'files'), folder, { recursive: true });
  execFileSync('git', ['init', '--quiet'], { cwd: folder });
  const [instruction, ...paths] = WORDS.toReversed();
  const title = `cad fix ${paths.reverse().join(' ')} '${instruction}'`;
  writeFileSync(file, svgOf(await reviewed(), title));
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Runs `cad fix`, accepts its first hunk, and gives the terminal. */
async function reviewed() {
  const terminal = new xterm.Terminal({ ...SIZE, allowProposedApi: true });
  const child = pty.spawn(process.execPath, [join(ROOT, 'bin', 'cad.js'), 'fix', ...WORDS], {
    ...SIZE,
    cwd: folder,
    env: environment(),
  });
  child.onData((data) => terminal.write(data));
  try {
    await see(terminal, FIRST);
    child.write('y');
    await see(terminal, SECOND);
    // Syntax colours come when they are ready.
    await setTimeout(SETTLING_MS);
    return terminal;
  } finally {
    child.kill();
  }
}

async function see(terminal, text) {
  const end = performance.now() + PATIENCE_MS;
  while (!textOf(terminal).includes(text)) {
    if (performance.now() > end) throw new Error(`No "${text}" in:\n${textOf(terminal)}`);
    await setTimeout(50);
  }
}

/** Nothing of the user's own settings. */
function environment() {
  const { PATH, HOME, XDG_CACHE_HOME } = process.env;
  const kept = { PATH, HOME, ...(XDG_CACHE_HOME && { XDG_CACHE_HOME }) };
  return { ...kept, TERM: 'xterm-256color', LC_ALL: 'C.UTF-8', XDG_CONFIG_HOME: folder };
}

function textOf({ buffer: { active }, rows }) {
  const lines = Array.from({ length: rows }, (_, row) => active.getLine(row));
  return lines.map((line) => line.translateToString(true)).join('\n');
}
