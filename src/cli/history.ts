// The instructions of earlier runs: one file each, so that writers never meet, and a broken one costs
// nothing but itself.

import { createHash, randomUUID } from 'node:crypto';
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';

/** Most instructions that are kept, and most characters of one. */
const MOST = 200;
const MOST_CHARS = 4000;

/** The folder for what a user has done: `copy-as-decode` in the platform's state folder. */
export function stateFolder({ XDG_STATE_HOME: named = '' } = process.env): string {
  // A relative one could name a folder of the repository.
  const state = isAbsolute(named) ? named : join(homedir(), '.local', 'state');
  return join(state, 'copy-as-decode');
}

/** Gives earlier instructions, the newest first; none where they can't be read. */
export function readHistory(folder = historyFolder()): string[] {
  return entries(folder).flatMap(({ name }) => {
    try {
      const text = readFileSync(join(folder, name), 'utf8');
      return nameOf(text) === name ? [text] : [];
    } catch {
      return []; // taken away since
    }
  });
}

/** Keeps an instruction as the newest, once. Where that fails, it is not kept. */
export function remember(instruction: string, folder = historyFolder()): void {
  if (instruction.length > MOST_CHARS) return;
  const unfinished = join(folder, `.${randomUUID()}`);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    writeFileSync(unfinished, instruction, { mode: 0o600 });
    renameSync(unfinished, join(folder, nameOf(instruction)));
    for (const { name } of entries(folder).slice(MOST)) rmSync(join(folder, name), { force: true });
  } catch {
    // History is a convenience; a full or read-only disk stops no edit. What is unfinished counts
    // as an entry until it is among the oldest.
  }
}

function historyFolder(): string {
  return join(stateFolder(), 'instructions');
}

function nameOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}

/** The files of a folder, the newest first. */
function entries(folder: string): { name: string; ms: number }[] {
  try {
    return readdirSync(folder)
      .flatMap((name) => {
        const ms = statSync(join(folder, name), { throwIfNoEntry: false })?.mtimeMs;
        return ms === undefined ? [] : [{ name, ms }];
      })
      .sort((a, b) => b.ms - a.ms);
  } catch {
    return [];
  }
}
