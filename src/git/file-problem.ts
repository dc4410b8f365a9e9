// Turns what the file system refuses into a sentence.

import { StateError } from '../errors.js';

const REASONS: Record<string, string> = {
  EACCES: 'permission denied',
  EDQUOT: 'the disk quota is used up',
  EFBIG: 'the file would be too large',
  EIO: 'the disk failed',
  ELOOP: 'a symlink points to itself',
  ENOENT: 'the file does not exist',
  ENOSPC: 'the disk is full',
  ENOTDIR: 'the file does not exist',
  EPERM: 'permission denied',
  EROFS: 'the file system is read-only',
};

/**
 * Makes a StateError of an error of the file system: `problem`, then the reason, then `outcome`.
 * Other errors come back as they are.
 */
export function fileProblem(error: unknown, problem: string, outcome = ''): unknown {
  const { code, syscall, message } = error as NodeJS.ErrnoException;
  if (!code || !syscall) return error;
  return new StateError(`${problem}: ${REASONS[code] ?? message}${outcome}.`, { cause: error });
}
