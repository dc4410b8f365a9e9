// Takes edits out of the worktree again when a later step failed.

import { randomUUID } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { StateError } from '../errors.js';
import { merge } from './merge.js';
import type { Repository } from './repo.js';
import { sha256 } from './sha256.js';
import { type WrittenFile, writeFiles } from './write.js';

/**
 * Gives every edited file its old content. What a hook or the user changed in it since then is
 * kept, by a three-way merge; where that does not merge, the old content goes into a new file beside
 * it, and a StateError names both.
 */
export async function restoreFiles(
  repository: Repository,
  edits: readonly WrittenFile[],
): Promise<void> {
  const stuck: string[] = [];
  for (const edit of edits) {
    if (!(await restore(repository, edit))) stuck.push(`\`${edit.path}\` ${keep(edit)}`);
  }
  if (stuck.length === 0) return;
  throw new StateError(`${stuck.join('; ')}.`);
}

async function restore(repository: Repository, edit: WrittenFile): Promise<boolean> {
  try {
    const bytes = readFileSync(edit.absolute);
    const after = await merge(repository, edit.after, bytes, edit.bytes);
    if (after) writeFiles([{ ...edit, bytes, sha256: sha256(bytes), after }]);
    return after !== undefined;
  } catch {
    return false;
  }
}

/** Saves the old content of a file that could not be put back, and tells where. */
function keep({ absolute, bytes }: WrittenFile): string {
  const problem = 'could not be put back, and may still hold the edit';
  const kept = join(dirname(absolute), `.cad-${randomUUID()}.kept`);
  try {
    writeFileSync(kept, bytes, { flag: 'wx', mode: 0o600 });
    return `${problem} (its old content is in \`${kept}\`)`;
  } catch {
    rmSync(kept, { force: true });
    return problem;
  }
}
