// Checks that the files of a model are those that its manifest names.
import { createHash } from 'node:crypto';
import { createReadStream, type Stats, statSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { ModelError } from '../../errors.js';
import type { Manifest, ModelFile } from './manifest.js';
import type { Stamp } from './stamp.js';
import { repairHint } from './store.js';

/** Bytes read at once: small ones take longer than their hash. */
const CHUNK = 1 << 20;

/**
 * Checks size and SHA-256 of every file, and gives what the next stamp says about them. A file that
 * `known` names with the same hash, size and time of change is not read again.
 * Rejects with a ModelError that names a missing or corrupt file, and soon after
 * `signal` aborts.
 */
export async function verify(
  folder: string,
  manifest: Manifest,
  known: Stamp['files'] = {},
  signal?: AbortSignal,
): Promise<Stamp['files']> {
  const checked: Record<string, string> = {};
  for (const [name, file] of Object.entries(manifest.files)) {
    const stats = statOf(folder, name, manifest);
    const state = `${file.sha256} ${stats.size} ${stats.mtimeMs}`;
    if (known[name] !== state && !(await isIntact(join(folder, name), stats, file, signal))) {
      throw new ModelError(
        `The file \`${name}\` of the model \`${manifest.name}\` is corrupt: its SHA-256 is not that of the manifest.`,
        { hint: repairHint(folder) },
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
      hint: repairHint(folder),
    });
  }
}

async function isIntact(
  path: string,
  stats: Stats,
  { bytes, sha256 }: ModelFile,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  if (stats.size !== bytes) return false;
  const hash = createHash('sha256');
  await pipeline(createReadStream(path, { highWaterMark: CHUNK }), hash, { signal });
  return hash.digest('hex') === sha256;
}
