// A copy of the worktree, in which a check runs on edits that are not made yet.

import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { CadError, InterruptError, UsageError } from '../errors.js';
import { clearWay, copyTree } from './copy-tree.js';
import { fileProblem } from './file-problem.js';
import { ownEnvironment, type Repository } from './repo.js';
import { unstagedPaths } from './staged.js';

export interface CheckRun {
  readonly isSuccess: boolean;
  /** Where it ran. */
  readonly folder: string;
  /** What the command printed, on both streams. */
  readonly output: string;
}

/** Statuses with which a shell says that it could not run a command. */
const NOT_RUN = [126, 127];

export class CheckCopy {
  readonly #repository: Repository;
  readonly #root: string;
  /** The copy of the top level. */
  readonly #files: string;
  /** Where the command runs: the copy of the current folder. */
  readonly #folder: string;

  private constructor(repository: Repository, root: string, cwd: string) {
    this.#repository = repository;
    this.#root = root;
    this.#files = join(root, 'files');
    this.#folder = join(this.#files, cwd);
    process.on('exit', this.#removeLater);
  }

  /**
   * Copies the worktree of `repository`, in which the files at `written` will be. The caller removes
   * the copy; it goes away with the process too. Throws a StateError where a file can't be copied, an
   * InterruptError once `signal` aborts.
   */
  static async make(
    repository: Repository,
    written: readonly string[],
    signal?: AbortSignal,
  ): Promise<CheckCopy> {
    let copy: CheckCopy | undefined;
    try {
      const cwd = folderInside(repository);
      copy = new CheckCopy(repository, mkdtempSync(join(tmpdir(), 'cad-check-')), cwd);
      await copyTree(repository, copy.#files, [...written, cwd], signal);
      await mkdir(copy.#folder, { recursive: true });
      return copy;
    } catch (error) {
      await copy?.remove();
      throw error instanceof CadError
        ? error
        : fileProblem(error, 'The check has no copy to run on');
    }
  }

  /** Writes one of the files that were named when the copy was made. */
  async write(path: string, bytes: Uint8Array): Promise<void> {
    await this.#clear(path);
    await writeFile(join(this.#files, path), bytes);
  }

  /** Makes tracked files as they are in the index. */
  async writeStaged(): Promise<void> {
    const paths = await unstagedPaths(this.#repository);
    for (const path of paths) await this.#clear(path);
    const args = ['checkout-index', '--force', '-z', '--stdin', `--prefix=${this.#files}/`];
    const input = paths.map((path) => `${path}\0`).join('');
    await this.#repository.run(args, { input, runsPrograms: true });
  }

  /**
   * Runs a command line of the user's own in a shell, which finds `paths` as its arguments. Throws a
   * UsageError where the shell can't run it, an InterruptError once `signal` aborts.
   */
  async run(
    command: string,
    signal?: AbortSignal,
    paths: readonly string[] = [],
  ): Promise<CheckRun> {
    signal?.throwIfAborted();
    const log = join(this.#root, 'output');
    // Not a pipe: a process that the command leaves behind would keep it open.
    const output = openSync(log, 'w');
    const shell = spawn('sh', ['-c', command, 'sh', ...paths.map(asOperand)], {
      cwd: this.#folder,
      env: ownEnvironment(),
      stdio: ['ignore', output, output],
      // In a process group of its own, so that what it has started can be ended too.
      detached: true,
    });
    const end = () => endGroup(shell.pid);
    signal?.addEventListener('abort', end);
    const status = await statusOf(shell);
    signal?.removeEventListener('abort', end);
    closeSync(output);
    if (signal?.aborted) throw new InterruptError();
    const said = readFileSync(log, 'utf8');
    if (!NOT_RUN.includes(status)) {
      return { isSuccess: status === 0, folder: this.#folder, output: said };
    }
    const cause = new Error(said);
    throw new UsageError(`The check \`${command}\` cannot be run.`, { cause });
  }

  async remove(): Promise<void> {
    await rm(this.#root, { recursive: true, force: true });
    process.off('exit', this.#removeLater);
  }

  /** Makes room for a file; a folder may have taken its place in the worktree. */
  async #clear(path: string): Promise<void> {
    await clearWay(this.#files, path);
    await rm(join(this.#files, path), { recursive: true, force: true });
  }

  /** An interrupted process has no time for it. */
  readonly #removeLater = () => {
    spawn('rm', ['-rf', this.#root], { detached: true, stdio: 'ignore' }).unref();
  };
}

/** Makes a copy for `work`, and removes it after; see `CheckCopy.make`. */
export async function withCheckCopy<T>(
  repository: Repository,
  written: readonly string[],
  signal: AbortSignal | undefined,
  work: (copy: CheckCopy) => Promise<T>,
): Promise<T> {
  const copy = await CheckCopy.make(repository, written, signal);
  try {
    return await work(copy);
  } finally {
    await copy.remove();
  }
}

/** A path as an argument that is no option. */
function asOperand(path: string): string {
  return path.startsWith('-') ? `./${path}` : path;
}

/** Waits for the end of a process; a signal that ended it gives 1, a process that never was 127. */
function statusOf(child: ChildProcess): Promise<number> {
  return new Promise((resolve) => {
    child.on('error', () => resolve(127));
    child.on('exit', (code) => resolve(code ?? 1));
  });
}

function endGroup(pid: number | undefined): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL');
  } catch {
    // All of it has ended already.
  }
}

/** The current folder, from the top level of a repository; the top level where it lies outside. */
function folderInside({ top }: Repository): string {
  const inside = relative(top, process.cwd());
  return inside.startsWith('..') ? '' : inside;
}
