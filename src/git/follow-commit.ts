// Gives the real index what a hook has fixed in another one, once the commit is made.

import { join } from 'node:path';
import type { Change } from './changes.js';
import { isRealIndex, readRecord, removeRecord } from './hook-record.js';
import { bytesOf, updateEntries } from './hook-update.js';
import { journaled } from './journal.js';
import type { Repository } from './repo.js';
import { blobIn, worktreeForm } from './staged.js';

export interface FollowOptions {
  /** Whether a commit has just been made. @default false */
  isAfterCommit?: boolean;
}

/**
 * `git commit <path>` commits by an index of its own, so that the real one then still lacks what the
 * hook has fixed: gives it the blobs that were committed, where it has those from before. Does
 * nothing while that commit has not been made, and where others have been made since. Where it is
 * not known that the commit has just been made, the worktree has to have the fix, too: then it is
 * not the old text that was staged again.
 */
export async function followCommit(
  repository: Repository,
  { isAfterCommit = false }: FollowOptions = {},
): Promise<void> {
  const record = readRecord(repository);
  if (!record || !isRealIndex(repository)) return;
  const head = (await repository.head()) ?? null;
  if (head === record.head) return;
  const made: Change[] = [];
  if (head !== null && (await isNext(repository, record.head))) {
    for (const change of record.entries) {
      const isMade = (await blobIn(repository, 'HEAD', change.path)) === change.after;
      if (isMade && (isAfterCommit || (await isInWorktree(repository, change)))) made.push(change);
    }
  }
  if (made.length > 0) {
    await journaled(repository, 'hook', { edits: [], entries: made }, () =>
      updateEntries(repository, made, 'leave'),
    );
  }
  removeRecord(repository);
}

/** Whether the last commit comes right after another one, or has taken its place. */
async function isNext(repository: Repository, before: string | null): Promise<boolean> {
  // A commit that is gone has no parents here.
  const list = ['rev-list', '--parents', '--max-count=1', '--ignore-missing'];
  const parents = async (commit: string) =>
    (await repository.run([...list, commit])).stdout.toString().trim().split(' ').slice(1);
  const own = await parents('HEAD');
  if (before === null) return own.length === 0;
  return own[0] === before || own.join() === (await parents(before)).join();
}

async function isInWorktree(repository: Repository, { path, after }: Change): Promise<boolean> {
  const bytes = bytesOf(join(repository.top, path));
  return bytes?.equals(await worktreeForm(repository, path, after)) ?? false;
}
