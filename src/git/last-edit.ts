// Takes back the last edit that `cad` made in a repository.

import { join } from 'node:path';
import { StateError } from '../errors.js';
import { type MadeEdit, readLastEdit } from './journal.js';
import { merge } from './merge.js';
import { type Edit, readTarget, sharedRepository } from './read.js';
import type { Repository } from './repo.js';

/**
 * Gives the edits that take the last one back, and where it went. Where a file has moved on, what was
 * changed since stays. Throws a StateError where there is no edit, or it can't be told apart from
 * later changes.
 */
export async function reverseEdits(
  repository: Repository,
): Promise<Pick<MadeEdit, 'to'> & { edits: Edit[] }> {
  const { to, files } = readLastEdit(repository);
  const edits: Edit[] = [];
  for (const { path, before, after } of files) {
    // Whatever the file is called, it was edited before.
    const target = await readTarget(join(repository.top, path), { force: true });
    sharedRepository([{ ...target, repository }, target]);
    if (edits.some(({ absolute }) => absolute === target.absolute)) {
      throw new StateError(`\`${path}\` is another file of the last edit now, so it stays.`);
    }
    const [base, theirs] = [await repository.blob(after), await repository.blob(before)];
    const reversed = await merge(repository, base, target.bytes, theirs);
    if (!reversed) {
      throw new StateError(`\`${path}\` has changed where the last edit was, so it stays.`, {
        hint: 'Take the edit back by hand.',
      });
    }
    edits.push({ ...target, after: reversed });
  }
  return { to, edits };
}
