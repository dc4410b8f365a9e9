// Keeps the index in step with what the user's hooks changed in a commit.

import { StateError } from '../errors.js';
import { records } from './git.js';
import type { Entry, IndexUpdate } from './index-update.js';
import type { Repository } from './repo.js';

/** The mode that git shows for a path that is not there. */
const ABSENT = '000000';

/**
 * Takes over into the index what hooks changed in the commit after `head`, besides the `planned`
 * entries. Throws a StateError where that fails; the index then holds none of it, and is not damaged.
 */
export async function followHooks(
  repository: Repository,
  index: IndexUpdate,
  head: string,
  planned: readonly Entry[],
): Promise<void> {
  try {
    await index.put(await changedByHooks(repository, index, head, planned));
  } catch (cause) {
    const problem =
      'The commit was made, but what hooks changed in it may be missing in the index.';
    const hint = '`git status` shows it, and `git reset -- <file>` takes it over.';
    throw new StateError(problem, { hint, cause });
  }
}

/** What hooks changed in the commit, for paths where the user has staged nothing else. */
async function changedByHooks(
  repository: Repository,
  index: IndexUpdate,
  head: string,
  planned: readonly Entry[],
): Promise<Entry[]> {
  const { stdout } = await repository.run(['diff-tree', '-r', '-z', '--no-renames', head, 'HEAD']);
  const fields = records(stdout); // `:mode mode blob blob status`, then the path
  const changed: Entry[] = [];
  for (let at = 0; at < fields.length; at += 2) {
    const [oldMode = '', mode = '', oldBlob = '', blob = ''] =
      fields[at]?.slice(1).split(' ') ?? [];
    const path = fields[at + 1] ?? '';
    const expected = planned.find((entry) => entry.path === path) ?? {
      path,
      mode: oldMode,
      blob: oldBlob,
    };
    const entry = await index.entry(path);
    const isUntouched = entry ? isSame(entry, expected) : expected.mode === ABSENT;
    if (isUntouched && !isSame(expected, { path, mode, blob })) {
      changed.push({ ...entry, path, mode, blob });
    }
  }
  return changed;
}

function isSame(one: Entry, other: Entry): boolean {
  return one.mode === other.mode && one.blob === other.blob;
}
