// Commits edits, and nothing else of the user's with them, through `git commit` itself.

import { rmSync } from 'node:fs';
import { StateError, UsageError } from '../errors.js';
import { followHooks } from './follow-hooks.js';
import {
  commitIndexOf,
  copyIndex,
  type Entry,
  type IndexUpdate,
  putEntries,
  updateIndex,
} from './index-update.js';
import { writeGitPid } from './journal.js';
import { committedEntry } from './last-commit.js';
import { mergeBlob, storeEdit } from './merge.js';
import { withTrailer } from './message.js';
import type { Edit } from './read.js';
import type { Repository } from './repo.js';
import { restoreFiles } from './restore.js';
import { writeFiles } from './write.js';

export interface CommitOptions {
  /** A whole trailer line, as in `Assisted-by: cad 1.0.0 model`. @default none */
  trailer?: string;
}

/** A commit that was made. */
export interface Committed {
  readonly id: string;
  /** Blobs of each file: in the commit before, and as the edit made it, before any hook. */
  readonly files: readonly { path: string; before: string; after: string }[];
}

/** The entries that an edit gives to the commit, and to the index that holds the user's work too. */
interface Plan {
  readonly head: Entry;
  readonly committed: Entry;
  /** Nothing where the user has removed the file from the index. */
  readonly staged: Entry | undefined;
}

/**
 * Commits HEAD plus the edits, and gives the commit. The user's hooks and signing run; what
 * is staged or changed besides stays so, and index and worktree get the edits too. Throws a
 * StateError, with nothing changed, when an edit does not merge, the repository is in the middle of
 * an operation, or `git commit` fails: then with git's words as its cause. A signal that is not to
 * stop it halfway is the caller's matter; a commit that git has made stays.
 */
export async function commit(
  repository: Repository,
  edits: readonly Edit[],
  message: string,
  { trailer }: CommitOptions = {},
): Promise<Committed> {
  if (message.trim() === '') throw new UsageError('The commit message is empty.');
  refuseOperation(repository);
  const head = await repository.head();
  if (!head) {
    const hint = 'Make the first commit, or use `--stage` or `--write`.';
    throw new StateError('The repository has no commit yet.', { hint });
  }
  const text = trailer ? await withTrailer(repository, message, trailer) : message;
  return updateIndex(repository, async (index) => {
    const plans: Plan[] = [];
    for (const edit of edits) plans.push(await plan(repository, index, edit));
    await index.put(plans.flatMap(({ staged }) => staged ?? []));
    await commitEntries(repository, head, plans, edits, text);
    const committed = plans.map((plan) => plan.committed);
    await followHooks(repository, index, head, committed).finally(() => index.publish());
    const files = plans.map(({ head, committed }) => {
      return { path: head.path, before: head.blob, after: committed.blob };
    });
    return { id: (await repository.head()) ?? head, files };
  });
}

function refuseOperation(repository: Repository): void {
  const operation = repository.operation();
  if (!operation) return;
  throw new StateError(`A ${operation} is in progress, and a commit now would become part of it.`, {
    hint: `Finish it, or stop it with \`git ${operation} --abort\`; or use \`--stage\` or \`--write\`.`,
  });
}

async function plan(repository: Repository, index: IndexUpdate, edit: Edit): Promise<Plan> {
  const head = await committedEntry(repository, edit.path);
  const blobs = await storeEdit(repository, edit);
  const onto = async (entry: Entry, what: string): Promise<Entry> => {
    const blob = await mergeBlob(repository, blobs, entry.blob);
    if (blob) return { ...entry, blob };
    throw new StateError(`The edit of \`${edit.path}\` does not merge into ${what}.`, {
      hint: 'It touches lines with changes of yours: commit them first, or use `--write`.',
    });
  };
  const entry = await index.entry(edit.path);
  const committed = await onto(head, 'the last commit');
  const staged = entry && (await onto(entry, 'its staged version'));
  return { head, committed, staged };
}

/** Writes the files and runs `git commit` on an index of HEAD and the edits; undoes it on failure. */
async function commitEntries(
  repository: Repository,
  head: string,
  plans: readonly Plan[],
  edits: readonly Edit[],
  message: string,
): Promise<void> {
  if (plans.every(({ head, committed }) => head.blob === committed.blob)) {
    throw new StateError('The last commit holds the edit already.', { hint: 'Use `--write`.' });
  }
  const temporary = commitIndexOf(repository.index);
  // Our own hook has nothing to add to an edit of ours.
  const env = { GIT_INDEX_FILE: temporary, CAD_HOOK: '0' };
  const committed = plans.map((plan) => plan.committed);
  try {
    // From a copy, so that hooks find an index with file times and need not read every file.
    copyIndex(repository, temporary);
    await repository.run(['read-tree', '--reset', 'HEAD'], { env });
    await putEntries(repository, temporary, committed);
    writeFiles(edits); // before the commit: hooks that test the worktree shall test the edit
    await repository
      .run(['commit', '--quiet', '--file=-'], {
        ...{ env, input: message, runsPrograms: true },
        onStart: (pid) => writeGitPid(repository, pid),
      })
      .catch(async (error) => {
        // Git also fails after it has made the commit: at its index, or by a signal in a last hook.
        if ((await repository.head()) === head) await undo(repository, edits, error);
      });
  } finally {
    rmSync(temporary, { force: true });
  }
}

async function undo(repository: Repository, edits: readonly Edit[], { cause }: StateError) {
  const hint = 'Use `--stage` or `--write` to keep the edit without a commit.';
  await restoreFiles(repository, edits).catch((left: StateError) => {
    throw new StateError(`\`git commit\` failed; ${left.message}`, { hint, cause });
  });
  throw new StateError('`git commit` failed; nothing was changed.', { hint, cause });
}
