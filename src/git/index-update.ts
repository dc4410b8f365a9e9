// Changes entries of the index under git's own lock: prepared beside it, then published by a rename.

import * as fs from 'node:fs';
import { StateError } from '../errors.js';
import { fileProblem } from './file-problem.js';
import { literal, records } from './git.js';
import type { Repository } from './repo.js';

/** A path of the index or of a commit. */
export interface Entry {
  readonly path: string;
  /** Octal, as git prints it; `0` removes the path. */
  readonly mode: string;
  readonly blob: string;
  /** Marks of the user on an entry of the index. @default none */
  readonly marks?: readonly Mark[];
}

/** What the user may tell git about a file, and the tag that `git ls-files -v` shows for it. */
const MARKS = { 'assume-unchanged': /^[a-z]/, 'skip-worktree': /^s/i };
type Mark = keyof typeof MARKS;

/**
 * Runs `work` while it holds the index lock. Throws a StateError when another process holds the
 * lock, or a file of the repository cannot be written. The caller sees that no signal ends the
 * process meanwhile.
 */
export async function updateIndex<T>(
  repository: Repository,
  work: (index: IndexUpdate) => Promise<T>,
): Promise<T> {
  const lock = lockOf(repository.index);
  const draft = draftOf(repository.index);
  takeLock(lock);
  try {
    fs.writeFileSync(lock, SIGNATURE);
    copyIndex(repository, draft);
    return await work(new IndexUpdate(repository, draft));
  } catch (error) {
    throw fileProblem(error, 'The repository could not be written');
  } finally {
    fs.rmSync(draft, { force: true });
    fs.rmSync(lock, { force: true });
  }
}

/** A new index, which other git processes see as a whole when it is published, or never. */
export class IndexUpdate {
  readonly #repository: Repository;
  readonly #draft: string;
  readonly #wasThere: boolean;

  constructor(repository: Repository, draft: string) {
    this.#repository = repository;
    this.#draft = draft;
    this.#wasThere = fs.existsSync(draft);
  }

  /** The entry of a path, or nothing where it is not in the index. Throws a StateError if unmerged. */
  async entry(path: string): Promise<Entry | undefined> {
    return entryIn(this.#repository, this.#draft, path);
  }

  /** Sets entries of the new index. */
  async put(entries: readonly Entry[]): Promise<void> {
    await putEntries(this.#repository, this.#draft, entries);
  }

  /** Puts the new index in place. File times are read anew, so that no file only looks changed. */
  async publish(): Promise<void> {
    const refresh = ['update-index', '-q', '--unmerged', '--refresh'];
    const env = { GIT_INDEX_FILE: this.#draft };
    await this.#repository.run(refresh, { env }).catch(() => {}); // the entries are right without it
    const { index } = this.#repository;
    // Git has stopped a commit, and taken its own index away: nobody would own a new one.
    if (this.#wasThere && !fs.existsSync(index)) throw new StateError('The index is gone.');
    fs.renameSync(this.#draft, index);
  }
}

/** Where a new index is prepared. */
export function draftOf(index: string): string {
  return `${index}.cad`;
}

/** The index of a commit that is being made. */
export function commitIndexOf(index: string): string {
  return `${index}.cad-commit`;
}

/** Git's lock of an index. */
export function lockOf(index: string): string {
  return `${index}.lock`;
}

/** What our locks hold. Git's are empty, or hold an index. */
const SIGNATURE = 'cad\n';

/** Whether a lock was made here, and not by Git. */
export function isOwnLock(lock: string): boolean {
  return fs.existsSync(lock) && fs.readFileSync(lock).equals(Buffer.from(SIGNATURE));
}

/**
 * The entry of a path in the index file at `index`, or nothing where it is not there. Throws a
 * StateError if it is unmerged.
 */
export async function entryIn(
  repository: Repository,
  index: string,
  path: string,
): Promise<Entry | undefined> {
  const { stdout } = await repository.run(
    ['ls-files', '-z', '--stage', '-v', '--', literal(path)],
    { env: { GIT_INDEX_FILE: index } },
  );
  const [first] = records(stdout);
  const [, tag, mode, blob, stage, found] =
    /^(\w) (\d+) (\S+) (\d)\t(.*)$/s.exec(first ?? '') ?? [];
  // The path of a folder stands for the files in it.
  if (!tag || !mode || !blob || found !== path) return undefined;
  const marks = (Object.keys(MARKS) as Mark[]).filter((mark) => MARKS[mark].test(tag));
  if (stage === '0') return { path, mode, blob, marks };
  throw new StateError(`\`${path}\` has conflicts that are not resolved.`, {
    hint: `Resolve them and run \`git add ${repository.named(path)}\` first.`,
  });
}

function takeLock(lock: string): void {
  try {
    fs.closeSync(fs.openSync(lock, 'wx'));
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') {
      throw fileProblem(cause, 'The index could not be locked');
    }
    throw new StateError('The index is locked by another Git process.', {
      hint: `Wait until it ends. If none is running, remove \`${lock}\`.`,
    });
  }
}

/** Copies the index of a repository to `to`; a repository without an index gives no file. */
export function copyIndex({ index }: Repository, to: string): void {
  fs.rmSync(to, { force: true });
  if (!fs.existsSync(index)) return;
  const { atimeMs, mtimeMs } = fs.statSync(index);
  fs.copyFileSync(index, to);
  // Git looks into files that are as new as their index; a newer copy would hide what was written since.
  fs.utimesSync(to, atimeMs / 1000, mtimeMs / 1000 - 0.001);
}

/** Sets entries in the index file at `index`. */
export async function putEntries(
  repository: Repository,
  index: string,
  entries: readonly Entry[],
): Promise<void> {
  const update = (args: readonly string[], lines: readonly string[]) =>
    repository.run(['update-index', '-z', ...args], {
      input: lines.map((line) => `${line}\0`).join(''),
      env: { GIT_INDEX_FILE: index },
    });
  if (entries.length === 0) return;
  const lines = entries.map(({ mode, blob, path }) => `${mode} ${blob}\t${path}`);
  await update(['--index-info'], lines);
  // A new entry has no marks, so they are given back to it.
  for (const mark of Object.keys(MARKS) as Mark[]) {
    const marked = entries.filter(({ marks }) => marks?.includes(mark));
    const paths = marked.map(({ path }) => path);
    if (paths.length > 0) await update([`--${mark}`, '--stdin'], paths);
  }
}
