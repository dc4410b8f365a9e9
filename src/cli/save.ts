// Saves a patch as a file: the whole patch or nothing.

import { randomUUID } from 'node:crypto';
import * as fs from 'node:fs';
import { dirname, join } from 'node:path';
import { StateError } from '../errors.js';
import { linkOrCopy } from '../git/link.js';

/**
 * Saves a patch as `file`, which is replaced only with `force`. Throws a StateError, with the file
 * as it was, where that is impossible.
 */
export function savePatch(file: string, patch: Uint8Array, force = false): void {
  try {
    if (force && isDevice(file)) fs.writeFileSync(file, patch);
    else writeWhole(file, patch, force);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'EEXIST') {
      throw new StateError(`\`${file}\` exists already.`, {
        hint: 'Name another file, or use `--force` to replace it.',
        cause,
      });
    }
    throw new StateError(`The patch cannot be written to \`${file}\`.`, { cause });
  }
}

/** Pipes and devices, such as `/dev/null`, are written to and never replaced. */
function isDevice(file: string): boolean {
  const stats = fs.statSync(file, { throwIfNoEntry: false });
  return stats !== undefined && !stats.isFile() && !stats.isDirectory();
}

function writeWhole(file: string, patch: Uint8Array, force: boolean): void {
  const target = force && fs.existsSync(file) ? fs.realpathSync(file) : file;
  const next = join(dirname(target), `.cad-${randomUUID()}`);
  try {
    fs.writeFileSync(next, patch, { flag: 'wx', flush: true });
    if (force) fs.renameSync(next, target);
    else linkOrCopy(next, target);
  } finally {
    fs.rmSync(next, { force: true });
  }
}
