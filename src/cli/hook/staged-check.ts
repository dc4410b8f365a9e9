// The check of a rule, on a copy of the worktree as it would be with what is staged.

import { existsSync, realpathSync } from 'node:fs';
import { relative, resolve, sep } from 'node:path';
import { StateError } from '../../errors.js';
import { type CheckCopy, withCheckCopy } from '../../git/check-copy.js';
import type { Repository } from '../../git/repo.js';
import type { LineRange } from '../../grammar/source.js';
import type { CheckOptions } from '../check/check.js';
import { readDiagnostics } from '../diagnostics/read.js';

/** What a check says about a line of a file. */
export interface Report {
  /** From the top of the repository. */
  readonly path: string;
  readonly instruction: string;
  readonly pointed: LineRange;
}

/** Makes a copy in which tracked files are as they are staged, and those at `paths` can be written. */
export async function withStagedCopy<T>(
  repository: Repository,
  paths: readonly string[],
  signal: AbortSignal | undefined,
  work: (copy: CheckCopy) => Promise<T>,
): Promise<T> {
  return withCheckCopy(repository, paths, signal, async (copy) => {
    await copy.writeStaged();
    return work(copy);
  });
}

/**
 * Runs a check, and gives what it says about files of the copy. Throws a StateError where it fails
 * without a word about them.
 */
export async function reportsOf({
  copy,
  command,
  signal,
  paths,
}: Omit<CheckOptions, 'mustMend'>): Promise<Report[]> {
  const { isSuccess, folder, output } = await copy.run(command, signal, paths);
  const isFile = (path: string) => existsSync(resolve(folder, path));
  const reports = readDiagnostics(output, isFile).filter(({ path }) => isFile(path));
  if (!isSuccess && reports.length === 0) {
    const cause = new Error(output.trimEnd().split('\n').slice(-5).join('\n'));
    throw new StateError(`The check \`${command}\` fails, and names no line.`, { cause });
  }
  return reports.map(({ path, line, text }) => ({
    path: relative(realpathSync(folder), realpathSync(resolve(folder, path))).replaceAll(sep, '/'),
    instruction: text,
    pointed: { first: line, last: line },
  }));
}
