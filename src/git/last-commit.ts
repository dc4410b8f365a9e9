// Reads what the last commit holds.

import { StateError } from '../errors.js';
import { literal } from './git.js';
import type { Entry } from './index-update.js';
import { ownEnvironment, type Repository } from './repo.js';

/** Gives the entry of a file in the last commit. Throws a StateError where it has none. */
export async function committedEntry(repository: Repository, path: string): Promise<Entry> {
  // Loaded only now, since most commands ask for no committed entry.
  const { simpleGit } = await import('simple-git');
  // Here a read that a signal cuts short gives no entry, so that the edit is refused.
  const git = simpleGit(repository.top, { allowEnvironment: Object.keys(ownEnvironment()) });
  const tree = ['ls-tree', '-z', '--full-tree', 'HEAD', '--', literal(path)];
  const answer = await git.raw(tree).catch((cause) => {
    throw new StateError('`git ls-tree` failed.', { cause });
  });
  const [, mode, blob] = /^(100\d+) blob (\S+)\t/.exec(answer) ?? [];
  if (mode && blob) return { path, mode, blob };
  const hint = 'Commit the file first, or use `--stage` or `--write`.';
  throw new StateError(`\`${path}\` is not in the last commit.`, { hint });
}
