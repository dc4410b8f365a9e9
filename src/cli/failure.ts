// What an error means where it ends a run.

import { StateError } from '../errors.js';

/** Gives the error in our words where it is one of the system's that has no better place. */
export function explained(error: unknown): unknown {
  const { code, syscall } = (error ?? {}) as NodeJS.ErrnoException;
  // It shows wherever a path is resolved.
  if (code === 'ENOENT' && syscall === 'uv_cwd') {
    return new StateError('The current folder does not exist any more.');
  }
  return error;
}
