// Puts edits into the index and into the worktree, and nothing else of the user's with them.

import { StateError } from '../errors.js';
import { type Entry, type IndexUpdate, updateIndex } from './index-update.js';
import { mergeBlob, storeEdit } from './merge.js';
import type { Edit } from './read.js';
import type { Repository } from './repo.js';
import { restoreFiles } from './restore.js';
import { writeFiles } from './write.js';

/**
 * Merges each edit into the staged version of its file, then writes the files. The user's changes
 * that are not staged stay so. Throws a StateError, with nothing changed, when an edit does not
 * merge, a file is not in the index, or the index is locked.
 */
export function stage(repository: Repository, edits: readonly Edit[]): Promise<void> {
  return updateIndex(repository, async (index) => {
    const entries: Entry[] = [];
    for (const edit of edits) entries.push(await staged(repository, index, edit));
    await index.put(entries);
    writeFiles(edits);
    await index.publish().catch(async (error) => {
      await restoreFiles(repository, edits);
      throw error;
    });
  });
}

async function staged(repository: Repository, index: IndexUpdate, edit: Edit): Promise<Entry> {
  const entry = await index.entry(edit.path);
  if (!entry) {
    // Staging a whole new file would stage what the user wrote in it, too.
    const hint = `Run \`git add ${repository.named(edit.path)}\` first, or use \`--write\`.`;
    throw new StateError(`\`${edit.path}\` is not in the index.`, { hint });
  }
  const blob = await mergeBlob(repository, await storeEdit(repository, edit), entry.blob);
  if (blob) return { ...entry, blob };
  throw new StateError(`The edit of \`${edit.path}\` does not merge into its staged version.`, {
    hint: 'It touches lines with changes that are not staged: stage them first, or use `--write`.',
  });
}
