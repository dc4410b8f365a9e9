// What is staged: the files that the next commit changes, as text to read and as blobs to write.

import { Source } from '../grammar/source.js';
import { binaryKind } from './binary.js';
import { readBlobs, storeBlob } from './blobs.js';
import { type GitAnswer, records } from './git.js';
import type { Repository } from './repo.js';
import { looksSecret } from './secret.js';

/** A regular file that is new or changed in the index, against the last commit. */
export interface StagedFile {
  readonly path: string;
  readonly mode: string;
  readonly blob: string;
  /** The blob in the last commit, under this name or the one before; absent for a new file. */
  readonly committed?: string;
  /** Whether a program of the user's stands between blob and worktree. */
  readonly hasFilter: boolean;
}

/** Git marks regular files so, with and without the permission to execute. */
const REGULAR = ['100644', '100755'];

/** What a pointer of Git LFS begins with; the text that it stands for is elsewhere. */
const LFS_POINTER = 'version https://git-lfs.github.com/';

/** Largest blob that is read, in bytes. */
const MAX_BYTES = 5_000_000;

/**
 * Lists what is staged and has a path that `isWanted` takes; no symlinks, submodules, deletions,
 * conflicts or secret-looking files.
 */
export async function stagedFiles(
  repository: Repository,
  isWanted: (path: string) => boolean = () => true,
): Promise<StagedFile[]> {
  const raw = ['--raw', '-z', '--find-renames', '--no-ext-diff', '--diff-filter=AMR'];
  const { stdout } = await diffWithHead(repository, raw);
  const files: Omit<StagedFile, 'hasFilter'>[] = [];
  const fields = records(stdout).values();
  for (const field of fields) {
    const [, mode = '', committed = '', blob = '', status = ''] = field.split(' ');
    if (status.startsWith('R')) fields.next();
    const path = fields.next().value ?? '';
    // A name that is no UTF-8 can't be said to Git again.
    const isNamed = !path.includes('\ufffd');
    if (!REGULAR.includes(mode) || looksSecret(path) || !isNamed || !isWanted(path)) continue;
    files.push({ path, mode, blob, ...(status !== 'A' && { committed }) });
  }
  const filtered = await filteredPaths(repository, files);
  return files.map((file) => ({ ...file, hasFilter: filtered.has(file.path) }));
}

/** The index against the last commit. What is only meant to be added does not count, as in `git status`. */
async function diffWithHead(
  repository: Repository,
  options: readonly string[],
  accept?: readonly number[],
): Promise<GitAnswer> {
  const args = ['diff-index', '--cached', '--ita-invisible-in-index', ...options];
  const against = (tree: string) =>
    repository.run([...args, tree, '--'], { ...(accept && { accept }) });
  try {
    return await against('HEAD');
  } catch (error) {
    if (await repository.head()) throw error;
    return against(await emptyTree(repository));
  }
}

async function emptyTree(repository: Repository): Promise<string> {
  const { stdout } = await repository.run(['hash-object', '-t', 'tree', '--stdin']);
  return stdout.toString().trim();
}

/** The paths that have a filter driver, as Git LFS is one. */
async function filteredPaths(
  repository: Repository,
  files: readonly { path: string }[],
): Promise<ReadonlySet<string>> {
  if (files.length === 0) return new Set();
  const input = files.map(({ path }) => `${path}\0`).join('');
  const { stdout } = await repository.run(['check-attr', '-z', '--stdin', 'filter'], { input });
  const fields = records(stdout); // path, attribute, value
  const isSet = (at: number) => !['unspecified', 'unset'].includes(fields[at + 2] ?? '');
  return new Set(fields.filter((_, at) => at % 3 === 0 && isSet(at)));
}

/** Reads what files hold that may be text: as they are staged, and in the last commit. */
export async function stagedBlobs(
  repository: Repository,
  files: readonly StagedFile[],
): Promise<ReadonlyMap<string, Buffer>> {
  const ids = files.flatMap(({ blob, committed = [] }) => [blob, committed].flat());
  return readBlobs(repository, ids, MAX_BYTES);
}

/**
 * Gives a staged file, of which `blobs` has the blob, as the text that people edit: the blob, or what
 * its filter makes of it. Gives nothing for what is not text, empty, not in `blobs`, or does not come
 * back from its filter as it was.
 */
export async function stagedText(
  repository: Repository,
  file: StagedFile,
  blobs: ReadonlyMap<string, Buffer>,
): Promise<Source | undefined> {
  const stored = blobs.get(file.blob);
  if (!stored || isPointer(stored)) return undefined;
  const bytes = file.hasFilter ? await worktreeForm(repository, file.path, file.blob) : stored;
  if (bytes.length === 0 || binaryKind(bytes)) return undefined;
  const isTrue = !file.hasFilter || (await storeStaged(repository, file, bytes)) === file.blob;
  return isTrue ? new Source(bytes) : undefined;
}

/** Whether bytes are not a file's own, but say where Git LFS has them. */
export function isPointer(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.subarray(0, LFS_POINTER.length)).toString('latin1') === LFS_POINTER;
}

/** Reads another blob of a staged file as text; undefined where there is none of this id. */
export async function storedText(
  repository: Repository,
  file: StagedFile,
  blob: string,
): Promise<Source | undefined> {
  try {
    const blobs = new Map([[blob, await repository.blob(blob)]]);
    return await stagedText(repository, { ...file, blob }, blobs);
  } catch {
    return undefined;
  }
}

/** Stores what a staged file becomes, through its filter where it has one; gives the blob. */
export function storeStaged(
  repository: Repository,
  { path, hasFilter }: StagedFile,
  bytes: Uint8Array,
): Promise<string> {
  return storeBlob(repository, bytes, hasFilter ? path : undefined);
}

/**
 * What Git would check out for a blob under a path: its line endings, encoding and filter. Throws a
 * StateError where that is too large.
 */
export async function worktreeForm(
  repository: Repository,
  path: string,
  blob: string,
): Promise<Buffer> {
  const args = ['cat-file', '--filters', `--path=${path}`, blob];
  return (await repository.run(args, { runsPrograms: true, maxBytes: 2 * MAX_BYTES })).stdout;
}

/** Whether anything is staged at all. */
export async function hasStaged(repository: Repository): Promise<boolean> {
  return (await diffWithHead(repository, ['--quiet'], [0, 1])).exitCode === 1;
}

/** The blob of a path in a commit; undefined where it has none. */
export async function blobIn(
  repository: Repository,
  commit: string,
  path: string,
): Promise<string | undefined> {
  const args = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${commit}:${path}`];
  const { stdout } = await repository.run(args, { accept: [0, 1, 128] });
  return stdout.toString().trim() || undefined;
}

/** Tracked files whose text in the worktree is another than in the index, or that are missing there. */
export async function unstagedPaths(repository: Repository): Promise<string[]> {
  const { stdout } = await repository.run(['diff-files', '--raw', '-z', '--diff-filter=MDT']);
  const fields = records(stdout); // `:mode mode blob blob status`, then the path
  return fields.filter((_, at) => at % 2 === 1 && isText(at));

  function isText(at: number): boolean {
    return REGULAR.includes(fields[at - 1]!.slice(1, 7)) && !fields[at]!.includes('\ufffd');
  }
}
