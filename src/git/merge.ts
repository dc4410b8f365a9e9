// Carries an edit over to another version of its file: three-way, on blobs as Git stores them.

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { storeBlob } from './blobs.js';
import { literal, records } from './git.js';
import type { Edit } from './read.js';
import type { Repository } from './repo.js';

/** The blobs that `git add` would store for a file before and after its edit. */
export interface BlobEdit {
  readonly before: string;
  readonly after: string;
}

/** Stores both sides of an edit, through the clean filters and line endings of its path. */
export async function storeEdit(repository: Repository, edit: Edit): Promise<BlobEdit> {
  const path = (await keepsCrlf(repository, edit.path)) ? undefined : edit.path;
  return {
    before: await storeBlob(repository, edit.bytes, path),
    after: await storeBlob(repository, edit.after, path),
  };
}

/** Makes the blob that `onto` becomes with the edit; nothing where the two do not merge. */
export async function mergeBlob(
  repository: Repository,
  { before, after }: BlobEdit,
  onto: string,
): Promise<string | undefined> {
  if (onto === before) return after;
  if (onto === after) return onto;
  const base = await repository.blob(before);
  const ours = await repository.blob(onto);
  const merged = await merge(repository, base, ours, await repository.blob(after));
  return merged && storeBlob(repository, merged);
}

/**
 * Merges the changes from `base` to `ours` and to `theirs`; nothing where they conflict, or where both
 * change what is not text.
 */
export async function merge(
  repository: Repository,
  base: Uint8Array,
  ours: Uint8Array,
  theirs: Uint8Array,
): Promise<Uint8Array | undefined> {
  const isSame = (a: Uint8Array, b: Uint8Array) => Buffer.compare(a, b) === 0;
  if (isSame(ours, base)) return theirs;
  if (isSame(theirs, base) || isSame(ours, theirs)) return ours;
  const folder = await mkdtemp(join(tmpdir(), 'cad-merge-'));
  try {
    const versions = { ours, base, theirs };
    for (const [name, bytes] of Object.entries(versions))
      await writeFile(join(folder, name), bytes);
    const files = Object.keys(versions).map((name) => join(folder, name));
    // The status is the number of conflicts up to 127, or 255 for content that is not text.
    const { exitCode, stdout } = await repository.run(['merge-file', '-p', '--quiet', ...files], {
      accept: Array.from({ length: 256 }, (_, status) => status),
    });
    return exitCode === 0 ? stdout : undefined;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * Whether `git add` would leave the CRLF of this file alone: it does where conversion is automatic
 * and the index already holds CRLF. `git hash-object` does not look at the index and would convert.
 */
async function keepsCrlf(repository: Repository, path: string): Promise<boolean> {
  const eol = await repository.run(['ls-files', '-z', '--eol', '--', literal(path)]);
  const [, inIndex = '', text = ''] =
    /^i\/(\S*)\s+w\/\S*\s+attr\/(.*?)\s*\t/.exec(eol.stdout.toString()) ?? [];
  const isAutomatic = text === '' || text.startsWith('text=auto');
  if (!isAutomatic || !['crlf', 'mixed'].includes(inIndex)) return false;
  const attributes = ['filter', 'ident', 'working-tree-encoding'];
  const checked = await repository.run(['check-attr', '-z', ...attributes, '--', path]);
  const values = records(checked.stdout).filter((_, at) => at % 3 === 2);
  return values.every((value) => value === 'unspecified' || value === 'unset');
}
