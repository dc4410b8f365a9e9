// Files of the worktree in place of what is staged, for tools that stage by themselves.

import { lstatSync } from 'node:fs';
import { relative, resolve, sep } from 'node:path';
import { StateError } from '../../errors.js';
import { storeBlob } from '../../git/blobs.js';
import { journaled } from '../../git/journal.js';
import { readTarget, type Target } from '../../git/read.js';
import type { Repository } from '../../git/repo.js';
import { blobIn, isPointer, type StagedFile, worktreeForm } from '../../git/staged.js';
import { writeFiles } from '../../git/write.js';
import { Source } from '../../grammar/source.js';
import { passedText } from '../announce.js';
import { type Current, currentOf } from './current.js';
import type { HookProposal } from './fix-staged.js';

/** Reads the named files that a rule is about; those that can't be edited are passed over. */
export async function openWorktree(
  repository: Repository,
  staged: readonly StagedFile[],
  paths: readonly string[],
  isMatched: (path: string) => boolean,
) {
  const current = new Map<string, Current>();
  const targets = new Map<string, Target>();
  for (const path of new Set(paths)) {
    if (!isMatched(relative(repository.top, resolve(path)).replaceAll(sep, '/'))) continue;
    const target = await readTarget(path).catch((error) => {
      if (!(error instanceof StateError)) throw error;
      process.stderr.write(passedText([{ path, reason: error.message }]));
    });
    if (target?.repository.top !== repository.top) continue;
    // What a symlink points to is another file, which the tool may know nothing of.
    if (isPointer(target.bytes) || lstatSync(path).isSymbolicLink()) continue;
    targets.set(target.path, target);
    const { committed } = staged.find((file) => file.path === target.path) ?? {};
    current.set(target.path, await readWorktree(target, committed));
  }
  return {
    files: [...current.values()].map(({ file }) => file),
    read: async ({ path }: StagedFile) => current.get(path),
    async apply({ fixed }: HookProposal): Promise<string[]> {
      const edits = fixed.map(({ file, text }) => {
        return { ...targets.get(file.path)!, after: text.bytes };
      });
      await journaled(repository, 'write', { edits }, async () => writeFiles(edits));
      return [];
    },
  };
}

/** `renamed` is the blob in the last commit where it is found under another name. */
async function readWorktree(
  { repository, path, mode, bytes }: Target,
  renamed: string | undefined,
): Promise<Current> {
  const file = { path, mode, hasFilter: false, blob: await storeBlob(repository, bytes) };
  const blob = renamed ?? (await blobIn(repository, 'HEAD', path));
  const committed = blob && new Source(await worktreeForm(repository, path, blob));
  return currentOf(file, committed || undefined, new Source(bytes));
}
