// What a hook has fixed in an index that is not the real one, until the commit is made.

import { realpathSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { areChanges, type Change, isBlobId, readJson } from './changes.js';
import { folderOf } from './journal.js';
import type { Repository } from './repo.js';

export interface HookRecord {
  /** The commit before; null before the first. */
  readonly head: string | null;
  readonly entries: readonly Change[];
}

/** Whether this is the index that stays; `git commit <path>` and `-a` let hooks find another. */
export function isRealIndex({ gitDir, index }: Repository): boolean {
  try {
    // The environment may name it through a symlink.
    return join(realpathSync(dirname(index)), basename(index)) === join(gitDir, 'index');
  } catch {
    return false;
  }
}

/** Keeps what a hook has fixed for `followCommit`. */
export async function writeRecord(
  repository: Repository,
  entries: readonly Change[],
): Promise<void> {
  const record: HookRecord = { head: (await repository.head()) ?? null, entries };
  writeFileSync(recordOf(repository), JSON.stringify(record));
}

/** Reads what was kept; undefined where there is nothing, or it can't be read. */
export function readRecord(repository: Repository): HookRecord | undefined {
  const record = readJson(recordOf(repository)) as Partial<HookRecord> | null | undefined;
  const { head, entries } = record ?? {};
  const isHead = head === null || isBlobId(head);
  return isHead && areChanges(entries) ? { head: head ?? null, entries } : undefined;
}

/** Forgets what a hook has fixed for a commit that was not made; another one begins. */
export async function dropUnmade(repository: Repository): Promise<void> {
  const record = readRecord(repository);
  if (record && record.head === ((await repository.head()) ?? null)) removeRecord(repository);
}

export function removeRecord(repository: Repository): void {
  rmSync(recordOf(repository), { force: true });
}

function recordOf(repository: Repository): string {
  return join(folderOf(repository), 'hook.json');
}
