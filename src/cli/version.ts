// The version of the package.

import { readFileSync } from 'node:fs';
import { packageFile } from '../package-file.js';

/** Reads the version out of package.json. */
export function version(): string {
  return JSON.parse(readFileSync(packageFile('package.json'), 'utf8')).version;
}
