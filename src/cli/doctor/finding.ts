// One thing that `cad doctor` has looked at.

import { CadError, type ExitStatus } from '../../errors.js';

export interface Finding {
  /** What was looked at, such as `git`. */
  readonly name: string;
  /** What is so, as a phrase. */
  readonly found: string;
  /** The one thing to do, as a sentence, where not all is well. */
  readonly todo?: string;
  /** What `cad fix` would end with; absent where it works all the same. */
  readonly status?: ExitStatus;
}

/** Turns an error into what stands in the way of `cad fix`. Throws anything but a CadError. */
export function failed(name: string, error: unknown, todo: string): Finding {
  if (!(error instanceof CadError)) throw error;
  const { message, hint, exitStatus: status } = error;
  return { name, found: message, todo: hint ?? todo, status };
}
