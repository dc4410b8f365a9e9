// A second name for a file.

import * as fs from 'node:fs';

/** Gives a file another name too; under that it is never seen half written. Throws where the name is taken. */
export function linkOrCopy(file: string, name: string): void {
  try {
    fs.linkSync(file, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw error;
    fs.copyFileSync(file, name, fs.constants.COPYFILE_EXCL); // no hard links here
  }
}
