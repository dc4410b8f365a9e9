// Finds the files that come with the package.

import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Gives the absolute path of a file of the package, as in `bin/cad.js`. */
export function packageFile(path: string): string {
  // The build puts a module at more than one depth; only the package's top folder has the program.
  let folder = import.meta.dirname;
  while (!existsSync(join(folder, 'bin/cad.js'))) folder = dirname(folder);
  return join(folder, path);
}
