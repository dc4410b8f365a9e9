// The repository of the current folder, with nothing half done in it.

import type { FollowOptions } from '../git/follow-commit.js';
import { recover } from '../git/recover.js';
import { Repository } from '../git/repo.js';
import { recoveryText } from './announce.js';

/**
 * Finds the repository here, and finishes or takes back what a run that was cut short left in it.
 * Throws a StateError outside a repository.
 */
export async function openRepository(options: FollowOptions = {}): Promise<Repository> {
  const repository = await Repository.find(process.cwd());
  const recovery = await recover(repository, options);
  if (recovery) process.stderr.write(recoveryText(recovery));
  return repository;
}
