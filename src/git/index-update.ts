// Changes entries of the index under git's own lock: prepared beside it, then published by a rename.

import { closeSync, copyFileSync, existsSync, openSync, renameSync, rmSync } from 'node:fs';
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
  const lock = `${repository.index}.lock`;
  const draft = `${repository.index}.cad`;
  takeLock(lock);
  try {
    copyIndex(repository, draft);
    return await work(new IndexUpdate(repository, draft));
  } catch (error) {
    throw fileProblem(error, 'The repository could not be written');
  } finally {
    rmSync(draft, { force: true });
    rmSync(lock, { force: true });
  }
}

/** A new index, which other git processes see as a whole when it is published, or never. */
export class IndexUpdate {
  readonly #repository: Repository;
  readonly #draft: string;

  constructor(repository: Repository, draft: string) {
    this.#repository = repository;
    this.#draft = draft;
  }

  /** The entry of a path, or nothing where it is not in the index. Throws a StateError if unmerged. */
  async entry(path: string): Promise<Entry | undefined> {
    const { stdout } = await this.#run(['ls-files', '-z', '--stage', '-v', '--', literal(path)]);
    const [first] = records(stdout);
    const [, tag, mode, blob, stage] = /^(\w) (\d+) (\S+) (\d)\t/.exec(first ?? '') ?? [];
    if (!tag || !mode || !blob) return undefined;
    const marks = (Object.keys(MARKS) as Mark[]).filter((mark) => MARKS[mark].test(tag));
    if (stage === '0') return { path, mode, blob, marks };
    throw new StateError(`\`${path}\` has conflicts that are not resolved.`, {
      hint: `Resolve them and run \`git add ${this.#repository.named(path)}\` first.`,
    });
  }

  /** Sets entries of the new index. */
  async put(entries: readonly Entry[]): Promise<void> {
    await putEntries(this.#repository, this.#draft, entries);
  }

  /** Puts the new index in place. File times are read anew, so that no file only looks changed. */
  async publish(): Promise<void> {
    const refresh = ['update-index', '-q', '--unmerged', '--refresh'];
    await this.#run(refresh).catch(() => {}); // the entries are right without it
    renameSync(this.#draft, this.#repository.index);
  }

  #run(args: readonly string[]) {
    return this.#repository.run(args, { env: { GIT_INDEX_FILE: this.#draft } });
  }
}

function takeLock(lock: string): void {
  try {
    closeSync(openSync(lock, 'wx'));
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
  rmSync(to, { force: true });
  if (existsSync(index)) copyFileSync(index, to);
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
