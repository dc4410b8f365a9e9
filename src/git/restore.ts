// Takes edits out of the worktree again when a later step failed.

import { readFileSync } from 'node:fs';
import { StateError } from '../errors.js';
import { merge } from './merge.js';
import { type Edit, sha256 } from './read.js';
import type { Repository } from './repo.js';
import { writeFiles } from './write.js';

/**
 * Gives every edited file its old content. What a hook or the user changed in it since then is
 * kept, by a three-way merge; throws a StateError, naming the files, where that does not merge.
 */
export async function restoreFiles(repository: Repository, edits: readonly Edit[]): Promise<void> {
  const stuck: string[] = [];
  for (const edit of edits) {
    try {
      const bytes = readFileSync(edit.absolute);
      const after = await merge(repository, edit.after, bytes, edit.bytes);
      if (after) writeFiles([{ ...edit, bytes, sha256: sha256(bytes), after }]);
      else stuck.push(edit.path);
    } catch {
      stuck.push(edit.path);
    }
  }
  if (stuck.length === 0) return;
  const names = stuck.map((path) => `\`${path}\``).join(', ');
  throw new StateError(`${names} could not be put back, and may still hold the edit.`);
}
