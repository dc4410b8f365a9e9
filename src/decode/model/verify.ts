// Checks that the files of a model are those that its manifest names.
import { createHash } from 'node:crypto';
import { readFileSync, type Stats, statSync } from 'node:fs';
import { join } from 'node:path';
import { ModelError } from '../../errors.js';
import type { Manifest, ModelFile } from './manifest.js';
import type { Stamp } from './stamp.js';

/**
 * Checks size and SHA-256 of every file, and gives what the next stamp says about them. A file that
 * `known` names with the same hash, size and time of change is not read again.
 * Throws a ModelError that names a missing or corrupt file.
 */
export function verify(
  folder: string,
  manifest: Manifest,
  known: Stamp['files'] = {},
): Stamp['files'] {
  const checked: Record<string, string> = {};
  for (const [name, file] of Object.entries(manifest.files)) {
    const stats = statOf(folder, name, manifest);
    const state = `${file.sha256} ${stats.size} ${stats.mtimeMs}`;
    if (known[name] !== state && !isIntact(join(folder, name), stats, file)) {
      throw new ModelError(
        `The file \`${name}\` of the model \`${manifest.name}\` is corrupt: its SHA-256 is not that of the manifest.`,
        { hint: 'Install the model again.' },
      );
    }
    checked[name] = state;
  }
  return checked;
}

function statOf(folder: string, name: string, manifest: Manifest): Stats {
  try {
    return statSync(join(folder, name));
  } catch (cause) {
    throw new ModelError(`The file \`${name}\` of the model \`${manifest.name}\` cannot be read.`, {
      cause,
      hint: 'Install the model again.',
    });
  }
}

function isIntact(path: string, stats: Stats, { bytes, sha256 }: ModelFile): boolean {
  if (stats.size !== bytes) return false;
  return createHash('sha256').update(readFileSync(path)).digest('hex') === sha256;
}
