// Copies a worktree to another folder, without what Git ignores, which is linked.

import { constants } from 'node:fs';
import { copyFile, lstat, mkdir, readdir, readlink, realpath, rm, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { records } from './git.js';
import type { Repository } from './repo.js';

/**
 * Copies tracked and untracked files, links and file modes as they are. Ignored files and folders
 * become links to the real ones, but for those at or above the paths of `real`: what is written into
 * the copy, or run in it, must never reach the worktree. Stops once `signal` aborts, with its reason.
 */
export async function copyTree(
  repository: Repository,
  to: string,
  real: readonly string[],
  signal?: AbortSignal,
): Promise<void> {
  const { top } = repository;
  const list = async (...args: string[]) => {
    const { stdout } = await repository.run(['ls-files', '-z', ...args]);
    // A path in conflict is listed several times, a repository inside with a slash.
    return new Set(records(stdout).map((path) => path.replace(/\/$/, '')));
  };
  const reached = new Map<string, boolean>();
  for (const path of await list('--cached', '--others', '--exclude-standard')) {
    signal?.throwIfAborted();
    const from = join(top, path);
    const folder = dirname(from);
    if (!reached.has(folder)) reached.set(folder, await isReached(folder));
    if (reached.get(folder)) await copyOne(from, join(to, path));
  }
  const ignored = ['--others', '--ignored', '--exclude-standard', '--directory'];
  for (const path of await list(...ignored)) await link(path);
  for (const path of real) await clearWay(to, path);

  async function link(path: string): Promise<void> {
    signal?.throwIfAborted();
    const [from, at] = [join(top, path), join(to, path)];
    const stats = await lstat(from).catch(() => undefined);
    // One that has just gone, or whose name is no UTF-8.
    if (!stats) return;
    await mkdir(dirname(at), { recursive: true });
    const isReal = real.some((each) => each === path || each.startsWith(`${path}/`));
    if (!isReal) await symlink(from, at).catch(ignoreExisting);
    else if (!stats.isDirectory()) await copyOne(from, at);
    else for (const name of await readdir(from)) await link(`${path}/${name}`);
  }
}

/**
 * Makes room for a file in the copy, and the folders above it. What stands in the way goes, links
 * first of all: they lead out of the copy.
 */
export async function clearWay(to: string, path: string): Promise<void> {
  const names = path.split('/');
  for (let depth = 1; depth <= names.length && path !== ''; depth++) {
    const at = join(to, ...names.slice(0, depth));
    const stats = await lstat(at).catch(() => undefined);
    const isRight = stats?.isDirectory() || (depth === names.length && stats?.isFile());
    if (stats && !isRight) await rm(at);
  }
  await mkdir(dirname(join(to, path)), { recursive: true });
}

/** Whether a path leads to its folder through folders alone, not through a link in their place. */
async function isReached(folder: string): Promise<boolean> {
  return (await realpath(folder).catch(() => undefined)) === folder;
}

async function copyOne(from: string, to: string): Promise<void> {
  const stats = await lstat(from).catch(() => undefined);
  // A file that is deleted in the worktree.
  if (!stats) return;
  await mkdir(dirname(to), { recursive: true });
  // A submodule, or another repository.
  if (stats.isDirectory()) await symlink(from, to).catch(ignoreExisting);
  else if (stats.isSymbolicLink()) await symlink(await readlink(from), to).catch(ignoreExisting);
  else if (stats.isFile()) await copyFile(from, to, constants.COPYFILE_FICLONE);
}

function ignoreExisting(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error;
}
