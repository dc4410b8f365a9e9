// Puts what the hook has fixed into the index, and into the worktree where it applies there.

import { lstatSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { StateError } from '../errors.js';
import type { Change } from './changes.js';
import { isRealIndex, writeRecord } from './hook-record.js';
import { type Entry, updateIndex } from './index-update.js';
import { journaled } from './journal.js';
import { merge } from './merge.js';
import type { Edit } from './read.js';
import type { Repository } from './repo.js';
import { sha256 } from './sha256.js';
import { type StagedFile, worktreeForm } from './staged.js';
import { writeFiles } from './write.js';

/** A staged file, and the blob that it becomes. */
export type StagedFix = StagedFile & { readonly after: string };

/**
 * Gives each staged file its new blob, all or none, then the files of the worktree the same change;
 * gives the paths of those that are left as they are, because it does not apply or they are not
 * there. Throws a StateError, with nothing changed, where an entry is no longer as it was read.
 */
export async function applyFixes(
  repository: Repository,
  fixes: readonly StagedFix[],
): Promise<string[]> {
  const edits = (await Promise.all(fixes.map((fix) => worktreeEdit(repository, fix)))).flat();
  const left = new Set(fixes.map(({ path }) => path));
  const entries = fixes.map(({ path, blob, after }) => ({ path, before: blob, after }));
  await journaled(repository, 'hook', { edits, entries }, async () => {
    if (!isRealIndex(repository)) await writeRecord(repository, entries);
    await updateEntries(repository, entries, 'refuse');
    for (const edit of edits) {
      if (isWritten(edit)) left.delete(edit.path);
    }
  });
  return [...left];
}

/** Writes one file; one that has changed meanwhile, or can't be written, stays. */
function isWritten(edit: Edit): boolean {
  try {
    writeFiles([edit]);
    return true;
  } catch (error) {
    if (error instanceof StateError) return false;
    throw error;
  }
}

/** The same change in the worktree's file; nothing where it has none, or it does not apply. */
async function worktreeEdit(
  repository: Repository,
  { path, blob, after }: StagedFix,
): Promise<Edit[]> {
  const absolute = join(repository.top, path);
  const bytes = bytesOf(absolute);
  if (!bytes) return [];
  const [base, theirs] = await Promise.all([
    worktreeForm(repository, path, blob),
    worktreeForm(repository, path, after),
  ]);
  const merged = await merge(repository, base, bytes, theirs);
  if (!merged) return [];
  return [
    {
      ...{ repository, absolute, path, mode: '100644', bytes, sha256: sha256(bytes) },
      after: merged,
    },
  ];
}

/** Reads a file of the worktree; nothing where it can't be read, or is reached through a symlink. */
export function bytesOf(absolute: string): Buffer | undefined {
  try {
    const folder = dirname(absolute);
    const isOwn = lstatSync(absolute).isFile() && realpathSync(folder) === folder;
    return isOwn ? readFileSync(absolute) : undefined;
  } catch {
    return undefined;
  }
}

/** Gives entries of the index their blobs; one that has another is refused, or left. */
export async function updateEntries(
  repository: Repository,
  changes: readonly Change[],
  others: 'refuse' | 'leave',
): Promise<void> {
  await updateIndex(repository, async (index) => {
    const entries: Entry[] = [];
    const found = await Promise.all(changes.map(({ path }) => index.entry(path)));
    for (const [at, { path, before, after }] of changes.entries()) {
      const entry = found[at];
      if (entry?.blob === before) entries.push({ ...entry, blob: after });
      else if (others === 'refuse') {
        throw new StateError(`\`${path}\` was staged anew meanwhile, so nothing is fixed.`);
      }
    }
    if (entries.length === 0) return;
    await index.put(entries);
    await index.publish();
  });
}
