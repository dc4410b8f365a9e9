// The files of a repository that a user may want to edit.

import { records } from './git.js';
import type { Repository } from './repo.js';

/** Lists tracked files, and those that are neither tracked nor ignored, from the top of the repository. */
export async function repositoryFiles(repository: Repository): Promise<string[]> {
  const args = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  const { stdout } = await repository.run(args, { maxBytes: 1e9 });
  // A repository inside, which is not of this one, is named as a folder.
  const files = records(stdout).filter((path) => !path.endsWith('/'));
  return [...new Set(files)].sort();
}
