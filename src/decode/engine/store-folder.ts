// The folder of stored prompts: private, below its limit, safe beside other processes.
import { chmodSync, mkdirSync, readdirSync, rmSync, type Stats, statSync } from 'node:fs';
import { join } from 'node:path';

/** An entry, or with a name behind it one that is still being written. */
const ENTRY = /^[0-9a-f]{64}\.kv$/;
const UNFINISHED = /^[0-9a-f]{64}\.kv\../;

/** A write takes less than a second: what is older than this has lost its writer. */
const ABANDONED_MS = 60_000;

/** Makes a folder that the user alone can read: what is in it derives from source code. */
export function makePrivate(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
}

/**
 * Removes what dead writers left, then the entries that were not used for longest, until the rest
 * takes `maxBytes` at most. Other files in `folder` are left alone.
 */
export function prune(folder: string, maxBytes: number): void {
  const files = filesOf(folder).sort((a, b) => a.stats.mtimeMs - b.stats.mtimeMs);
  for (const { path, stats } of files.filter(({ name }) => UNFINISHED.test(name))) {
    if (Date.now() - stats.mtimeMs > ABANDONED_MS) remove(path);
  }
  const entries = files.filter(({ name }) => ENTRY.test(name));
  let nBytes = entries.reduce((total, { stats }) => total + stats.size, 0);
  for (const { path, stats } of entries) {
    if (nBytes <= maxBytes) return;
    remove(path);
    nBytes -= stats.size;
  }
}

/** Removes a file; one that another process has removed or holds open is no matter. */
export function remove(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // The next to clean up tries again.
  }
}

function filesOf(folder: string): { name: string; path: string; stats: Stats }[] {
  return namesIn(folder).flatMap((name) => {
    const path = join(folder, name);
    const stats = statSync(path, { throwIfNoEntry: false });
    return stats ? [{ name, path, stats }] : [];
  });
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
