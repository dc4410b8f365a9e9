// The place of a model in the store: what is there, what of it serves the next version, and the change.
import {
  constants,
  copyFileSync,
  existsSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { type Manifest, readManifest } from '../manifest.js';
import { ORIGIN, type Origin, readOrigin } from '../store.js';
import { verify } from '../verify.js';
import { MANIFEST } from './form.js';
import type { SourceFile } from './source.js';

/** Gives the manifest of the model in `folder` where it is that of `origin`, and intact. */
export async function intactOf(
  folder: string,
  { commit, dtype }: Origin,
  signal: AbortSignal,
): Promise<Manifest | undefined> {
  const there = readOrigin(folder);
  if (commit === undefined || there?.commit !== commit || there.dtype !== dtype) return undefined;
  try {
    const manifest = readManifest(folder);
    await verify(folder, manifest, {}, signal);
    return manifest;
  } catch {
    signal.throwIfAborted();
    return undefined;
  }
}

/** Copies files into `part` that an older version has in the same size; whether they are right is seen there. */
export function reuse(folder: string, part: string, files: readonly SourceFile[]): void {
  if (!existsSync(join(folder, MANIFEST))) return;
  const old = readManifest(folder).files;
  const begun = readdirSync(part);
  for (const { path, bytes } of files) {
    const name = basename(path);
    if (old[name]?.bytes !== bytes || begun.some((each) => each.startsWith(name))) continue;
    copyFileSync(join(folder, name), join(part, name), constants.COPYFILE_FICLONE);
  }
}

/**
 * Puts the model in `part` where `folder` is, with its origin, and its manifest where it came
 * without one. What else is in `part` goes. Between the two renames neither model is in the place:
 * after a crash there, the next pull finds all files and ends at once.
 */
export function putInPlace(part: string, folder: string, manifest: Manifest, origin: Origin): void {
  const kept = [...Object.keys(manifest.files), MANIFEST];
  for (const name of readdirSync(part)) {
    if (!kept.includes(name)) rmSync(join(part, name), { recursive: true });
  }
  if (!existsSync(join(part, MANIFEST))) write(join(part, MANIFEST), { format: 1, ...manifest });
  write(join(part, ORIGIN), origin);
  const old = `${folder}~old`;
  rmSync(old, { recursive: true, force: true });
  if (existsSync(folder)) renameSync(folder, old);
  renameSync(part, folder);
  rmSync(old, { recursive: true, force: true });
}

function write(path: string, value: object): void {
  writeFileSync(path, `${JSON.stringify(value, null, 2)}\n`);
}
